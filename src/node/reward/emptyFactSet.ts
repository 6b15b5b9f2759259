import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { FactSet } from "./factSource.js";

function none(): never {
  throw new RangeError("a set without rollouts was asked for one");
}

/** A set that names no rollouts (any more), as one side of a comparison. */
export function emptyFactSet(set: RolloutSet): FactSet {
  return {
    set,
    view: {
      count: 0,
      at: none,
      rewardAt: none,
      stepOf: none,
      groupOf: none,
      questionOf: none,
      outcomeOf: none,
      scoreOf: none,
      meanIouOf: none,
      callsOf: none,
      iouOf: none,
      foundOf: none,
      tokensOf: none,
      pageOf: none,
      taskKindOf: none,
    },
    groups: [],
    steps: [],
    questionKeyOf: none,
    taskKindNameOf: none,
    refOf: none,
    byteOffsetOf: none,
    numberOf: none,
    nameOf: none,
    unread: 0,
  };
}
