import type { ShownDistil } from "../../src/protocol/distil/distilViewApi.js";
import { Icon } from "../icon.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";
import { distilWords } from "./distilWords.js";

function Facts({ shown }: { readonly shown: ShownDistil }) {
  const { t } = distilContext.use();
  const { funnel, teacher, damaged } = shown;
  const { kept, traces, tokensPerKept, costPerKept, cost } = funnel;
  return (
    <>
      {teacher !== null && <span class="dim cut">{t("by", teacher)}</span>}
      <span class="fact num" data-summary="">
        {t("summary", distilWords.count(kept), distilWords.count(traces))}
      </span>
      {tokensPerKept !== null && (
        <span class="fact dim num">{t("tokensPerKept", distilWords.count(Math.round(tokensPerKept)))}</span>
      )}
      {costPerKept !== null && cost !== null && (
        <span class="fact dim num">{t("costPerKept", costPerKept.toPrecision(2), cost.currency)}</span>
      )}
      {damaged > 0 && (
        <span class="fact">
          <Icon name="warn" class="warn" /> {t("damaged", damaged)}
        </span>
      )}
    </>
  );
}

/** What the traces are of, what became of them, and what can be done with all of them. */
export function DistilHead() {
  const model = distilContext.use();
  const { t, init, overview, showsFilters, canWrite } = model;
  const shown = overview.value;
  return (
    <header class="bar head wraps">
      <h1 class="cut">{t("titleOf", init.name)}</h1>
      {shown?.kind === "shown" && <Facts shown={shown} />}
      <span class="sp" />
      <button
        type="button"
        class="plain toggle"
        aria-expanded={showsFilters.value}
        aria-controls="filters"
        onClick={() => (showsFilters.value = !showsFilters.value)}
      >
        <Icon name="filter" /> {t("filters")}
      </button>
      <button
        type="button"
        class="plain main"
        disabled={!canWrite.value || shown?.kind !== "shown" || shown.funnel.kept === 0}
        onClick={() => distilActions.exportRows(model)}
      >
        {t("exportRows")}
      </button>
    </header>
  );
}
