import { taskKindAt } from "../../core/compare/comparePair.js";
import type { GatheredSide } from "../../core/compare/gatherSides.js";
import { medianRollout } from "../../core/compare/medianRollout.js";
import { meanIouOf, meanScoreOf, orderChanges, type ValueOf } from "../../core/compare/orderChanges.js";
import { pairQuestions } from "../../core/compare/pairQuestions.js";
import { sideOutcome } from "../../core/compare/sideOutcome.js";
import type { CompareApi } from "../../protocol/reward/compareApi.js";
import type { FactSet } from "./factSource.js";
import type { SideAdvantages } from "./sideAdvantages.js";

type Side = GatheredSide<FactSet>;
type Asked = Pick<Parameters<CompareApi["compareQuestions"]>[0], "cell" | "sort">;

/** The advantage of the rollout that stands for a side: over a group's rollouts advantages have no mean but 0. */
const advantageOf =
  ({ facts, columns }: Side, advantages: SideAdvantages): ValueOf =>
  question =>
    advantages.of(facts)[medianRollout(facts.view, columns, question) ?? -1] ?? Number.NaN;

function valuesOf(sort: "reward" | "iou" | "advantage", side: Side, advantages: SideAdvantages): ValueOf {
  switch (sort) {
    case "reward":
      return meanScoreOf(side.columns);
    case "iou":
      return meanIouOf(side.columns);
    case "advantage":
      return advantageOf(side, advantages);
    default:
      return sort satisfies never;
  }
}

/** Question numbers of a list: of one cell of the matrix or all, of one task kind (by number) or all, in its order. */
export function orderedQuestions(
  left: Side,
  right: Side,
  { cell, sort }: Asked,
  taskKind: number | null,
  advantages: SideAdvantages,
): Int32Array {
  const { pairs, onlyLeft, onlyRight } = pairQuestions(left.columns, right.columns);
  const isOfKind = (question: number) => taskKind === null || taskKindAt(left, right, question) === taskKind;
  if (sort === "unpaired") return Int32Array.from([...onlyLeft, ...onlyRight]).filter(isOfKind);
  const isInCell = (question: number) =>
    cell === null ||
    (sideOutcome(left.columns, question) === cell.from && sideOutcome(right.columns, question) === cell.to);
  const listed = pairs.filter(question => isOfKind(question) && isInCell(question));
  return orderChanges(listed, valuesOf(sort, left, advantages), valuesOf(sort, right, advantages));
}
