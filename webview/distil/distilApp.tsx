import { useEffect } from "preact/hooks";
import type { DistilProblem, ShownDistil } from "../../src/protocol/distil/distilViewApi.js";
import { Icon } from "../icon.js";
import { BlindHead } from "./blindHead.js";
import { ChangesHead } from "./changesHead.js";
import { CountsPart } from "./countsPart.js";
import { distilContext } from "./distilContext.js";
import { DistilHead } from "./distilHead.js";
import { listenForKeys } from "./distilKeys.js";
import { FilterForm } from "./filterForm.js";
import { FunnelGrid } from "./funnelGrid.js";
import { KeyStrip } from "./keyStrip.js";
import { ListHead } from "./listHead.js";
import { PagePane } from "./pagePane.js";
import { PartBoundary } from "./partBoundary.js";
import { PartTabs } from "./partTabs.js";
import { TraceList } from "./traceList.js";
import { TracePane } from "./tracePane.js";

function Problem({ problem }: { readonly problem: DistilProblem }) {
  const model = distilContext.use();
  const { t, host } = model;
  const { code, path, reason } = problem;
  return (
    <p class="note line">
      <Icon name="warn" class="warn" />
      <span>{t(`problem_${code}`, path, reason)}</span>
      {code === "no-dataset" && (
        <button type="button" class="plain" onClick={() => model.run(host.chooseDataset(null))}>
          {t("chooseDataset")}
        </button>
      )}
    </p>
  );
}

/** What stands above the list of each part. */
function PartHead({ shown }: { readonly shown: ShownDistil }) {
  const { tab } = distilContext.use();
  switch (tab.value) {
    case "traces":
      return (
        <>
          <FunnelGrid shown={shown} />
          <ListHead />
        </>
      );
    case "changes":
      return <ChangesHead />;
    case "blind":
      return <BlindHead />;
    case "counts":
      return null;
  }
}

/** A list of traces, and the one that is read: its page and its words. */
function Reading() {
  const { t, trace } = distilContext.use();
  return (
    <div class="reading">
      <TraceList />
      <PartBoundary>
        <PagePane />
      </PartBoundary>
      <PartBoundary>{trace.value === null ? <p class="sentence dim">{t("noTrace")}</p> : <TracePane />}</PartBoundary>
    </div>
  );
}

function Shown() {
  const { t, overview, tab } = distilContext.use();
  const shown = overview.value;
  if (shown === null) return <p class="sentence dim">{t("reading")}</p>;
  if (shown.kind === "problem") return <Problem problem={shown} />;
  return (
    <>
      <PartTabs />
      <FilterForm />
      {tab.value === "counts" ? (
        <CountsPart />
      ) : (
        <>
          <PartBoundary>
            <PartHead shown={shown} />
          </PartBoundary>
          <Reading />
          <KeyStrip />
        </>
      )}
    </>
  );
}

/** Distilled traces: what the filters make of them, and a person. */
export function DistilApp() {
  const model = distilContext.use();
  useEffect(() => listenForKeys(model), [model]);
  return (
    <main class="distil">
      <DistilHead />
      <Shown />
    </main>
  );
}
