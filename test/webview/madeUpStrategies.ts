import { builtInStrategies } from "../../src/core/reward/builtInStrategies.js";
import { curveNames, type CurveName } from "../../src/core/reward/curveName.js";
import type { Foresight } from "../../src/core/reward/foresight.js";
import type { Alarm, RewardCurves, RolloutBehind } from "../../src/protocol/reward/curvesApi.js";
import type { RolloutSource } from "../../src/protocol/reward/rolloutSet.js";
import type { PushedQuery, StrategyChoices } from "../../src/protocol/reward/strategiesViewApi.js";
import type { PushedRollout, StrategyCell, StrategyTable, WhatIfApi } from "../../src/protocol/reward/whatIfApi.js";

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Between 0 and 1, and the same for the same numbers: noise that is none. */
const wave = (...seeds: readonly number[]) => {
  const x = Math.sin(seeds.reduce((sum, seed, i) => sum + seed * (12.9898 + 31 * i), 1)) * 43758.5453;
  return x - Math.floor(x);
};

const source = (name: string, phase: RolloutSource["phase"], steps: readonly number[]): RolloutSource => ({
  run: `/runs/${name}`,
  name,
  phase,
  folder: null,
  steps,
  rollouts: Math.max(1, steps.length) * 128,
});

export const madeUpSources: readonly RolloutSource[] = [
  source("charid-two-phase", "training", range(1, 160)),
  source("charid-two-phase", "validation", [0, 40, 80, 120, 160]),
  source("charid-single-phase", "training", range(1, 200)),
  source("charid-conditional", "training", range(1, 200)),
  source("predictions", "validation", []),
];

export const madeUpList: StrategyChoices = {
  strategies: [
    ...builtInStrategies.map(strategy => ({ spec: strategy.id, strategy, from: "built-in" as const })),
    {
      spec: "iou-squared",
      from: "settings",
      strategy: {
        id: "iou-squared",
        name: "<b>Mine</b>",
        note: "more for IoU",
        options: {},
        segments: [{ from: null, to: null, terms: [{ part: "toolAccuracy", weight: 2, when: [] }], options: {} }],
        seed: 0,
      },
    },
  ],
  problems: [],
  asLogged: "rarl",
};

function cell(strategy: number, column: number, hasTargets: boolean): StrategyCell {
  const at = (k: number) => wave(strategy + 1, column + 1, k);
  const flatGroups = Math.floor(at(1) * 7);
  const tool = (value: number) => (hasTargets ? value : null);
  return {
    rollouts: 128,
    groups: 16,
    means: {
      format: 0.7 + at(2) * 0.3,
      accuracy: 0.4 + at(3) * 0.3,
      toolCount: tool(at(4)),
      toolAccuracy: tool(at(5) * 1.4),
      total: strategy === 3 || hasTargets ? 0.5 + at(6) * 4 : null,
    },
    notRecomputable: hasTargets ? 0 : 128,
    flat: flatGroups > 1 ? { all_wrong: flatGroups - 1, cancel: 1 } : { all_right: flatGroups },
    flatGroups,
    isWithheld: false,
    rank: { value: 0.5 + at(7) * 0.5, groups: 16 - flatGroups, left: flatGroups },
    flipped: Math.floor(at(8) * 40),
    signalChanged: Math.floor(at(9) * 12),
    compared: 128,
    unit: null,
  };
}

export function madeUpTable(
  { columns, strategies, against }: Parameters<WhatIfApi["strategyTable"]>[0],
  hasTargets: boolean,
): StrategyTable {
  const cells = strategies.map((_, i) => columns.map((set, k) => cell(i, (set.from ?? 0) + k, hasTargets)));
  return { columns, strategies, against, cells, unread: 0 };
}

