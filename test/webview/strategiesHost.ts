import { connect, serve } from "../../src/protocol/rpc.js";
import {
  strategiesHostSchemas,
  type StrategiesApi,
  type StrategiesHostApi,
} from "../../src/protocol/reward/strategiesViewApi.js";
import {
  madeUpAlarms,
  madeUpBehind,
  madeUpCurves,
  madeUpForesight,
  madeUpList,
  madeUpPushed,
  madeUpSources,
  madeUpTable,
} from "./madeUpStrategies.js";
import { pretendWindow } from "./pretendWindow.js";

declare global {
  interface Window {
    strategies: {
      /** Calls that the view made, in order. */
      readonly calls: { method: string; params: unknown }[];
      readonly view: { [K in keyof StrategiesApi]: StrategiesApi[K] };
      /** Lets answers through that `hold` keeps back. */
      release(): void;
    };
  }
}

const query = new URLSearchParams(location.search);
const calls: Window["strategies"]["calls"] = [];
const total = Number(query.get("rollouts") ?? 23);

let release: () => void = () => undefined;
const held = query.has("hold") ? new Promise<void>(resolve => (release = resolve)) : Promise.resolve();
let isCancelled = false;

/** Notes the call, and answers when answers are let through. */
function answered<P, R>(method: string, answer: (params: P) => R): (params: P) => Promise<R> {
  return async params => {
    calls.push({ method, params });
    if (method === "strategyTable" || method === "rewardCurves") await held;
    if (method === "strategyTable" && isCancelled) throw new Error("cancelled");
    if (method === query.get("fails")) throw new Error("the dump is gone");
    return answer(params);
  };
}

const sources = query.has("none") ? [] : madeUpSources;
const host: StrategiesHostApi = {
  ready: answered("ready", () => ({ strings: {}, scope: null })),
  sources: answered("sources", () => sources),
  strategies: answered("strategies", () => madeUpList),
  strategyTable: answered("strategyTable", params => madeUpTable(params, !query.has("noTargets"))),
  pushedRollouts: answered("pushedRollouts", ({ offset, count, ...rest }) => ({
    total,
    rows: madeUpPushed(rest, total, offset, count),
  })),
  foresee: answered("foresee", ({ strategies }) => madeUpForesight(strategies)),
  rewardCurves: answered("rewardCurves", ({ sets, align }) =>
    madeUpCurves(
      sets.flatMap(set => sources.filter(one => one.run === set.run && one.phase === set.phase)),
      align,
    ),
  ),
  behindPoint: answered("behindPoint", ({ offset, count }) => ({
    total: 128,
    before: 79,
    rows: madeUpBehind(128, offset, count),
  })),
  alarms: answered("alarms", () => madeUpAlarms),
  evidence: answered("evidence", ({ refs }) =>
    refs.map(ref => ({ ref, question: `charid-${String(ref.row)}`, number: 1, outcome: "wrong" as const })),
  ),
  cancel: answered("cancel", () => {
    isCancelled = true;
    release();
  }),
  copyText: answered("copyText", () => undefined),
  copyPushed: answered("copyPushed", () => undefined),
  copyBehind: answered("copyBehind", () => undefined),
  openRollout: answered("openRollout", () => undefined),
  diff: answered("diff", () => undefined),
  editStrategies: answered("editStrategies", () => undefined),
  addDataset: answered("addDataset", () => undefined),
  openMetrics: answered("openMetrics", () => undefined),
  log: answered("log", () => undefined),
};

const port = pretendWindow("state of the strategies");

serve<StrategiesHostApi>(port, host, strategiesHostSchemas);
window.strategies = { calls, view: connect<StrategiesApi>(port), release: () => release() };
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
