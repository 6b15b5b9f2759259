import { byTaskKind } from "../../core/compare/byTaskKind.js";
import { comparePair, taskKindAt } from "../../core/compare/comparePair.js";
import type { GatheredSide, GatheredSides } from "../../core/compare/gatherSides.js";
import { transitionOf, type TransitionFigures } from "../../core/compare/transitionOf.js";
import type { Comparison, ComparedSide, Transition } from "../../protocol/reward/compareApi.js";
import type { Interval } from "../../protocol/reward/interval.js";
import { comparedSide } from "../reward/comparedSide.js";
import { comparisonOf } from "../reward/comparisonOf.js";
import type { FactSet } from "../reward/factSource.js";
import { orderedQuestions } from "../reward/orderedQuestions.js";
import { SideAdvantages } from "../reward/sideAdvantages.js";
import type { ComparedPair, CompareOutput } from "./compareOutput.js";
import type { OpenSides } from "./withSides.js";

type Side = GatheredSide<FactSet>;
type TaskKindsJson = ComparedPair["taskKinds"];
type Gathered = GatheredSides<FactSet>;

/** Questions of one side alone that are named. */
const named = 100;

const differenceJson = ({ value, lo, hi }: Interval) => ({ mean: value, lo, hi });
const matrixJson = (matrix: Transition["matrix"]) => matrix.map(row => [...row]);

const nameOf = ({ facts, columns }: Side, question: number) => facts.nameOf(columns.firstRollout[question] ?? 0);

const namesOf = (side: Side, questions: Int32Array): Promise<string[]> =>
  Promise.all([...questions.subarray(0, named)].map(question => nameOf(side, question)));

/** Without a pair of which both outcomes are known nothing was tested. */
const isKnown = ({ pairs, unknown }: { readonly pairs: number; readonly unknown: number }) => pairs > unknown;

/** Task kinds of a pair of sides. Pairs are counted, however few; they are tested where the sides are compared as such. */
function taskKindsJson(comparison: Comparison, ofPairs: ReadonlyMap<string, TransitionFigures>): TaskKindsJson {
  const { transitions, differences, statistics, left, right } = comparison;
  const questionsOf = (side: number, taskKind: string) =>
    statistics.find(one => one.side === side && one.taskKind === taskKind)?.questions ?? 0;
  const counted = (taskKind: string) => ({
    taskKind,
    questionsA: questionsOf(left, taskKind),
    questionsB: questionsOf(right, taskKind),
  });
  const untested = (taskKind: string) => {
    const found = ofPairs.get(taskKind);
    if (found === undefined) return { pairs: 0, matrix: null, unknown: 0, mcnemar: null, adjusted: null };
    const { pairs, matrix, unknown, lost, gained } = found;
    return { pairs, matrix: matrixJson(matrix), unknown, mcnemar: { b: lost, c: gained, p: null }, adjusted: null };
  };
  const paired = transitions.flatMap(({ taskKind, pairs, matrix, unknown, mcnemar, difference }) => {
    if (taskKind === null) return [];
    const { adjusted, ...test } = mcnemar;
    const tested = isKnown({ pairs, unknown })
      ? { mcnemar: test, adjusted }
      : { mcnemar: { ...test, p: null }, adjusted: null };
    const own = { pairs, matrix: matrixJson(matrix), unknown, ...tested };
    return [{ ...counted(taskKind), ...own, difference: differenceJson(difference) }];
  });
  const unpaired = differences.flatMap(({ taskKind, difference }) =>
    taskKind === null ? [] : [{ ...counted(taskKind), ...untested(taskKind), difference: differenceJson(difference) }],
  );
  return [...paired, ...unpaired];
}

