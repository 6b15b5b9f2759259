/** More clusters than this have too many resamples: 92,378 distinct ones of 10. */
const mostClusters = 10;

/**
 * Mean and standard deviation of the mean over all Cᶜ resamples of C whole clusters: the limit of the bootstrap. Each
 * distinct resample is weighed by its orders. Null without clusters, with an empty one, or with more than ten.
 */
export function exactBootstrap(
  clusters: readonly (readonly number[])[],
): { readonly resamples: number; readonly mean: number; readonly error: number } | null {
  const size = clusters.length;
  if (size === 0 || size > mostClusters || clusters.some(({ length }) => length === 0)) return null;
  const sums = clusters.map(values => values.reduce((sum, value) => sum + value, 0));
  const found: { share: number; value: number }[] = [];
  const take = (at: number, left: number, weight: number, sum: number, count: number): void => {
    if (at === size) {
      if (left === 0) found.push({ share: weight, value: sum / count });
      return;
    }
    for (let times = 0, share = weight; times <= left; times++, share *= (left - times + 1) / (times * size)) {
      take(at + 1, left - times, share, sum + times * (sums[at] ?? 0), count + times * (clusters[at]?.length ?? 0));
    }
  };
  take(0, size, 1, 0, 0);
  const mean = found.reduce((total, { share, value }) => total + share * value, 0);
  const variance = found.reduce((total, { share, value }) => total + share * (value - mean) ** 2, 0);
  return { resamples: size ** size, mean, error: Math.sqrt(variance) };
}
