import type { PageRecord, SplitName } from "../pageRecord.js";
import { splitWords } from "../splitWords.js";

/** The split that the set puts a page into, by the names that are in use; null where it says none of them. */
export function givenSplit({ source }: PageRecord): SplitName | null {
  return splitWords.get(source.split?.toLowerCase() ?? "") ?? null;
}
