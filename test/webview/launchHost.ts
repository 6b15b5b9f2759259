import { connect, serve, type Port } from "../../src/protocol/rpc.js";
import { launchHostSchemas, type LaunchApi, type LaunchHostApi } from "../../src/protocol/jobs/launchViewApi.js";
import { madeUpForm } from "./madeUpForm.js";

declare global {
  interface Window {
    launch: {
      /** Calls that the form made, in order. */
      readonly calls: { method: string; params: unknown }[];
      readonly view: { [K in keyof LaunchApi]: LaunchApi[K] };
    };
  }
}

const query = new URLSearchParams(location.search);
const calls: Window["launch"]["calls"] = [];

/** Notes the call; the form that comes of it is told by the test. */
const noted = (method: string) => (params: unknown) => {
  calls.push({ method, params });
  return Promise.resolve();
};

const host: LaunchHostApi = {
  ready: () => Promise.resolve({ strings: {}, form: madeUpForm(query.get("state") ?? "asked") }),
  edit: noted("edit"),
  chooseHost: noted("chooseHost"),
  browse: noted("browse"),
  preflight: noted("preflight"),
  openTerminal: noted("openTerminal"),
  launch: noted("launch"),
  save: noted("save"),
  openText: noted("openText"),
  showFile: noted("showFile"),
  compareWithLast: noted("compareWithLast"),
  copyFile: noted("copyFile"),
  setSecret: noted("setSecret"),
  manageTrust: noted("manageTrust"),
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

window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) =>
    setTimeout(() => fromView.forEach(receive => receive(structuredClone(message))), 0),
  getState: () => null,
  setState: () => undefined,
});

serve<LaunchHostApi>(port, host, launchHostSchemas);
window.launch = { calls, view: connect<LaunchApi>(port) };
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
