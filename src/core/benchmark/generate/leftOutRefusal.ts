import type { RefusalCode } from "../candidateRefusal.js";
import type { LeftOutKind, PageRecord } from "../pageRecord.js";

/** Anything of which nothing is known may have been a panel. */
const places: readonly LeftOutKind[] = ["panels", "unread"];
const drawings: readonly LeftOutKind[] = [...places, "characters"];

const mayLack = ({ left_out: left }: PageRecord, kinds: readonly LeftOutKind[]): boolean =>
  left !== undefined && kinds.some(kind => (left[kind] ?? 0) > 0 || left.astray?.includes(kind) === true);

/** Why no words for the place of a panel can be trusted on a page: all of them count panels. Null: they can. */
export const placeRefusal = (page: PageRecord): RefusalCode | null => (mayLack(page, places) ? "left-out" : null);

/**
 * Why no drawings may be counted on a page: one that could not be imported may be the counted character, in a panel that is
 * not counted. What has no role in the mapping may be a character as well, until a person says that it is none.
 */
export function countRefusal(page: PageRecord): RefusalCode | null {
  if (mayLack(page, drawings)) return "left-out";
  return mayLack(page, ["unknown"]) ? "unmapped" : null;
}
