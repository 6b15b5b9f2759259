import { comparedFigures, type ComparedFigure } from "../../core/simulate/miniature/comparedFigure.js";
import {
  comparisonAligns,
  comparisonWindows,
  type ComparisonAlign,
  type ComparisonArm,
  type ComparisonPair,
  type MiniatureComparison,
  type SeedMean,
} from "../../core/simulate/miniature/miniatureComparison.js";
import { comparisonSentence } from "../../protocol/simulate/comparisonSentence.js";
import { comparisonStrings } from "../../protocol/simulate/comparisonStrings.js";
import { rewardTable } from "./rewardTable.js";

const heads: Readonly<Record<ComparedFigure, string>> = {
  found: "found",
  iouFirst: "IoU 1st",
  iouSecond: "IoU 2nd",
  accuracy: "accuracy",
  format: "format",
  calls: "calls",
  anyCall: "any call",
  exactCount: "exact count",
  pageCrops: "page crops",
  repeats: "repeats",
  flatGroups: "flat groups",
  reward: "reward",
};

/** What the differences are listed of; the file and `--json` hold every figure. */
const listed: readonly ComparedFigure[] = ["found", "accuracy", "exactCount", "calls"];

const marks: Readonly<Record<ComparisonPair["verdict"], string>> = { above: "▲", straddles: "–", below: "▼" };

const halfText = ({ mean, high }: SeedMean) => (mean === null || high === null ? "" : ` ±${(high - mean).toFixed(3)}`);

const meanText = (value: SeedMean) => (value.mean === null ? "–" : `${value.mean.toFixed(3)}${halfText(value)}`);

function differenceText(value: SeedMean): string {
  if (value.mean === null) return "–";
  return `${value.mean < 0 ? "−" : "+"}${Math.abs(value.mean).toFixed(3)}${halfText(value)}`;
}

/** The median step, and how many seeds never got there; those may be half of them before there is no median. */
function foundAtText({ stepsToFound, seedsNeverFound }: ComparisonArm, seeds: number, steps: number): string {
  if (seedsNeverFound === seeds) return "never";
  return `${stepsToFound ?? `> ${steps}`}${seedsNeverFound > 0 ? ` (${seedsNeverFound} never)` : ""}`;
}

function armRow(arm: ComparisonArm, { seeds: { length: seeds }, steps }: MiniatureComparison): readonly string[] {
  const end = new Map(arm.end.map(({ figure, value }) => [figure, value]));
  const cells = comparedFigures.map(figure => {
    const value = end.get(figure);
    return value === undefined ? "–" : meanText(value);
  });
  return [arm.strategy, ...cells, foundAtText(arm, seeds, steps), `${arm.seedsWithoutCalls}/${seeds}`];
}

const endHead = ["", ...comparedFigures.map(figure => heads[figure]), "found ≥ .5 at", "no calls left"];

/** Counted from the start of the last phase there may be too few steps for a window that there is from step 1. */
function cellOf(pairs: readonly ComparisonPair[], align: ComparisonAlign): string {
  const shown = pairs.find(pair => pair.align === align);
  const other = pairs.find(pair => pair.align !== align);
  const isOdd = other !== undefined && other.verdict !== shown?.verdict;
  const own = shown === undefined ? "" : `${differenceText(shown.difference)} ${marks[shown.verdict]}`;
  return `${own}${isOdd ? `/${marks[other.verdict]}` : "  "}`;
}

function pairRows(comparison: MiniatureComparison, figure: ComparedFigure, align: ComparisonAlign) {
  const name = (at: number) => comparison.arms[at]?.strategy ?? "";
  return comparison.arms.flatMap((_, first) =>
    comparison.arms.flatMap((__, second) => {
      if (second <= first) return [];
      const pairs = comparison.pairs.filter(
        pair => pair.first === first && pair.second === second && pair.figure === figure,
      );
      const cells = comparisonWindows.map(window =>
        cellOf(
          pairs.filter(pair => pair.window === window),
          align,
        ),
      );
      return [[`${name(first)} − ${name(second)}`, heads[figure], ...cells]];
    }),
  );
}

const alignWords: Readonly<Record<ComparisonAlign, string>> = {
  step: "step 1",
  "last-phase": "the start of the last phase",
};

function pairLines(comparison: MiniatureComparison, align: ComparisonAlign): readonly string[] {
  const other = comparisonAligns.find(one => one !== align) ?? align;
  const rows = listed.flatMap(figure => pairRows(comparison, figure, align));
  if (rows.length === 0) return [];
  return [
    "",
    `Differences, paired by seed, counted from ${alignWords[align]}: ▲ above 0, ▼ below, – neither. After a slash: the verdict counted from ${alignWords[other]}, where it is another or the only one. An empty place: too few steps.`,
    ...rewardTable([["", "figure", "all steps", "first 60", "51–70", "last 20"], ...rows]),
  ];
}

const kindWords = {
  disagree: "alignments disagree",
  supported: "supported",
  "not-supported": "not supported",
  caution: "caution",
} as const;

const say = { text: (key: keyof typeof comparisonStrings) => comparisonStrings[key], nameOf: (spec: string) => spec };

function assumptionsText({ assumptions }: MiniatureComparison): string {
  if (assumptions.length === 0) return "all assumptions at their defaults";
  return assumptions.map(one => `${one.name} = ${one.value} (default ${one.default})`).join(", ");
}

const simulatedNote =
  "Simulated: a policy of a few dozen numbers, trained on drawn pages. Nothing here is a measurement of a language model.";

/** A comparison as lines for a terminal: end values, differences, and what they support. */
export function miniatureComparisonText(comparison: MiniatureComparison, align: ComparisonAlign): readonly string[] {
  const { arms, seeds, steps, statements } = comparison;
  return [
    simulatedNote,
    `${arms.length} strategies, ${seeds.length === 1 ? "1 seed" : `${seeds.length} seeds`}, ${steps} steps; ${assumptionsText(comparison)}`,
    "",
    "Last 20 steps, mean over the seeds ± half of its 95 % interval",
    ...rewardTable([endHead, ...arms.map(arm => armRow(arm, comparison))]),
    ...pairLines(comparison, align),
    "",
    ...statements.map(statement => `${kindWords[statement.kind]}: ${comparisonSentence(statement, say)}`),
  ];
}
