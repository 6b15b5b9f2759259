import { matrixOutcomes } from "../../src/core/compare/transitionOf.js";
import type { Outcome } from "../../src/core/rollout/outcome.js";
import type {
  ComparedQuestion,
  ComparedSide,
  Comparison,
  QuestionPane,
  QuestionPanes,
  QuestionPoint,
  SideHeatMaps,
} from "../../src/protocol/reward/compareApi.js";
import type { QuestionsQuery } from "../../src/protocol/reward/compareViewApi.js";
import type { Interval } from "../../src/protocol/reward/interval.js";
import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";

const run = "/runs/charid-two-phase";
const steps = Array.from({ length: 41 }, (_, i) => 4 * i);

export const madeUpCompareSources: readonly RolloutSource[] = [
  { run, name: "charid-two-phase", phase: "validation", folder: null, steps, rollouts: 41 * 1088 },
  { run, name: "charid-two-phase", phase: "training", folder: null, steps: [1, 2, 3], rollouts: 384 },
];

export const validationAt = (step: number): RolloutSet => ({
  ...{ run, phase: "validation", folder: null },
  ...{ from: step, to: step },
});

const interval = (value: number, half: number, n: number): Interval => ({
  ...{ value, lo: value - half, hi: value + half, n },
});

const matrix = [
  [58, 9, 1],
  [36, 24, 1],
  [5, 2, 0],
];

/** What the sides come to; `isPaired` false: they share too few questions. */
export function madeUpComparison(
  { sides, left, right }: { sides: readonly RolloutSet[]; left: number; right: number },
  isPaired: boolean,
): Comparison {
  const kinds = ["character_identification", "counting"];
  const transition = (taskKind: string | null, factor: number) => ({
    taskKind,
    pairs: Math.round(136 * factor),
    matrix: matrix.map(row => row.map(count => Math.round(count * factor))),
    unknown: 0,
    mcnemar: { b: Math.round(10 * factor), c: Math.round(41 * factor), p: 1.6e-5, adjusted: 3.2e-5 },
    difference: interval(0.2279, 0.0955, 136),
  });
  const statistics = sides.flatMap((_, side) =>
    [null, ...kinds].map(taskKind => ({
      ...{ side, taskKind, rollouts: 1088, questions: 136, unparsed: 8 - side, unknown: 0, unplaced: 0 },
      accuracy: interval(0.5 + 0.07 * side, 0.05, 1088),
      calls: interval(1.2 + 0.2 * side, 0.06, 1088),
      meanIou: interval(0.31 + 0.14 * side, 0.03, 1600),
      firstIou: interval(0.4 + 0.14 * side, 0.03, 1088),
      secondIou: interval(0.2 + 0.2 * side, 0.03, 512),
      found: interval(0.36 + 0.12 * side, 0.04, 1088),
      score: interval(2.1 + 1.2 * side, 0.3, 1088),
      quadrants: { goodRight: 200 + 90 * side, goodWrong: 60, badRight: 180, badWrong: 400 - 90 * side },
    })),
  );
  return {
    sides: sides.map(set => ({ ...set, name: "charid-two-phase", rollouts: 1088, questions: 136, unread: 0 })),
    ...{ left, right, statistics, taskKinds: kinds },
    ...{ pairs: isPaired ? 136 : 3, unpairedLeft: isPaired ? 2 : 125, unpairedRight: isPaired ? 0 : 119 },
    unpairedReason: isPaired ? null : "few-pairs",
    transitions: isPaired ? [transition(null, 1), transition("character_identification", 0.5)] : [],
    differences: isPaired
      ? []
      : [null, ...kinds].map(taskKind => ({
          ...{ taskKind, leftQuestions: 128, rightQuestions: 122 },
          difference: interval(0.11, 0.13, 250),
        })),
  };
}

function madeUpSide(step: number, outcome: Outcome, index: number): ComparedSide {
  const share = step / 160;
  return {
    outcome,
    ...{ rollouts: 8, right: 2 + Math.round(5 * share), wrong: 5 - Math.round(4 * share), unparsed: 1 },
    score: 1.16 + 5.4 * share,
    meanIou: 0.16 + 0.75 * share,
    shown: {
      ref: { file: `${run}/validation/${String(step)}.jsonl`, row: index },
      ...{ step, number: 4, outcome, score: 1.16 + 5.4 * share, advantage: -0.4 + share },
      ious: share < 0.3 ? [0.16] : [0.16 + 0.79 * share, 0.1 + 0.81 * share],
    },
  };
}

