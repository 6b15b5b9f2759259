import { basename } from "node:path";
import { byTaskKind } from "../../core/compare/byTaskKind.js";
import { comparePair, type OfTaskKind } from "../../core/compare/comparePair.js";
import type { GatheredSide, GatheredSides } from "../../core/compare/gatherSides.js";
import { questionsOf } from "../../core/compare/questionColumns.js";
import { zoomStatistics } from "../../core/compare/zoomStatistics.js";
import type { ComparedSet, Comparison, SideStatistics } from "../../protocol/reward/compareApi.js";
import type { RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { FactSet } from "./factSource.js";

/** Table 6 of one side: of all its questions, then of each task kind that it has. */
function statisticsOf({ columns, clusters }: GatheredSide, side: number, taskKinds: readonly string[]) {
  const own = questionsOf(columns);
  const figures = (taskKind: string | null, questions: Int32Array): SideStatistics => ({
    side,
    taskKind,
    ...zoomStatistics(columns, questions, clusters),
  });
  const kindOf = (question: number) => columns.taskKind[question] ?? -1;
  const byKind = byTaskKind(own, kindOf, taskKinds.length).flatMap((questions, kind) =>
    questions.length === 0 ? [] : [figures(taskKinds[kind] ?? "", questions)],
  );
  return [figures(null, own), ...byKind];
}

function comparedSet({ facts, columns }: GatheredSide<FactSet>, sources: readonly RolloutSource[]): ComparedSet {
  const { set, view, unread } = facts;
  const isOf = (source: RolloutSource) => source.run === set.run && source.phase === set.phase;
  const source = sources.find(one => isOf(one) && one.folder === set.folder) ?? sources.find(isOf);
  return {
    ...set,
    name: source?.name ?? basename(set.run),
    rollouts: view.count,
    questions: questionsOf(columns).length,
    unread,
  };
}

export interface ComparisonParts {
  readonly gathered: GatheredSides<FactSet>;
  readonly left: number;
  readonly right: number;
  readonly sources: readonly RolloutSource[];
}

/** Everything that is said of the sides as wholes. Throws a RangeError for sides that were not given. */
export function comparisonOf({ gathered, left, right, sources }: ComparisonParts): Comparison {
  const { sides, taskKinds } = gathered;
  const [atLeft, atRight] = [sides[left], sides[right]];
  if (atLeft === undefined || atRight === undefined) throw new RangeError(`no sides ${left} and ${right}`);
  const { pairing, unpairedReason, transitions, differences } = comparePair(atLeft, atRight, taskKinds.length);
  const named = <T>({ taskKind, figures }: OfTaskKind<T>) => ({
    taskKind: taskKind === null ? null : (taskKinds[taskKind] ?? null),
    ...figures,
  });
  return {
    sides: sides.map(side => comparedSet(side, sources)),
    left,
    right,
    pairs: pairing.pairs.length,
    unpairedLeft: pairing.onlyLeft.length,
    unpairedRight: pairing.onlyRight.length,
    unpairedReason,
    transitions: transitions.map(named).map(({ lost, gained, p, adjusted, ...figures }) => ({
      ...figures,
      mcnemar: { b: lost, c: gained, p, adjusted },
    })),
    differences: differences.map(named),
    statistics: sides.flatMap((side, i) => statisticsOf(side, i, taskKinds)),
    taskKinds,
  };
}
