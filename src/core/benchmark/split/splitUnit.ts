import type { SplitName } from "../pageRecord.js";

/** An issue, or a page where the split is by page, with how many questions it gives. */
export interface SplitUnit {
  readonly id: string;
  readonly weight: number;
}

/** The split of each unit by its id. */
export type SplitOf = ReadonlyMap<string, SplitName>;