const outcomeOf = (cell: QuestionsQuery["cell"], side: "from" | "to", index: number): Outcome =>
  cell?.[side] ?? matrixOutcomes[(side === "from" ? index : index + 1) % 3] ?? "wrong";

/** Some rows of a list of questions. */
export function madeUpQuestions(
  { sides, left, right, cell, sort }: QuestionsQuery,
  total: number,
  offset: number,
  count: number,
): readonly ComparedQuestion[] {
  const [from, to] = [sides[left]?.from ?? 0, sides[right]?.from ?? 0];
  return Array.from({ length: Math.max(0, Math.min(count, total - offset)) }, (_, i) => {
    const index = offset + i;
    const isAlone = sort === "unpaired";
    return {
      key: `charid-${String(index)}`,
      name: `charid-${String(187 + index).padStart(4, "0")}`,
      taskKind: "character_identification",
      left: isAlone && index % 2 === 1 ? null : madeUpSide(from, outcomeOf(cell, "from", index), index),
      right: isAlone && index % 2 === 0 ? null : madeUpSide(to, outcomeOf(cell, "to", index), index),
    };
  });
}

function madeUpPane(step: number, index: number): QuestionPane {
  const share = step / 160;
  const drift = Math.round(500 * (1 - share));
  const calls = [
    { executed: [1030 - drift, 66, 1652 - drift / 2, 610 + drift / 3] as const, iou: 0.16 + 0.79 * share },
    { executed: [742 - drift, 1150, 1664 - drift, 1704 + drift / 3] as const, iou: 0.1 + 0.81 * share },
  ].slice(0, share < 0.3 ? 1 : 2);
  return {
    ...madeUpSide(step, share < 0.4 ? "wrong" : share < 0.6 ? "unparsed" : "correct", index),
    answer: share < 0.4 ? "no" : share < 0.6 ? null : "yes",
    calls: calls.map(({ executed, iou }) => ({
      executed: [...executed],
      requested: [...executed],
      ...{ iou, isRefused: false },
    })),
    problem: null,
  };
}

/** One question on all sides; `page` is blank where the query asks for it. */
export function madeUpPanes(sides: readonly RolloutSet[], question: string, isBlank: boolean): QuestionPanes {
  const index = Number(question.replace(/\D/g, ""));
  const size = { width: 1700, height: 2300 };
  return {
    key: question,
    name: `charid-${String(187 + index).padStart(4, "0")}`,
    text: "Is the character marked A the same as the character marked B?",
    options: [
      { label: "A", text: "yes" },
      { label: "B", text: "no" },
    ],
    ...{ expected: "yes", taskKind: "character_identification" },
    page: isBlank
      ? { kind: "blank", ...size, isSizeKnown: true, problem: { code: "no-dataset", values: [] } }
      : { kind: "image", uri: "/page.png", ...size, orientation: 1, name: "synthetic-0042.png" },
    targets: [
      { box: [1034, 60, 1640, 600], role: null },
      { box: [724, 1164, 1640, 1690], role: null },
    ],
    marks: [
      { kind: "box", box: [1190, 200, 1420, 560], label: "A", color: "#b3261e" },
      { kind: "box", box: [1380, 1300, 1600, 1650], label: "B", color: "#1e4fb3" },
    ],
    panes: sides.map(({ from }, i) => (i === 2 && index === 1 ? null : madeUpPane(from ?? 0, index))),
  };
}

/** One question over the steps; it was not asked at 60. */
export const madeUpQuestionCurve = (): readonly QuestionPoint[] =>
  steps
    .filter(step => step !== 60)
    .map(step => ({
      ...{ step, rollouts: 8, right: Math.round(2 + step / 32), score: 1 + step / 30 },
      meanIou: 0.2 + step / 240,
      firstIou: 0.24 + 0.7 * (1 - Math.exp(-step / 80)) + 0.02 * Math.sin(step),
      secondIou: step < 12 ? null : 0.12 + step / 220,
    }));

export function madeUpHeat(outcome: string, columns: number): SideHeatMaps {
  const rows = Math.round((columns * 23) / 17);
  const counts = (side: number) =>
    Array.from({ length: columns * rows }, (_, i) => {
      const [x, y] = [(i % columns) / columns, Math.floor(i / columns) / rows];
      const near = (cx: number, cy: number) => Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) * 18);
      return outcome === "correct"
        ? 300 * (near(0.8, 0.15) + side * near(0.7, 0.6))
        : 200 * near(0.3, 0.3 + 0.2 * side);
    });
  return { columns, rows, sides: [0, 1].map(side => ({ rollouts: 600, boxes: 900, left: 4, counts: counts(side) })) };
}
