import { miniatureConstants } from "./miniatureConstants.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import { perceptionOf, type Perception } from "./perception.js";
import { at, miniatureTasks, mostCalls, policySize } from "./policyLayout.js";
import { referencePolicy } from "./referencePolicy.js";

/** What a policy does whatever it sees, worked out once for all rollouts that are sampled or judged by it. */
export interface PolicyHeads {
  /** Logit of another zoom, by task kind and calls made. */
  readonly more: Float64Array;
  /** Log-probabilities of a clean, a sloppy and a lost ending, by calls made (0 to 5). */
  readonly endings: Float64Array;
  readonly evidence: number;
  readonly character: number;
  readonly page: number;
  readonly again: number;
  /** Mean shift of a box's centre and log size, in sides of the region. */
  readonly shift: Float64Array;
  /** Sigma of position and of log size, and their logarithms. */
  readonly sigma: readonly [number, number];
  readonly logSigma: readonly [number, number];
  /** Log-odds that skill adds to an answer, by task kind, and their slope in the trained numbers. */
  readonly skill: Float64Array;
  readonly skillSlope: Float64Array;
}

const skillStart = miniatureConstants.skillStart.value;

export const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** What the assumptions make of a policy's deviation from the untrained one. Owns nothing that training changes. */
export class PolicyModel {
  readonly options: MiniatureOptions;
  readonly perception: readonly Perception[];
  /** Sigmas of the untrained policy: box means move in units of them, so that one learning rate fits all numbers. */
  readonly unit: readonly [number, number];
  private readonly reference: Float64Array;

  constructor(options: MiniatureOptions) {
    this.options = options;
    this.perception = perceptionOf(options);
    this.unit = [options.sigmaPosition, options.sigmaSize];
    this.reference = referencePolicy(options);
  }

  /** `theta`: deviations from the untrained policy, in the order of `policyLayout.ts`. */
  headsAt(theta: Float64Array): PolicyHeads {
    const now = new Float64Array(policySize);
    for (let index = 0; index < policySize; index++) now[index] = (this.reference[index] ?? 0) + (theta[index] ?? 0);
    const value = (index: number) => now[index] ?? 0;
    const logSigma = [value(at.spread), value(at.spread + 1)] as const;
    return {
      more: this.moreLogits(now, theta),
      endings: endingsOf(now),
      evidence: value(at.evidence),
      character: value(at.character),
      page: value(at.page),
      again: value(at.again),
      shift: this.shifts(theta),
      sigma: [Math.exp(logSigma[0]), Math.exp(logSigma[1])],
      logSigma,
      ...this.skills(now),
    };
  }

  /** Coupling: tidying the ending (below 0) also pushes towards answering at once. */
  private moreLogits(now: Float64Array, theta: Float64Array): Float64Array {
    const tidying = 0.5 * ((theta[at.sloppy] ?? 0) + (theta[at.lost] ?? 0));
    const shared = this.options.coupling * tidying;
    return Float64Array.from(
      { length: miniatureTasks.length * mostCalls },
      (_, index) => (now[at.more + (index % mostCalls)] ?? 0) + (now[at.moreTask + index] ?? 0) + shared,
    );
  }

  private shifts(theta: Float64Array): Float64Array {
    return Float64Array.from(
      { length: 4 },
      (_, side) => (this.reference[at.shift + side] ?? 0) + this.unit[side < 2 ? 0 : 1] * (theta[at.shift + side] ?? 0),
    );
  }

  private skills(now: Float64Array): Pick<PolicyHeads, "skill" | "skillSlope"> {
    const skill = new Float64Array(miniatureTasks.length);
    const skillSlope = new Float64Array(miniatureTasks.length);
    this.perception.forEach((nature, task) => {
      const share = sigmoid((now[at.skill] ?? 0) + (now[at.skillTask + task] ?? 0));
      const most = nature.skill / (1 - skillStart);
      skill[task] = most * (share - skillStart);
      skillSlope[task] = most * share * (1 - share);
    });
    return { skill, skillSlope };
  }
}

function endingsOf(now: Float64Array): Float64Array {
  const endings = new Float64Array(3 * (mostCalls + 1));
  for (let calls = 0; calls <= mostCalls; calls++) {
    const sloppy = endingLogit(now, at.sloppy, calls);
    const lost = endingLogit(now, at.lost, calls);
    const top = Math.max(0, sloppy, lost);
    const sum = top + Math.log(Math.exp(-top) + Math.exp(sloppy - top) + Math.exp(lost - top));
    endings.set([-sum, sloppy - sum, lost - sum], 3 * calls);
  }
  return endings;
}

function endingLogit(now: Float64Array, first: number, calls: number): number {
  const bias = now[first] ?? 0;
  return calls === 0 ? bias : bias + (now[first + 1] ?? 0) + (now[first + 2] ?? 0) * (calls - 1);
}
