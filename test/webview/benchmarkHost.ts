import {
  benchmarkHostSchemas,
  type BenchmarkApi,
  type BenchmarkHostApi,
} from "../../src/protocol/benchmark/benchmarkViewApi.js";
import { connect, serve } from "../../src/protocol/rpc.js";
import { madeUpBenchmark } from "./madeUpBenchmark.js";
import { pretendWindow } from "./pretendWindow.js";

declare global {
  interface Window {
    benchmark: {
      /** Calls that the view made, in order. */
      readonly calls: { method: string; params: unknown }[];
      readonly view: { [K in keyof BenchmarkApi]: BenchmarkApi[K] };
    };
  }
}

const query = new URLSearchParams(location.search);
const calls: Window["benchmark"]["calls"] = [];

/** Notes the call; what comes of it is told by the test. */
const noted = (method: string) => (params: unknown) => {
  calls.push({ method, params });
  return Promise.resolve();
};

const shown = madeUpBenchmark(query.get("view") ?? "statistics", query.get("state") ?? "");

const host: BenchmarkHostApi = {
  ready: () => Promise.resolve({ folder: "/made/benchmark", strings: {}, pageStrings: {}, shown }),
  act: noted("act"),
  copyText: noted("copyText"),
  log: noted("log"),
};

const port = pretendWindow("benchmark");

serve<BenchmarkHostApi>(port, host, benchmarkHostSchemas);
window.benchmark = { calls, view: connect<BenchmarkApi>(port) };
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
