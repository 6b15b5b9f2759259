import { ruleAt } from "../../core/reward/ruleAt.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { PushedRollout } from "../../protocol/reward/whatIfApi.js";
import type { FactSet } from "./factSource.js";

/** Rewards and advantages by index, NaN where there is none. */
export interface PushedSides {
  /** Of the side after. */
  readonly strategy: Strategy;
  readonly rewardBefore: Float64Array;
  readonly rewardAfter: Float64Array;
  readonly advantageBefore: Float64Array;
  readonly advantageAfter: Float64Array;
}

function numberAt(column: Float64Array, index: number): number | null {
  const value = column[index] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

/** A line of the list of pushed rollouts. */
export async function pushedRollout(facts: FactSet, index: number, sides: PushedSides): Promise<PushedRollout> {
  const { step, outcome, ious, calls, tool, isWellFormed } = facts.view.at(index);
  const format = ruleAt(sides.strategy, step)?.options.format ?? "strict";
  return {
    ref: facts.refOf(index),
    question: await facts.nameOf(index),
    number: facts.numberOf(index),
    step,
    outcome,
    rewardBefore: numberAt(sides.rewardBefore, index),
    rewardAfter: numberAt(sides.rewardAfter, index),
    advantageBefore: numberAt(sides.advantageBefore, index),
    advantageAfter: numberAt(sides.advantageAfter, index),
    ious,
    calls: calls.length,
    expected: tool.kind === "targets" ? tool.expected : null,
    isWellFormed: isWellFormed[format],
  };
}
