/** 0.975 and 0.8 quantiles of the standard normal distribution: two-sided 5 %, 80 % power. */
const z = 1.959963984540054 + 0.8416212335729143;

/**
 * The least difference of two shares over the same `n` items that is found with 80 % power, where `discordant` of them (a
 * share) are right on one side alone (facts: evaluation 3). Never more than `discordant` itself; null without items.
 */
export function detectableDifference(n: number, discordant: number): number | null {
  return n > 0 ? z * Math.sqrt(discordant / (n + z * z)) : null;
}

/** The same for two shares near one half over different items, `n` of each. */
export function detectableUnpaired(n: number): number | null {
  return n > 0 ? z * Math.sqrt(0.5 / n) : null;
}

/** Items by which a paired difference would be found with 80 % power. Null for none. */
export function itemsNeeded(difference: number, discordant: number): number | null {
  if (difference === 0) return null;
  return Math.ceil((z * z * Math.max(0, discordant - difference * difference)) / (difference * difference));
}
