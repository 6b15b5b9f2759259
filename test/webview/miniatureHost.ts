import { connect, serve, type Port } from "../../src/protocol/rpc.js";
import {
  miniatureHostSchemas,
  type MiniatureApi,
  type MiniatureHostApi,
} from "../../src/protocol/simulate/miniatureViewApi.js";
import { madeUpMiniature } from "./madeUpMiniature.js";

declare global {
  interface Window {
    miniature: {
      /** Calls that the view made, in order. */
      readonly calls: { method: string; params: unknown }[];
      readonly view: { [K in keyof MiniatureApi]: MiniatureApi[K] };
    };
  }
}

const query = new URLSearchParams(location.search);
const calls: Window["miniature"]["calls"] = [];

const noted = (method: string) => (params: unknown) => {
  calls.push({ method, params });
  return Promise.resolve();
};

const host: MiniatureHostApi = {
  ready: () => Promise.resolve({ strings: {}, shown: madeUpMiniature(query.get("state") ?? "") }),
  copyText: noted("copyText"),
  openText: noted("openText"),
  log: noted("log"),
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

const stateKey = "state of the comparison";
window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) =>
    setTimeout(() => fromView.forEach(receive => receive(structuredClone(message))), 0),
  getState: () => JSON.parse(sessionStorage.getItem(stateKey) ?? "null") as unknown,
  setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
});

serve<MiniatureHostApi>(port, host, miniatureHostSchemas);
window.miniature = { calls, view: connect<MiniatureApi>(port) };
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
