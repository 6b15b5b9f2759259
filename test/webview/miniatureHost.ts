import { connect, serve } from "../../src/protocol/rpc.js";
import {
  miniatureHostSchemas,
  type MiniatureApi,
  type MiniatureHostApi,
} from "../../src/protocol/simulate/miniatureViewApi.js";
import { madeUpMiniature } from "./madeUpMiniature.js";
import { pretendWindow } from "./pretendWindow.js";

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

const port = pretendWindow("state of the comparison");

serve<MiniatureHostApi>(port, host, miniatureHostSchemas);
window.miniature = { calls, view: connect<MiniatureApi>(port) };
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
