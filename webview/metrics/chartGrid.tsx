import { ChartCard } from "./chartCard.js";
import { metricsContext } from "./metricsContext.js";

/** One small chart for each series on show. */
export function ChartGrid() {
  const { t, shown } = metricsContext.use();
  if (shown.value.length === 0) return <p class="sentence">{t("noneSelected")}</p>;
  return (
    <div class="grid">
      {shown.value.map(name => (
        <ChartCard key={name} name={name} />
      ))}
    </div>
  );
}
