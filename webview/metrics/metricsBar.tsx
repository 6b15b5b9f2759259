import type { MetricsView } from "../../src/protocol/metricsApi.js";
import { metricsContext } from "./metricsContext.js";
import { valueText } from "./valueText.js";

/** Which file this is, which steps are on show, and the way back to all of them. */
export function MetricsBar({ view }: { readonly view: MetricsView }) {
  const model = metricsContext.use();
  const { t, host, zoom } = model;
  const { min, max } = model.range.value;
  const [first, last] = [Math.ceil(min), Math.floor(max)].map(valueText.full);
  return (
    <header class="bar">
      <h2 title={view.file}>{view.folder}</h2>
      <button type="button" class="link" title={t("openFile")} onClick={() => model.run(host.openFile(null))}>
        {view.name}
      </button>
      {view.curves.steps.length > 0 && (
        <span class="fact num">
          {first === last ? t("oneStep", first ?? "") : t("stepsShown", first ?? "", last ?? "")}
        </span>
      )}
      {zoom.value !== null && (
        <button type="button" class="link" onClick={() => (zoom.value = null)}>
          {t("showAllSteps")}
        </button>
      )}
    </header>
  );
}
