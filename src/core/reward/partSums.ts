/**
 * How a part of the reward moves with the logged total inside groups, centred by group: Σ part², Σ total² and
 * Σ part × total. They add up over steps.
 */
export interface PartSums {
  /** Rollouts whose part and total are numbers. */
  readonly n: number;
  readonly pp: number;
  readonly tt: number;
  readonly pt: number;
}

export const noPartSums: PartSums = { n: 0, pp: 0, tt: 0, pt: 0 };

export const addPartSums = (a: PartSums, b: PartSums): PartSums => ({
  n: a.n + b.n,
  pp: a.pp + b.pp,
  tt: a.tt + b.tt,
  pt: a.pt + b.pt,
});
