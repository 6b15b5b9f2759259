/**
 * Kendall's rank correlation with ties (tau-b) of two equally long lists of finite numbers, in [−1, 1]; null where a list
 * does not vary. O(n log n): Knight, A Computer Method for Calculating Kendall's Tau with Ungrouped Data (JASA 1966).
 */
export function kendallTauB(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const n = x.length;
  const order = Int32Array.from({ length: n }, (_, index) => index);
  order.sort((a, b) => at(x, a) - at(x, b) || at(y, a) - at(y, b));
  const byX = Float64Array.from(order, index => at(x, index));
  const byXThenY = Float64Array.from(order, index => at(y, index));
  const tiedInBoth = tiedPairs(n, i => byX[i] === byX[i - 1] && byXThenY[i] === byXThenY[i - 1]);
  const pairs = (n * (n - 1)) / 2;
  const untiedX = pairs - tiedPairs(n, i => byX[i] === byX[i - 1]);
  const swaps = sortCountingSwaps(byXThenY);
  const tiedInY = tiedPairs(n, i => byXThenY[i] === byXThenY[i - 1]);
  const untiedY = pairs - tiedInY;
  if (untiedX === 0 || untiedY === 0) return null;
  return (untiedX - tiedInY + tiedInBoth - 2 * swaps) / Math.sqrt(untiedX * untiedY);
}

/** Pairs inside runs of a sorted list; `isTied` says of an index whether it belongs to the same run as the one before. */
function tiedPairs(n: number, isTied: (index: number) => boolean): number {
  let pairs = 0;
  let run = 0;
  for (let i = 1; i < n; i++) {
    run = isTied(i) ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

/** Sorts in place by merging, and counts the pairs that stood in strictly falling order. */
function sortCountingSwaps(values: Float64Array): number {
  const merged = new Float64Array(values.length);
  let swaps = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let left = 0; left < values.length; left += 2 * width)
      swaps += merge(values, merged, left, Math.min(left + width, values.length), left + 2 * width);
    values.set(merged);
  }
  return swaps;
}

function merge(from: Float64Array, to: Float64Array, left: number, middle: number, end: number): number {
  const right = Math.min(end, from.length);
  let swaps = 0;
  let i = left;
  let j = middle;
  for (let k = left; k < right; k++) {
    if (j >= right || (i < middle && at(from, i) <= at(from, j))) to[k] = at(from, i++);
    else {
      to[k] = at(from, j++);
      swaps += middle - i;
    }
  }
  return swaps;
}

/** Indexes are inside the bounds here; the compiler cannot see it. */
function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0;
}
