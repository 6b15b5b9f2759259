import { distilOptionsSchema } from "../../src/core/distil/distilOptions.js";
import { nearestHeldOut } from "../../src/core/distil/nearestHeldOut.js";
import { standingTraceReviews } from "../../src/core/distil/standingTraceReviews.js";
import type { TraceReview } from "../../src/core/distil/traceReview.js";
import { blindReading, changesOf, overviewOf, tracesOf } from "../../src/node/distil/stored/listedTraces.js";
import { shownTrace } from "../../src/node/distil/stored/shownTrace.js";
import {
  distilHostSchemas,
  distilTabs,
  type DistilHostApi,
  type DistilViewApi,
} from "../../src/protocol/distil/distilViewApi.js";
import { connect, serve } from "../../src/protocol/rpc.js";
import { madeUpDistil } from "./madeUpDistil.js";
import { pretendWindow } from "./pretendWindow.js";

declare global {
  interface Window {
    distil: {
      /** Calls that only another part could answer, in order. */
      readonly calls: { method: string; params: unknown }[];
      /** What was written, in order. */
      readonly log: TraceReview[];
      readonly view: { [K in keyof DistilViewApi]: DistilViewApi[K] };
      /** The next decision cannot be written. */
      failNext: boolean;
    };
  }
}

const query = new URLSearchParams(location.search);
const state = query.get("state") ?? "";
const calls: Window["distil"]["calls"] = [];
const log: TraceReview[] = [];
const reviewer = "Ada";
const options = distilOptionsSchema.parse({});

const noted = (method: string) => (params: unknown) => {
  calls.push({ method, params });
  return Promise.resolve();
};

const now = () => madeUpDistil.state([...log]);

const row = (prediction: string) =>
  JSON.stringify({
    ...{ id: `tr-${prediction}`, prediction_id: prediction, task: "depth_comparison", zooms: 1 },
    messages: [
      { role: "user", content: "<image>Which marked character is closer to the viewer?" },
      { role: "assistant", content: "<think>In the upper row …</think>\n<answer>A</answer>" },
    ],
    images: ["images/0123456789abcdef.png"],
  });

const host: DistilHostApi = {
  ready: () =>
    Promise.resolve({
      ...{ strings: {}, pageStrings: {}, applyOrientation: false, bitmapBytes: 512 * 1024 * 1024 },
      ...{ name: "gemini-2.5-pro-zoom", reviewer, canWrite: state !== "restricted" },
      state: {
        ...{ folder: "/made/teacher", options, base: options, trace: null, next: null },
        tab: distilTabs.find(tab => tab === query.get("tab")) ?? "traces",
        query: { task: null, filter: query.has("all") ? null : "kept", reason: null },
      },
    }),
  overview: params => {
    if (state === "gone")
      return Promise.resolve({ kind: "problem", code: "no-dataset", path: "/made/comics", reason: "ENOENT" });
    const shown = overviewOf(now(), params.options, params.base);
    return Promise.resolve({ ...shown, teacher: "gemini-2.5-pro" });
  },
  list: params => Promise.resolve(tracesOf(now(), params.options, params.query, reviewer)),
  changes: params => Promise.resolve(changesOf(now(), params.options, params.base, reviewer)),
  sample: params => Promise.resolve(blindReading(now(), params.options, reviewer)),
  trace: ({ prediction, ...params }) => {
    const nearest = nearestHeldOut(now().source.benchmark);
    const fileOf = (path: string) => (state === "broken" ? "/broken.png" : `/page.png?${path}`);
    return Promise.resolve(shownTrace(now(), prediction, { ...params, reviewer, nearest, fileOf }));
  },
  row: params => {
    calls.push({ method: "row", params });
    const trace = now()
      .judged(params.options)
      .find(one => one.prediction.id === params.prediction);
    if (trace?.kept !== true) return Promise.resolve({ kind: "dropped" });
    return Promise.resolve({ kind: "row", text: row(params.prediction), tokens: { low: 3120, high: 3405 } });
  },
  decide: ({ prediction, decision, reason, isBlind, seconds }) => {
    if (window.distil.failNext) {
      window.distil.failNext = false;
      return Promise.reject(new Error("the disk is full"));
    }
    const last = standingTraceReviews(log).findLast(one => one.prediction_id === prediction);
    if (decision === "undo" && last === undefined) return Promise.resolve(false);
    const text = now().source.predictions.find(({ id }) => id === prediction)?.text ?? "";
    log.push({
      ...{ v: 1, kind: "trace-review", id: `tv-${String(log.length)}`, prediction_id: prediction, reviewer, decision },
      ...{ text_sha: now().textSha(text), undoes: decision === "undo" ? (last?.id ?? null) : null, reason, seconds },
      ...{ blind: isBlind, at: new Date(Date.UTC(2026, 0, 6) + log.length).toISOString(), tool_version: "0.0.0" },
    });
    return Promise.resolve(true);
  },
  runFiles: () => Promise.resolve([{ path: "/made/rarl.loupe-run.json", name: "rarl.loupe-run.json" }]),
  exportRows: noted("exportRows"),
  openOnPage: noted("openOnPage"),
  chooseDataset: noted("chooseDataset"),
  manageTrust: noted("manageTrust"),
  copyText: noted("copyText"),
  log: noted("log"),
};

const port = pretendWindow("distil");

serve<DistilHostApi>(port, host, distilHostSchemas);
window.distil = { calls, log, view: connect<DistilViewApi>(port), failNext: false };
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
