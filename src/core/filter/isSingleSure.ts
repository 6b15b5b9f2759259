/** From here on single precision does not tell whole numbers apart. */
const firstUnsure = 2 ** 24;

/**
 * Whether a number is told well enough by its single precision. Ids, seeds and times in seconds are not, nor what is beyond
 * its range: infinity is what single precision makes of that.
 */
export const isSingleSure = (value: number): boolean => Math.abs(value) < firstUnsure;
