import { miniatureConstants } from "./miniatureConstants.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import { logit } from "./perception.js";
import { at, mostCalls, policySize } from "./policyLayout.js";

const { sloppyPerCall, lostPerCall, skillStart } = miniatureConstants;

/** The untrained policy that every deviation counts from; see `policyLayout.ts` for its order. */
export function referencePolicy(options: MiniatureOptions): Float64Array {
  const { outcomePlain: plain, outcomeCall: call } = options;
  const reference = new Float64Array(policySize);
  const endings = [
    [at.sloppy, 1, sloppyPerCall.value],
    [at.lost, 2, lostPerCall.value],
  ] as const;
  for (const [first, outcome, perCall] of endings) {
    const bias = Math.log(plain[outcome] / plain[0]);
    reference.set([bias, Math.log(call[outcome] / call[0]) - bias, perCall], first);
  }
  reference.set([options.firstCall, ...Array<number>(mostCalls - 1).fill(options.moreCalls)].map(logit), at.more);
  reference.set([options.evidence, options.characterPull, options.pagePull, options.againPull], at.evidence);
  reference.set(options.shift, at.shift);
  reference.set([Math.log(options.sigmaPosition), Math.log(options.sigmaSize)], at.spread);
  reference[at.skill] = logit(skillStart.value);
  return reference;
}
