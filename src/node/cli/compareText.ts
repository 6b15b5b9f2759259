import type { ComparedPair, CompareOutput } from "./compareOutput.js";
import { figureText, rewardTable } from "./rewardTable.js";

type SideJson = CompareOutput["sides"][number];
type Interval = CompareOutput["statistics"][number]["accuracy"];

/** A, B, C …, as the sides were named. */
const letterOf = (side: number) => String.fromCodePoint(65 + side);

/** A file is all that it holds; of a run it is one step. */
function whatOf({ phase, from }: SideJson): string {
  return from === null ? "all of it" : `${phase}, step ${from}`;
}

function sideLine(side: SideJson, i: number): string {
  const unread = side.unread === 0 ? [] : [`${side.unread} rows not read`];
  const cells = [whatOf(side), `${side.rollouts} rollouts of ${side.questions} questions`];
  return `${letterOf(i)}  ${side.path} · ${[...cells, ...unread].join(" · ")}`;
}

const points = (share: number | null) => (share === null ? "–" : (100 * share).toFixed(1));
const signed = (share: number | null) => (share !== null && share > 0 ? `+${points(share)}` : points(share));

function differenceText({ mean, lo, hi }: ComparedPair["difference"]): string {
  if (mean === null) return "accuracy: nothing known of one side";
  const bounds = lo === null || hi === null ? "too few for an interval" : `95 % ${signed(lo)} to ${signed(hi)}`;
  return `accuracy ${signed(mean)} points, ${bounds}`;
}

const p = (value: number | null) => (value === null ? "–" : value < 0.001 ? value.toExponential(1) : value.toFixed(3));

function unpairedText(reason: ComparedPair["unpairedReason"]): readonly string[] {
  switch (reason) {
    case null:
      return [];
    case "empty-side":
      return ["not compared as pairs: one side is empty"];
    case "no-common-question":
      return ["not compared as pairs: they have no question in common"];
    case "few-pairs":
      return ["not compared as pairs: fewer than 20 questions in common"];
    case "under-half":
      return ["not compared as pairs: under half of one side's questions are in common"];
    default:
      return reason satisfies never;
  }
}

const outcomes = ["correct", "wrong", "unparsed"];

function matrixLines(pair: ComparedPair, a: string, b: string): readonly string[] {
  if (pair.pairs === 0) return [];
  const sum = (row: readonly number[]) => row.reduce((total, count) => total + count, 0);
  const rows = pair.matrix.map((row, i) => [outcomes[i] ?? "", ...[...row, sum(row)].map(String)]);
  const unknown = pair.unknown === 0 ? [] : [`${pair.unknown} pairs of unknown outcome are not among them`];
  return [...rewardTable([[`${a} \\ ${b}`, ...outcomes, "all"], ...rows]), ...unknown];
}

function kindLines({ taskKinds }: ComparedPair): readonly string[] {
  if (taskKinds.length === 0) return [];
  const head = ["task kind", "pairs", "lost", "gained", "p (Holm)", "points", "95 %", ""];
  const rows = taskKinds.map(({ taskKind, pairs, mcnemar, adjusted, difference: { mean, lo, hi } }) => [
    taskKind,
    String(pairs),
    mcnemar === null ? "–" : String(mcnemar.b),
    mcnemar === null ? "–" : String(mcnemar.c),
    p(adjusted),
    signed(mean),
    signed(lo),
    signed(hi),
  ]);
  return rewardTable([head, ...rows]);
}

/** Every question that both sides have, where they were asked for. */
function questionLines({ questions }: ComparedPair, a: string, b: string): readonly string[] {
  if (questions === undefined || questions.length === 0) return [];
  const head = ["question", a, b, `score ${a}`, `score ${b}`, `IoU ${a}`, `IoU ${b}`];
  const rows = questions.map(({ question, a: left, b: right }) => [
    question,
    left.outcome,
    right.outcome,
    ...[left.score, right.score, left.meanIou, right.meanIou].map(value => figureText(value)),
  ]);
  return rewardTable([head, ...rows]);
}

function pairLines(pair: ComparedPair, right: number): readonly string[] {
  const [a, b] = ["A", letterOf(right)];
  const { mcnemar } = pair;
  const test = mcnemar.p === null ? [] : [`${mcnemar.c} gained, ${mcnemar.b} lost, McNemar p = ${p(mcnemar.p)}`];
  return [
    "",
    `${a} to ${b}: ${pair.pairs} pairs, ${pair.unpairedA} questions in ${a} alone, ${pair.unpairedB} in ${b} alone`,
    ...unpairedText(pair.unpairedReason),
    [differenceText(pair.difference), ...test].join("; "),
    ...matrixLines(pair, a, b),
    ...kindLines(pair),
    ...questionLines(pair, a, b),
  ];
}

const withBounds = ({ value, lo, hi }: Interval) =>
  value === null || lo === null || hi === null
    ? figureText(value)
    : `${figureText(value)} [${figureText(lo)}, ${figureText(hi)}]`;

function unplacedText({ side, unplaced, rollouts, found }: CompareOutput["statistics"][number]): string {
  const so = found.n === 0 ? "; the others are no fair sample of IoU and found" : "";
  return `${letterOf(side)}: not recomputable: boxes of ${unplaced} of ${rollouts} rollouts${so}`;
}

function statisticsLines(statistics: CompareOutput["statistics"]): readonly string[] {
  const head = ["", "rollouts", "accuracy", "calls", "IoU", "1st", "2nd", "found", "score", "unparsed"];
  const rows = statistics.map(one => [
    `${letterOf(one.side)} ${one.taskKind ?? "all"}`,
    String(one.rollouts),
    ...[one.accuracy, one.calls, one.meanIou, one.firstIou, one.secondIou, one.found, one.score].map(withBounds),
    String(one.unparsed),
  ]);
  const notes = statistics.filter(({ taskKind, unplaced }) => taskKind === null && unplaced > 0).map(unplacedText);
  return ["", ...rewardTable([head, ...rows]), ...notes];
}

/** What `loupe compare` prints for people, line by line. */
export function compareText({ sides, others, statistics, ...second }: CompareOutput): readonly string[] {
  return [
    ...sides.map(sideLine),
    ...pairLines(second, 1),
    ...others.flatMap(({ side, ...pair }) => pairLines(pair, side)),
    ...statisticsLines(statistics),
  ];
}
