import { comparedFigures, type ComparedFigure } from "../../src/core/simulate/miniature/comparedFigure.js";
import {
  comparisonAligns,
  comparisonWindows,
  type ComparisonArm,
  type ComparisonPair,
  type MiniatureComparison,
  type SeedMean,
} from "../../src/core/simulate/miniature/miniatureComparison.js";
import type { ArmName, ShownMiniature, ShownStatement } from "../../src/protocol/simulate/miniatureViewApi.js";

interface MadeUpArm extends ArmName {
  readonly spec: string;
  readonly before: number;
  /** Where `found` ends, the step at which it is half way there, and whether zooms vanish. */
  readonly end: number;
  readonly half: number;
  readonly loses?: boolean;
}

const madeUpArms: readonly MadeUpArm[] = [
  { spec: "two-phase", name: "Two-phase", note: "", before: 16, end: 0.66, half: 62 },
  { spec: "single-phase", name: "Single-phase", note: "", before: 0, end: 0.665, half: 54 },
  { spec: "two-phase-conditional", name: "Two-phase, conditional", note: "", before: 16, end: 0.565, half: 80 },
  { spec: "deepeyes", name: "DeepEyes", note: "0.8 / 0.2 / 1.2", before: 0, end: 0.35, half: 60 },
  { spec: "vanilla", name: "Vanilla", note: "format + accuracy", before: 0, end: 0.19, half: 90, loses: true },
];

const steps = 200;
const rise = (step: number, half: number) => 1 / (1 + Math.exp(-(step - half) / 22));
const wave = (step: number, salt: number) => Math.sin(step * 1.7 + salt) * 0.5 + Math.sin(step * 0.61 + salt * 3) * 0.5;

/** What a figure is at a step, roughly as the miniature trains. */
function valueAt(figure: ComparedFigure, arm: MadeUpArm, step: number): number {
  const grown = rise(step, arm.half);
  switch (figure) {
    case "found":
      return 0.08 + (arm.end - 0.08) * grown;
    case "iouFirst":
      return 0.21 + (arm.end - 0.19) * grown;
    case "iouSecond":
      return 0.17 + (arm.end - 0.2) * grown;
    case "accuracy":
      return 0.43 + 0.22 * rise(step, 45);
    case "format":
      return 0.72 + 0.25 * rise(step, 30);
    case "calls":
      return arm.loses === true ? 0.35 * (1 - rise(step, 40)) + 0.02 : 0.38 + 0.85 * rise(step, 40);
    case "anyCall":
      return arm.loses === true ? 0.3 * (1 - rise(step, 40)) : 0.3 + 0.66 * rise(step, 40);
    case "exactCount":
      return 0.3 + 0.66 * grown;
    case "pageCrops":
      return 0.04 * (1 - grown);
    case "repeats":
      return 0.2 * (1 - grown);
    case "flatGroups":
      return step <= arm.before ? 0.2 : 0.01;
    case "reward":
      return 1.5 + 3 * grown;
  }
}

function around(mean: number, half: number, n: number): SeedMean {
  return n < 2 ? { mean, low: null, high: null, n } : { mean, low: mean - half, high: mean + half, n };
}

function curveOf(figure: ComparedFigure, arm: MadeUpArm, salt: number, seeds: number): readonly SeedMean[] {
  return Array.from({ length: steps }, (_, i) => {
    const isGone = figure === "iouSecond" && arm.loses === true && i > 60 && i % 9 < 6;
    if (isGone) return { mean: null, low: null, high: null, n: 0 };
    return around(valueAt(figure, arm, i + 1) + 0.012 * wave(i, salt), 0.02 + 0.006 * wave(i, salt + 1), seeds);
  });
}

const armOf = (arm: MadeUpArm, salt: number, seeds: number): ComparisonArm => ({
  strategy: arm.spec,
  stepsBeforeLastPhase: arm.before,
  curves: comparedFigures.map(figure => ({ figure, values: curveOf(figure, arm, salt, seeds) })),
  end: comparedFigures.map(figure => ({ figure, value: around(valueAt(figure, arm, 190), 0.008, seeds) })),
  stepsToFound: arm.end > 0.5 ? arm.half + 20 : null,
  seedsNeverFound: arm.end > 0.5 ? 0 : seeds,
  seedsWithoutCalls: arm.loses === true ? seeds : 0,
});

/** Differences as they come of the curves; `early` is of the sign that the alignment decides. */
function pairsOf(arms: readonly MadeUpArm[], seeds: number): readonly ComparisonPair[] {
  const places = { area: 100, early: 30, middle: 60, end: 190 } as const;
  return arms.flatMap((a, first) =>
    arms.slice(first + 1).flatMap((b, i) =>
      comparedFigures.flatMap(figure =>
        comparisonAligns.flatMap(align =>
          comparisonWindows.map((window): ComparisonPair => {
            const at = (arm: MadeUpArm) =>
              valueAt(figure, arm, places[window] + (align === "last-phase" ? arm.before * 1.6 : 0));
            const mean = at(a) - at(b);
            const verdict = mean > 0.01 ? "above" : mean < -0.01 ? "below" : "straddles";
            return {
              ...{ first, second: first + 1 + i, figure, align, window },
              ...{ difference: around(mean, 0.01, seeds), verdict },
            };
          }),
        ),
      ),
    ),
  );
}

const said: readonly ShownStatement[] = [
  {
    kind: "disagree",
    text: "Over the first 60 steps Two-phase finds less than Single-phase counted from step 1, and more counted from the start of the last phase: say which is shown.",
  },
  {
    kind: "supported",
    text: "Two-phase ends with more of the wanted view than Two-phase, conditional; this held in every setting that was tried.",
  },
  {
    kind: "supported",
    text: "Two-phase ends with more of the wanted view than DeepEyes, and DeepEyes with more than Vanilla.",
  },
  {
    kind: "not-supported",
    text: "That Two-phase ends higher than Single-phase: in no setting that was tried, and below in 11 of 25.",
  },
  { kind: "not-supported", text: "All other differences describe these runs. Nothing is claimed from them." },
  { kind: "not-supported", text: "Nothing here says what accuracy a vision-language model reaches." },
  { kind: "not-supported", text: "A statement of another version of this program: made-up" },
  { kind: "caution", text: "Vanilla lost its zooms in 5 of 5 seeds: its IoU is over the few calls that were made." },
];

/** A comparison in the states that a file can be in. */
export function madeUpMiniature(state: string): ShownMiniature {
  if (state === "unreadable")
    return { kind: "unreadable", sentence: "This file is no comparison of miniatures: arms.0.curves is missing." };
  const arms = state === "alone" ? madeUpArms.slice(0, 1) : madeUpArms;
  const seeds = state === "seed" ? 1 : 5;
  const comparison: MiniatureComparison = {
    version: 1,
    isSimulated: true,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    steps,
    assumptions:
      state === "varied"
        ? [
            { name: "firstCall", value: "0.02", default: "0.3" },
            { name: "coupling", value: "4", default: "0" },
          ]
        : [],
    arms: arms.map((arm, i) => armOf(arm, i, seeds)),
    pairs: pairsOf(arms, seeds),
    statements: said.map(({ kind }) => ({ kind, code: "made-up", values: [] })),
  };
  const names = arms.map(({ name, note }) => ({ name, note }));
  return { kind: "comparison", comparison, arms: names, statements: arms.length > 1 ? said : [] };
}
