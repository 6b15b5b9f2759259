import { connect, serve } from "../../src/protocol/rpc.js";
import { launchHostSchemas, type LaunchApi, type LaunchHostApi } from "../../src/protocol/jobs/launchViewApi.js";
import { madeUpForm } from "./madeUpForm.js";
import { pretendWindow } from "./pretendWindow.js";

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

const port = pretendWindow(null);

serve<LaunchHostApi>(port, host, launchHostSchemas);
window.launch = { calls, view: connect<LaunchApi>(port) };
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
