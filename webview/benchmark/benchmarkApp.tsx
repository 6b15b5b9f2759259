import { benchmarkContext } from "./benchmarkContext.js";
import { MappingView } from "./mappingView.js";
import { OrderView } from "./orderView.js";
import { StatisticsView } from "./statisticsView.js";

/** The view that the host asked for: a mapping, the order of a page's panels, or statistics. */
export function BenchmarkApp() {
  const shown = benchmarkContext.use().shown.value;
  switch (shown.kind) {
    case "mapping":
      return <MappingView shown={shown} />;
    case "order":
      return <OrderView shown={shown} />;
    case "statistics":
      return <StatisticsView shown={shown} />;
    default: {
      const never: never = shown;
      return never;
    }
  }
}
