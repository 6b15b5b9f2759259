import { mulberry32 } from "./mulberry32.js";
import { quantile } from "./quantile.js";

export interface BootstrapOptions {
  readonly seed: number;
  readonly draws: number;
}

export const defaultBootstrap: BootstrapOptions = { seed: 20251109, draws: 2000 };

/** What resampling tells of a statistic; bounds are the 0.025 and 0.975 quantiles. */
export interface BootstrapResult {
  readonly mean: number;
  readonly error: number;
  readonly lo: number;
  readonly hi: number;
}

/**
 * Resamples whole clusters (groups, questions, pages) with replacement and computes the statistic of each resample from
 * the drawn indexes, which it must not keep. Resamples whose statistic is NaN are left out; null when fewer than two
 * are left. The same seed draws the same.
 */
export function bootstrap(
  clusters: number,
  statistic: (drawn: Int32Array) => number,
  { seed, draws }: BootstrapOptions = defaultBootstrap,
): BootstrapResult | null {
  if (clusters === 0) return null;
  const random = mulberry32(seed);
  const drawn = new Int32Array(clusters);
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < clusters; i++) drawn[i] = Math.floor(random() * clusters);
    const value = statistic(drawn);
    if (!Number.isNaN(value)) values.push(value);
  }
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const ascending = Float64Array.from(values).sort();
  const [lo, hi] = [quantile(ascending, 0.025), quantile(ascending, 0.975)];
  return { mean, error: Math.sqrt(squares / (values.length - 1)), lo, hi };
}
