import type { BenchmarkState, ShownBenchmark } from "../../src/protocol/benchmark/benchmarkViewApi.js";

/** What is remembered of a view across reloads of the window. */
export function benchmarkState(folder: string, shown: ShownBenchmark): BenchmarkState {
  switch (shown.kind) {
    case "mapping":
      return { kind: "mapping" };
    case "statistics":
      return { kind: "statistics", folder };
    case "order":
      return { kind: "order", folder, page: shown.page?.id ?? null };
    default: {
      const never: never = shown;
      return never;
    }
  }
}
