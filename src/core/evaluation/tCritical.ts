import tQuantile from "@stdlib/stats-base-dists-t-quantile";

/** What was computed: a table of figures asks for the same few again and again, and each takes 10 to 200 µs. */
const known = new Map<number, number>();
const mostKnown = 4096;

/** The 0.975 quantile of Student's t: the half width of a 95 % interval, in standard errors. */
export function tCritical(freedom: number): number {
  const found = known.get(freedom);
  if (found !== undefined) return found;
  const made = tQuantile(0.975, freedom);
  if (known.size < mostKnown) known.set(freedom, made);
  return made;
}
