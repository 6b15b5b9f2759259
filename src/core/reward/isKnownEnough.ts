/**
 * Whether what is known of rollouts may stand for all of them. What is unknown depends on what a rollout did: without the
 * page's size one that zooms is unknown and one that does not is a sure 0, so that the rest is no fair sample. Rollouts
 * that are unknown for their question's sake alone, whatever they did, are counted in neither.
 */
export const isKnownEnough = (known: number, unknown: number): boolean => unknown <= mostUnknown * (known + unknown);

/** Up to this share of unknown rollouts a mean is made of the others. */
const mostUnknown = 0.05;
