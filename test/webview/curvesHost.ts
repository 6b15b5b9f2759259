import type { MetricsHostApi, MetricsInit } from "../../src/protocol/metricsApi.js";
import { connect, serve } from "../../src/protocol/rpc.js";
import type { MetricsApi } from "../../src/protocol/metricsApi.js";
import { madeUpCurves } from "./madeUpCurves.js";
import { pretendWindow } from "./pretendWindow.js";

declare global {
  interface Window {
    curves: {
      /** Methods that the view called, in order. */
      readonly calls: string[];
      show(name: string): Promise<void>;
    };
  }
}

const query = new URLSearchParams(location.search);
const viewNamed = (name: string) => madeUpCurves[name] ?? null;

const calls: string[] = [];
const init: MetricsInit = { strings: {}, view: viewNamed(query.get("view") ?? "run") };
const host: MetricsHostApi = {
  ready: () => (calls.push("ready"), Promise.resolve(init)),
  openFile: () => (calls.push("openFile"), Promise.resolve()),
  log: ({ message }) => (calls.push(`log ${message}`), Promise.resolve()),
};

const port = pretendWindow("state of the curves");

serve(port, host);
const view = connect<MetricsApi>(port);
window.curves = {
  calls,
  show: async name => {
    const shown = viewNamed(name);
    if (shown !== null) await view.show({ view: shown });
  },
};

document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
