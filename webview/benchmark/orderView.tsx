import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ShownPageOrder } from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { Icon } from "../icon.js";
import { PageStage } from "../page/pageStage.js";
import { stageContext } from "../page/stageContext.js";
import { benchmarkContext } from "./benchmarkContext.js";
import { BubbleList } from "./bubbleList.js";
import { orderActions } from "./orderActions.js";
import { orderStage } from "./orderStage.js";
import { PanelList } from "./panelList.js";
import { PanelNumbers } from "./panelNumbers.js";
import { PartBoundary } from "./partBoundary.js";

type ShownProps = { readonly shown: ShownPageOrder };

function OrderHead({ shown }: ShownProps) {
  const model = benchmarkContext.use();
  const { t, act } = model;
  const { page, pages, isTrusted } = shown;
  const at = pages.findIndex(({ id }) => id === page?.id);
  const isCorrected = page?.panels.some(({ source }) => source === "person") ?? false;
  const step = (label: "previousPage" | "nextPage", by: 1 | -1) => (
    <button
      type="button"
      class="bare"
      title={t(label)}
      aria-label={t(label)}
      disabled={pages[at + by] === undefined}
      onClick={() => orderActions.page(model, shown, by)}
    >
      <Icon name={by > 0 ? "right" : "left"} />
    </button>
  );
  return (
    <div class="bar head">
      <h1 class="nowrap">{t("order")}</h1>
      {step("previousPage", -1)}
      <select
        aria-label={t("pageOf")}
        value={page?.id ?? ""}
        onChange={event => act({ kind: "showPage", page: event.currentTarget.value })}
      >
        {pages.map(({ id, fileName, isDoubtful }) => (
          <option key={id} value={id}>
            {isDoubtful ? `${fileName} (${t("doubtful")})` : fileName}
          </option>
        ))}
      </select>
      {step("nextPage", 1)}
      {pages.some(({ isDoubtful, id }) => isDoubtful && id !== page?.id) && (
        <button type="button" class="plain" onClick={() => orderActions.page(model, shown, "doubtful")}>
          {t("nextDoubtful")}
        </button>
      )}
      <span class="sp" />
      {isCorrected && isTrusted && page !== null && (
        <button type="button" class="plain" onClick={() => act({ kind: "setOrder", page: page.id, panels: null })}>
          {t("takeBack")}
        </button>
      )}
    </div>
  );
}

/** The page on the stage with the numbers of its panels above. */
function PagePart({ shown, bubble }: ShownProps & { readonly bubble: Parameters<typeof BubbleList>[0]["bubble"] }) {
  const model = benchmarkContext.use();
  const { stage, stop } = useMemo(() => orderStage(model), [model]);
  useEffect(() => stop, [stop]);
  return (
    <stageContext.Provider value={stage}>
      <div class="stagewrap">
        <PageStage />
        <PanelNumbers shown={shown} bubble={bubble} />
      </div>
    </stageContext.Provider>
  );
}

/** The reading order of a page's panels, corrected by dragging or by keys, and the texts of its balloons. */
export function OrderView({ shown }: ShownProps) {
  const { t } = benchmarkContext.use();
  const bubble = useSignal<string | null>(null);
  if (shown.page === null) return <p class="sentence">{shown.problem ?? t("noPanels")}</p>;
  return (
    <div class="benchmark">
      <OrderHead shown={shown} />
      {!shown.isTrusted && (
        <p class="note">
          <Icon name="info" />
          <span>{t("restricted")}</span>
        </p>
      )}
      <div class="ordercolumns">
        <PartBoundary>
          <PagePart shown={shown} bubble={bubble} />
        </PartBoundary>
        <aside class="scrolled" aria-label={t("panels")}>
          {shown.page.uri === null && (
            <p class="note">
              <Icon name="warn" class="warn" />
              <span>{t("imageMissing")}</span>
            </p>
          )}
          <PartBoundary>
            <h2 class="sectionhead">{t("panels")}</h2>
            <PanelList shown={shown} />
            <BubbleList shown={shown} bubble={bubble} />
          </PartBoundary>
        </aside>
      </div>
    </div>
  );
}
