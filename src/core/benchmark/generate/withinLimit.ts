import type { BuildOptions } from "../buildOptions.js";
import type { RefusalTally } from "./refusalTally.js";

/** The first candidates of a page, as many as it may give; the others are counted and never written out. */
export function withinLimit<T>(candidates: readonly T[], options: BuildOptions, tally: RefusalTally): readonly T[] {
  tally.add("page-limit", candidates.length - options.maxPerPage);
  return candidates.slice(0, options.maxPerPage);
}
