import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";

/** A set names a run, a folder or steps that are not there (any more). */
export class NoSuchSet extends Error {
  readonly set: RolloutSet;

  constructor(set: RolloutSet) {
    super(`no rollouts: ${set.folder ?? set.run}`);
    this.name = "NoSuchSet";
    this.set = set;
  }
}