/** What became of the pairs of each task kind. */
function pairsByKind({ taskKinds }: Gathered, left: Side, right: Side, pairs: Int32Array) {
  const kinds = byTaskKind(pairs, question => taskKindAt(left, right, question), taskKinds.length);
  const found = kinds.flatMap((questions, kind) =>
    questions.length === 0
      ? []
      : [[taskKinds[kind] ?? "", transitionOf(questions, left.columns, right.columns, left.clusters)] as const],
  );
  return new Map(found);
}

function sideJson({ shown, outcome, rollouts, right, wrong, unparsed, score, meanIou }: ComparedSide) {
  return { outcome, rollouts, right, wrong, unparsed, score, meanIou, ...shown.ref };
}

async function questionsJson({ taskKinds }: Gathered, left: Side, right: Side): Promise<ComparedPair["questions"]> {
  const advantages = new SideAdvantages();
  const order = orderedQuestions(left, right, { cell: null, sort: "reward" }, null, advantages);
  const rows = [...order].map(async question => {
    const [a, b] = [comparedSide(left, question, advantages), comparedSide(right, question, advantages)];
    if (a === null || b === null) return [];
    const taskKind = taskKinds[taskKindAt(left, right, question)] ?? null;
    return [{ question: await nameOf(left, question), taskKind, a: sideJson(a), b: sideJson(b) }];
  });
  return (await Promise.all(rows)).flat();
}

async function pairJson(gathered: Gathered, comparison: Comparison, withQuestions: boolean): Promise<ComparedPair> {
  const [left, right] = [gathered.sides[comparison.left], gathered.sides[comparison.right]];
  if (left === undefined || right === undefined) throw new RangeError("a comparison of sides that are not there");
  const { pairing } = comparePair(left, right, 0);
  // Questions that both have are that, however few: they are counted, and only not tested.
  const found = transitionOf(pairing.pairs, left.columns, right.columns, left.clusters);
  const paired = comparison.unpairedReason === null;
  const difference = paired ? found.difference : comparison.differences[0]?.difference;
  return {
    pairs: comparison.pairs,
    unpairedA: comparison.unpairedLeft,
    unpairedB: comparison.unpairedRight,
    paired,
    unpairedReason: comparison.unpairedReason,
    matrix: matrixJson(found.matrix),
    unknown: found.unknown,
    mcnemar: { b: found.lost, c: found.gained, p: paired && isKnown(found) ? found.p : null },
    difference: difference === undefined ? { mean: null, lo: null, hi: null } : differenceJson(difference),
    taskKinds: taskKindsJson(comparison, paired ? new Map() : pairsByKind(gathered, left, right, pairing.pairs)),
    onlyA: await namesOf(left, pairing.onlyLeft),
    onlyB: await namesOf(right, pairing.onlyRight),
    ...(withQuestions ? { questions: await questionsJson(gathered, left, right) } : {}),
  };
}

function sidesJson({ sides }: OpenSides, comparison: Comparison): CompareOutput["sides"] {
  return comparison.sides.map(({ run, phase, from, to, rollouts, questions, unread }, i) => ({
    path: sides[i]?.named.argument ?? "",
    ...{ run, phase, from, to, rollouts, questions, unread },
  }));
}

/** What `loupe compare --json` prints: the first side with the second, and with each further one. */
export async function compareJson(open: OpenSides, gathered: Gathered, withQuestions: boolean): Promise<CompareOutput> {
  const [second, ...further] = gathered.sides
    .slice(1)
    .map((_, i) => comparisonOf({ gathered, left: 0, right: i + 1, sources: open.sources }));
  if (second === undefined) throw new RangeError("a comparison needs two sides");
  const others: CompareOutput["others"] = [];
  for (const comparison of further)
    others.push({ side: comparison.right, ...(await pairJson(gathered, comparison, withQuestions)) });
  const statistics = second.statistics.map(({ quadrants, ...figures }) => ({
    ...figures,
    quadrants: { ...quadrants },
  }));
  return {
    sides: sidesJson(open, second),
    ...(await pairJson(gathered, second, withQuestions)),
    others,
    statistics,
  };
}
