import { ChartGrid } from "./chartGrid.js";
import { metricsContext } from "./metricsContext.js";
import { MetricsBar } from "./metricsBar.js";
import { MetricsNotes } from "./metricsNotes.js";
import { SeriesList } from "./seriesList.js";

/** The whole view: the file, the list of its series, and their curves; or one sentence where there are none. */
export function MetricsApp() {
  const { view, byName, t } = metricsContext.use();
  if (view.value === null) return <p class="sentence">{t("emptyView")}</p>;
  const sentence = view.value.problem ?? (byName.value.size === 0 ? t("noSeries") : null);
  return (
    <div class="curves">
      <MetricsBar view={view.value} />
      {sentence !== null && <p class="sentence">{sentence}</p>}
      <MetricsNotes view={view.value} />
      {sentence === null && (
        <div class="body">
          <SeriesList />
          <ChartGrid />
        </div>
      )}
    </div>
  );
}
