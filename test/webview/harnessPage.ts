import { serve, type Port } from "../../src/protocol/rpc.js";
import type { OpenedRow } from "../../src/protocol/rolloutView.js";
import type { ListedBy, ViewAction, ViewHostApi, ViewInit } from "../../src/protocol/viewApi.js";
import { madeUpAudit } from "./madeUpAudit.js";
import { dialectView } from "./dialectView.js";
import { crowdedView, manyMembersView, plainView, troubledView, unreadableView } from "./madeUpViews.js";
import { svgPages } from "./svgPages.mjs";

/** What a test sees of the made-up host. */
interface Harness {
  /** Calls that the view made, in order. */
  readonly calls: { method: string; params: unknown }[];
  readonly views: Readonly<Record<string, OpenedRow>>;
  show(row: OpenedRow | null, selectCall?: number | null): Promise<void>;
  act(action: ViewAction): Promise<void>;
}

declare global {
  interface Window {
    harness: Harness;
    acquireVsCodeApi: () => unknown;
  }
}

const query = new URLSearchParams(location.search);

/** Any file of the server as a page of the usual size. */
const fileView = (uri: string): OpenedRow => ({
  ...plainView,
  page: { kind: "image", uri, width: 1700, height: 2300, orientation: 1, name: uri },
});

const views: Readonly<Record<string, OpenedRow>> = {
  plain: plainView,
  troubled: troubledView,
  dialect: dialectView,
  unreadable: unreadableView,
  manyMembers: manyMembersView,
  gone: { ...unreadableView, ref: plainView.ref, code: "row-gone", byteOffset: null },
  crowded: crowdedView(8000, 6000, 500),
  large: {
    ...plainView,
    page: { kind: "image", uri: "/large.png", width: 8000, height: 6000, orientation: 1, name: "large.png" },
  },
  turned: {
    ...plainView,
    page: {
      kind: "image",
      uri: "/turned.jpg",
      width: query.has("turn") ? 2300 : 1700,
      height: query.has("turn") ? 1700 : 2300,
      orientation: 6,
      name: "turned.jpg",
    },
  },
  ...Object.fromEntries(Object.keys(svgPages).map(name => [name, fileView(`/svg/${name}.svg`)])),
  file: fileView(query.get("file") ?? "/page.svg"),
  broken: {
    ...plainView,
    page: { kind: "image", uri: "/broken.png", width: 1700, height: 2300, orientation: 1, name: "broken.png" },
  },
};

const init: ViewInit = {
  strings: {},
  applyOrientation: query.has("turn"),
  bitmapBytes: Number(query.get("bitmapBytes") ?? 512 * 1024 * 1024),
  keys: [
    ..."T X R M Z 0".split(" ").map(key => ({ action: key, label: `What ${key} does on the page`, keys: key })),
    { action: "fitPage", label: "Fit the page", keys: "0 Ctrl+0" },
    ..."1 2 3 4 5 6 7 8 9".split(" ").map(key => ({ action: key, label: `Select zoom call ${key}`, keys: key })),
    { action: "down", label: "Pan down, or next turn", keys: "↓" },
    { action: "next", label: "Next rollout in the list", keys: "J" },
  ],
  row: views[query.get("view") ?? "plain"] ?? null,
  isPinned: false,
};

const calls: Harness["calls"] = [];
const note =
  <K extends keyof ViewHostApi>(method: K, answer: Awaited<ReturnType<ViewHostApi[K]>>) =>
  (params: unknown) => {
    calls.push({ method, params });
    return Promise.resolve(answer);
  };

/** Lists are filtered and sorted, and the shown rollout is left out of them. */
const listed: ListedBy = {
  where: 'wrong and iou > 0.5 and tag = "odd box"',
  sort: "score desc, iou",
  passes: false,
};

const host = {
  ready: (params: null) => {
    // The view takes it once it has what it asked for here.
    if (query.has("listed")) void callView("listed", { listed });
    return note("ready", init)(params);
  },
  open: note("open", undefined),
  walk: note("walk", undefined),
  setSpace: note("setSpace", undefined),
  chooseSpace: note("chooseSpace", undefined),
  addPrefix: note("addPrefix", undefined),
  addImageRoot: note("addImageRoot", undefined),
  addDataset: note("addDataset", undefined),
  openLine: note("openLine", undefined),
  audit: note("audit", query.has("audit") ? madeUpAudit : null),
  showDiffering: note("showDiffering", undefined),
  changeList: note("changeList", undefined),
  raw: note("raw", { text: '{"output": "…", "score": 6.07}', isCut: false }),
  reveal: note("reveal", undefined),
  copyLink: note("copyLink", undefined),
  remark: note("remark", !query.has("unsaved")),
  knownTags: note("knownTags", ["odd box", "early answer"]),
  setPinned: note("setPinned", undefined),
  focusChanged: note("focusChanged", undefined),
  log: note("log", undefined),
};

let receiveInHost: (message: unknown) => void = () => undefined;
const toView = (message: unknown) => window.postMessage(message, "*");
const port: Port = {
  post: toView,
  listen: receive => {
    receiveInHost = receive;
    return { dispose: () => undefined };
  },
};
serve(port, host);

const stateKey = "state of the view";
window.acquireVsCodeApi = () => ({
  // Structured cloning, as the real channel does it; and later, never at once.
  postMessage: (message: unknown) => setTimeout(() => receiveInHost(structuredClone(message)), 0),
  getState: () => JSON.parse(sessionStorage.getItem(stateKey) ?? "null") as unknown,
  setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
});

let nextId = 0;
/** Calls the view. The ids are far from those of the view's own calls. */
function callView(method: string, params: unknown): Promise<void> {
  const id = 1_000_000 + nextId++;
  return new Promise(resolve => {
    const listener = ({ data }: MessageEvent<{ id?: number; method?: string }>) => {
      if (data.id === id && data.method === undefined) {
        answers.delete(listener);
        resolve();
      }
    };
    answers.add(listener);
    toView({ id, method, params });
  });
}
const answers = new Set<(event: MessageEvent<{ id?: number; method?: string }>) => void>();
const serveReceive = receiveInHost;
receiveInHost = message => {
  serveReceive(message);
  for (const listener of answers) listener({ data: message } as MessageEvent<{ id?: number }>);
};

window.harness = {
  calls,
  views,
  show: (row, selectCall = null) => callView("show", { row, selectCall }),
  act: action => callView("act", { action }),
};

document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
