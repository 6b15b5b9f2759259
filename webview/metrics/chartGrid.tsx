import { ChartCard } from "./chartCard.js";
import { metricsContext } from "./metricsContext.js";

/** So many charts or fewer are drawn higher. */
const few = 2;

/** One small chart for each series on show. */
export function ChartGrid() {
  const { t, shown } = metricsContext.use();
  if (shown.value.length === 0) return <p class="sentence">{t("noneSelected")}</p>;
  return (
    <div class={shown.value.length > few ? "grid" : "grid few"}>
      {shown.value.map(name => (
        <ChartCard key={name} name={name} />
      ))}
    </div>
  );
}
