import type { OwnReward } from "./ownReward.js";
import type { Strategy } from "./strategy.js";

/**
 * Somebody's own reward function as a strategy: without segments, since no rule says what it pays. `revision` tells one
 * run of it from the next; 0 of one that has not run.
 */
export const ownCodeStrategy = ({ id, name, file, function: called }: OwnReward, revision: number): Strategy => ({
  id,
  ...(name === undefined ? {} : { name }),
  ...{ options: {}, segments: [], seed: 0 },
  own: { file, function: called, revision },
});
