/** A share that a judge found, corrected by how often the judge errs. */
export interface CorrectedShare {
  /** May lie outside 0 to 1. */
  readonly raw: number;
  readonly clamped: number;
}

/**
 * Rogan and Gladen's estimate of the true share of right answers from the share that a judge calls right, with
 * sensitivity P(judge says right | a person says right) and specificity P(judge says wrong | a person says wrong). To be
 * shown beside the observed share, never instead. Null where the judge is no better than chance.
 */
export function roganGladen(observed: number, sensitivity: number, specificity: number): CorrectedShare | null {
  const scale = sensitivity + specificity - 1;
  if (!(scale > 0)) return null;
  const raw = (observed + specificity - 1) / scale;
  return { raw, clamped: Math.min(1, Math.max(0, raw)) };
}
