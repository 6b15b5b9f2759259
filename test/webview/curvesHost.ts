import type { MetricsHostApi, MetricsInit } from "../../src/protocol/metricsApi.js";
import { connect, serve, type Port } from "../../src/protocol/rpc.js";
import type { MetricsApi } from "../../src/protocol/metricsApi.js";
import { madeUpCurves } from "./madeUpCurves.js";

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

const fromView = new Set<(message: unknown) => void>();
const port: Port = {
  // As JSON, which is how a webview gets its messages.
  post: message => window.postMessage(JSON.parse(JSON.stringify(message)), "*"),
  listen: receive => {
    fromView.add(receive);
    return { dispose: () => fromView.delete(receive) };
  },
};

const stateKey = "state of the curves";
window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) =>
    setTimeout(() => fromView.forEach(receive => receive(structuredClone(message))), 0),
  getState: () => JSON.parse(sessionStorage.getItem(stateKey) ?? "null") as unknown,
  setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
});

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
