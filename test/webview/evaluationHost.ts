import { tableKinds } from "../../src/core/evaluation/tables/tableKind.js";
import {
  evaluationHostSchemas,
  type EvaluationApi,
  type EvaluationHostApi,
  type ListedAnswer,
  type ShownCheck,
  type ShownVerdict,
} from "../../src/protocol/evaluation/evaluationViewApi.js";
import { connect, serve } from "../../src/protocol/rpc.js";
import { madeUpEvaluation } from "./madeUpEvaluation.js";
import { pretendWindow } from "./pretendWindow.js";

declare global {
  interface Window {
    evaluation: {
      /** Calls that the view made, in order. */
      readonly calls: { method: string; params: unknown }[];
      readonly view: { [K in keyof EvaluationApi]: EvaluationApi[K] };
    };
  }
}

const query = new URLSearchParams(location.search);
const calls: Window["evaluation"]["calls"] = [];
const humans = new Map<string, ShownVerdict>();
const [first = ""] = madeUpEvaluation
  .table({ kind: "models", base: null, hidden: [], trained: {} })
  .evaluations.map(({ folder }) => folder);
const isBlind = query.get("state") === "blind";
const hasList = query.has("list") || isBlind;

let drawn: ShownCheck | null = null;

const noted = (method: string) => (params: unknown) => {
  calls.push({ method, params });
  return Promise.resolve();
};

const gradeOf = (folder: string, prediction: string) =>
  madeUpEvaluation.grades(folder).find(({ predictionId }) => predictionId === prediction);

const host: EvaluationHostApi = {
  ready: () =>
    Promise.resolve({
      ...{ strings: {}, words: {}, canWrite: query.get("state") !== "restricted" },
      state: {
        table: {
          kind: tableKinds.find(kind => kind === query.get("kind")) ?? "models",
          ...{ base: query.has("base") ? first : null, hidden: [], split: null, by: "issue", trained: {} },
        },
        list: hasList ? { folder: first, task: "depth_comparison", outcome: isBlind ? null : "wrong", isBlind } : null,
        answer: null,
      },
    }),
  table: params => {
    calls.push({ method: "table", params });
    return Promise.resolve(madeUpEvaluation.table(params.query));
  },
  answers: ({ query: wanted }) => {
    calls.push({ method: "answers", params: { query: wanted } });
    const own = madeUpEvaluation
      .grades(wanted.folder)
      .filter(({ task }) => wanted.task === null || task === wanted.task);
    const counts = { correct: 0, wrong: 0, unparsed: 0, failed: 0, unjudged: 0 };
    for (const { outcome } of own) if (outcome in counts) counts[outcome as keyof typeof counts]++;
    const answers = own
      .filter(({ outcome }) => wanted.outcome === null || outcome === wanted.outcome)
      .map((grade, at): ListedAnswer => ({
        ...madeUpEvaluation.answer(wanted.folder, grade, wanted.isBlind, humans.get(grade.predictionId) ?? null),
        text: madeUpEvaluation.text(at),
      }));
    const agreement = { n: 12, agreed: 11 / 12, kappa: 0.81, error: 0.1, interval: { lo: 0.6, hi: 1 }, ac1: 0.84 };
    const raters = [
      { between: ["judge-model", null], n: 12, agreed: 0.9, kappa: 0.79 },
      { between: ["judge-model", "other-judge"], n: 40, agreed: 0.95, kappa: 0.88 },
    ] as const;
    const known = { counts: wanted.isBlind ? {} : counts, total: own.length, answers, agreement, raters };
    return Promise.resolve({ ...known, check: drawn, canDraw: drawn === null });
  },
  answer: ({ folder, prediction, isBlind: blind }) => {
    calls.push({ method: "answer", params: { folder, prediction } });
    const grade = gradeOf(folder, prediction);
    const human = humans.get(prediction) ?? null;
    return Promise.resolve(grade === undefined ? null : madeUpEvaluation.answer(folder, grade, blind, human));
  },
  decide: params => {
    if (params.outcome === null) humans.delete(params.prediction);
    else humans.set(params.prediction, { by: "Ada", outcome: params.outcome, score: null, why: params.why });
    return noted("decide")(params);
  },
  drawCheck: params => {
    drawn = { drawn: 100, decided: 12, agreement: { n: 12, agreed: 0.92, kappa: 0.83, interval: { lo: 0.52, hi: 1 } } };
    return noted("drawCheck")(params);
  },
  openOnPage: noted("openOnPage"),
  failures: ({ query: wanted }) => Promise.resolve(madeUpEvaluation.failures(wanted)),
  exportGallery: noted("exportGallery"),
  copyText: noted("copyText"),
  log: noted("log"),
};

const port = pretendWindow("evaluation");

serve<EvaluationHostApi>(port, host, evaluationHostSchemas);
window.evaluation = { calls, view: connect<EvaluationApi>(port) };
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