/** Rollouts that a cell lists: as many as it counts, or a hundred thousand. */
export function madeUpPushed(query: PushedQuery, total: number, offset: number, count: number): PushedRollout[] {
  return range(offset, Math.min(total, offset + count) - 1).map(index => {
    const reach = 1.8 * (1 - index / (total + 1));
    const isUp = wave(index, 1) > 0.5;
    const calls = Math.floor(wave(index, 2) * 4);
    const outcome = (["correct", "wrong", "unparsed"] as const)[Math.floor(wave(index, 3) * 2.2)] ?? "wrong";
    return {
      ref: { file: "/runs/charid-two-phase/rollouts/40.jsonl", row: index },
      question:
        index === 3
          ? "<img src=x onerror=alert(1)> a question without an id, and rather long"
          : `charid-${String(Math.floor(wave(index, 4) * 500)).padStart(4, "0")}`,
      number: 1 + Math.floor(wave(index, 5) * 8),
      step: query.column.from,
      outcome,
      rewardBefore: 1 + wave(index, 6) * 3,
      rewardAfter: index === 5 ? null : wave(index, 7) * 2,
      advantageBefore: (isUp ? -1 : 1) * reach * (0.3 + 0.7 * wave(index, 8)),
      advantageAfter: index === 5 ? null : (isUp ? 1 : -1) * reach * 0.6,
      ious: range(1, calls).map(k => wave(index, k, 9)),
      calls,
      expected: index % 4 === 0 ? null : 2,
      isWellFormed: wave(index, 10) > 0.1,
    };
  });
}

/** A curve that rises from `low` to `high`, with noise; one of them falls in the middle. */
function value(curve: CurveName, set: number, step: number): number | null {
  const rise = 1 / (1 + Math.exp(-(step - 60) / 15));
  const noise = (wave(step, set, curve.length) - 0.5) * 0.04;
  if (curve === "calls")
    return set === 2 ? Math.max(0.1, 1.1 - Math.min(1, step / 90) + noise) : 0.4 + 1.3 * rise + noise;
  if (curve === "iou4") return null;
  if (curve === "reward") return 0.5 + 3 * rise + noise - (step > 16 ? 0 : 0.4);
  if (curve.endsWith("Chars")) return 900 - 300 * rise + noise * 900;
  return curve === "right" && step >= 100 && step <= 104 ? null : 0.3 + 0.4 * rise + noise - set * 0.04;
}

export function madeUpCurves(sources: readonly RolloutSource[], align: RewardCurves["align"]): RewardCurves {
  const origins = sources.map((_, set) => (align === "step" || set > 0 ? 1 : 17));
  return {
    names: sources.map(({ name }) => name),
    curves: sources.flatMap(({ steps }, set) =>
      curveNames.map(curve => ({
        curve,
        set,
        source: "logged" as const,
        steps,
        x: steps.map(step => step - (origins[set] ?? 1) + 1),
        values: steps.map(step => value(curve, set, step)),
        n: steps.map(() => 128),
      })),
    ),
    metrics: [],
    breaks: sources.map((_, set) => (set === 0 ? [17] : [])),
    align,
    origins,
  };
}

export function madeUpBehind(total: number, offset: number, count: number): RolloutBehind[] {
  return range(offset, Math.min(total, offset + count) - 1).map(index => ({
    ref: { file: "/runs/charid-two-phase/rollouts/80.jsonl", row: index },
    question: `charid-${String(index)}`,
    number: 1 + (index % 8),
    outcome: index % 3 === 0 ? "correct" : "wrong",
    value: wave(index, 1),
    part: (wave(index, 2) - 0.4) * 0.01,
  }));
}

export const madeUpAlarms: readonly Alarm[] = [
  {
    id: "zoom-collapse",
    state: "fires",
    silence: null,
    step: 88,
    lastStep: 140,
    values: { value: 0.31, peak: 0.84, window: 3, fraction: 0.5, peakAtLeast: 0.2 },
    evidence: range(0, 11).map(row => ({ file: "/runs/charid-two-phase/rollouts/88.jsonl", row })),
    curve: "calls",
  },
  {
    id: "page-boxes",
    state: "quiet",
    silence: null,
    step: null,
    lastStep: null,
    values: {},
    evidence: [],
    curve: "pageShare",
  },
];

export function madeUpForesight(strategies: readonly string[]): readonly Foresight[] {
  return strategies.map((strategy, i) => {
    const interval = (k: number) => {
      const middle = wave(i + 1, k) * 1.2 - 0.3;
      return { value: middle, lo: middle - 0.2, hi: middle + 0.2, n: 16 };
    };
    return {
      strategy,
      rollouts: 128,
      groups: 16,
      correlations: {
        format: interval(1),
        right: interval(2),
        call: interval(3),
        count: interval(4),
        view: interval(5),
        pageCrop: interval(6),
        repeat: { value: null, lo: null, hi: null, n: 128 },
      },
      aim: interval(9),
      flatGroups: i,
      isWithheld: false,
      notRecomputable: 0,
      callRate: 0.32,
      groupsWithCall: 0.875,
      groupsWithCallIfAlike: 0.954,
    };
  });
}
