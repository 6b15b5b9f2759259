import { crc32 } from "./crc32.js";
import type { CoinFacts } from "./rewardFacts.js";

/** MurmurHash3's finaliser: spreads every bit of its input over all 32, so that the last one is a fair coin. */
function fmix32(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The coin of the random control (paper 5.2), 0 or 1: a function of the strategy's seed, the question's id and the
 * response alone, so that it can be audited and comes out the same in Python. Null without a question id.
 */
export function coin(seed: number, { questionId, responseCrc }: CoinFacts): number | null {
  if (questionId === null) return null;
  return fmix32(crc32(`${seed}\n${questionId}\n${responseCrc}`)) & 1;
}
