import { Icon } from "../icon.js";
import { AssumptionsTable } from "./assumptionsTable.js";
import { CurvesPane } from "./curvesPane.js";
import { EndTable } from "./endTable.js";
import { miniatureContext } from "./miniatureContext.js";
import { MiniatureKeys } from "./miniatureKeys.js";
import { PairsTable } from "./pairsTable.js";
import { PartBoundary } from "./partBoundary.js";
import type { ShownComparison } from "./shownComparison.js";
import { StatementList } from "./statementList.js";

function OpenText() {
  const { t, host, run } = miniatureContext.use();
  return (
    <button type="button" class="link" onClick={() => run(host.openText(null))}>
      {t("openText")}
    </button>
  );
}

/** What was compared, and that all of it is simulated. */
function Head({ shown }: { readonly shown: ShownComparison }) {
  const { t } = miniatureContext.use();
  const { seeds, steps } = shown.comparison;
  return (
    <>
      <div class="bar head">
        <h2>{t("title")}</h2>
        <span class="fact num">{seeds.length === 1 ? t("oneSeed") : t("seedCount", seeds.length)}</span>
        <span class="fact num">{t("stepCount", steps)}</span>
        <span class="sp" />
        <OpenText />
      </div>
      <p class="note line simulated">
        <Icon name="info" />
        <span>{t("simulated")}</span>
      </p>
    </>
  );
}

function Comparison({ shown }: { readonly shown: ShownComparison }) {
  return (
    <div class="layout">
      <Head shown={shown} />
      <div class="lower">
        <div class="findings">
          <PartBoundary>
            <StatementList shown={shown} />
          </PartBoundary>
          <PartBoundary>
            <PairsTable shown={shown} />
          </PartBoundary>
          <PartBoundary>
            <EndTable shown={shown} />
          </PartBoundary>
          <PartBoundary>
            <AssumptionsTable shown={shown} />
          </PartBoundary>
        </div>
        <PartBoundary>
          <CurvesPane shown={shown} />
        </PartBoundary>
      </div>
    </div>
  );
}

/** The whole view: what the result says on the left with its tables, the curves on the right. */
export function MiniatureApp() {
  const { shown } = miniatureContext.use();
  const now = shown.value;
  return (
    <div class="miniature">
      <MiniatureKeys />
      {now.kind === "comparison" ? (
        <Comparison shown={now} />
      ) : (
        <div class="unreadable">
          <p class="sentence">{now.sentence}</p>
          <p class="sentence">
            <OpenText />
          </p>
        </div>
      )}
    </div>
  );
}
