import type { GatheredSide } from "../../core/compare/gatherSides.js";
import { medianRollout } from "../../core/compare/medianRollout.js";
import { sideOutcome } from "../../core/compare/sideOutcome.js";
import { meanAt } from "../../core/compare/tally.js";
import type { ComparedSide, ShownRollout } from "../../protocol/reward/compareApi.js";
import type { FactSet } from "./factSource.js";
import type { SideAdvantages } from "./sideAdvantages.js";

const finite = (value: number) => (Number.isFinite(value) ? value : null);

function shownRollout(facts: FactSet, index: number, advantages: SideAdvantages): ShownRollout {
  const { view } = facts;
  return {
    ref: facts.refOf(index),
    step: view.stepOf(index),
    number: facts.numberOf(index),
    outcome: view.outcomeOf(index),
    score: finite(view.scoreOf(index)),
    ious: view.at(index).ious,
    advantage: finite(advantages.of(facts)[index] ?? Number.NaN),
  };
}

/** A question on one side; null when the side does not have it. */
export function comparedSide(
  { facts, columns }: GatheredSide<FactSet>,
  question: number,
  advantages: SideAdvantages,
): ComparedSide | null {
  const index = medianRollout(facts.view, columns, question);
  if (index === null) return null;
  return {
    outcome: sideOutcome(columns, question),
    rollouts: columns.rollouts[question] ?? 0,
    right: columns.right[question] ?? 0,
    wrong: columns.wrong[question] ?? 0,
    unparsed: columns.unparsed[question] ?? 0,
    score: finite(meanAt(columns.score, question)),
    meanIou: finite(meanAt(columns.iou, question)),
    shown: shownRollout(facts, index, advantages),
  };
}
