import { connect, serve } from "../../src/protocol/rpc.js";
import {
  compareHostSchemas,
  type CompareHostApi,
  type CompareViewApi,
} from "../../src/protocol/reward/compareViewApi.js";
import {
  madeUpComparison,
  madeUpCompareSources,
  madeUpHeat,
  madeUpPanes,
  madeUpQuestionCurve,
  madeUpQuestions,
  validationAt,
} from "./madeUpComparison.js";
import { pretendWindow } from "./pretendWindow.js";

declare global {
  interface Window {
    compare: {
      /** Calls that the view made, in order. */
      readonly calls: { method: string; params: unknown }[];
      readonly view: { [K in keyof CompareViewApi]: CompareViewApi[K] };
    };
  }
}

const query = new URLSearchParams(location.search);
const calls: Window["compare"]["calls"] = [];
const total = Number(query.get("questions") ?? 36);
let release: () => void = () => undefined;
const held = query.has("hold") ? new Promise<void>(resolve => (release = resolve)) : Promise.resolve();
let isCancelled = false;

/** Notes the call and answers it. */
function answered<P, R>(method: string, answer: (params: P) => R): (params: P) => Promise<R> {
  return async params => {
    calls.push({ method, params });
    if (method === "compare") await held;
    if (method === "compare" && isCancelled) throw new Error("cancelled");
    if (method === query.get("fails")) throw new Error("the dump is gone");
    return answer(params);
  };
}

const [left, right] = [validationAt(40), validationAt(160)];
const host: CompareHostApi = {
  ready: answered("ready", () => ({
    ...{ strings: {}, pageStrings: {}, applyOrientation: false, bitmapBytes: 512 * 1024 * 1024 },
    scope: query.has("nothing") ? null : { sides: [left, validationAt(80), validationAt(120), right], left, right },
  })),
  sources: answered("sources", () => (query.has("none") ? [] : madeUpCompareSources)),
  compare: answered("compare", params => madeUpComparison(params, !query.has("unpaired"))),
  compareQuestions: answered("compareQuestions", ({ offset, count, ...rest }) => ({
    total,
    rows: madeUpQuestions(rest, total, offset, count),
  })),
  compareQuestion: answered("compareQuestion", ({ sides, question }) =>
    madeUpPanes(sides, question, query.has("blank")),
  ),
  questionCurve: answered("questionCurve", madeUpQuestionCurve),
  heatMap: answered("heatMap", ({ outcome, columns }) => madeUpHeat(outcome, columns)),
  cancel: answered("cancel", () => {
    isCancelled = true;
    release();
  }),
  copyText: answered("copyText", () => undefined),
  copyQuestions: answered("copyQuestions", () => undefined),
  openRollout: answered("openRollout", () => undefined),
  diffResponses: answered("diffResponses", () => undefined),
  chooseSides: answered("chooseSides", () => undefined),
  addDataset: answered("addDataset", () => undefined),
  addImageRoot: answered("addImageRoot", () => undefined),
  log: answered("log", () => undefined),
};

const port = pretendWindow("state of the comparison");

serve<CompareHostApi>(port, host, compareHostSchemas);
window.compare = { calls, view: connect<CompareViewApi>(port) };
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
