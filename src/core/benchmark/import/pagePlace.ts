/** Where a page belongs, as far as its name says. */
export interface PagePlace {
  readonly issue_id: string;
  readonly index: number;
}

/** AI4VA's names: `Vaillant_0500_1954_12_12-28.png`, issue and date before the page (facts: benchmark 1). */
const dated = /^(.*\d{4}_\d{2}_\d{2})-(\d{1,4})$/;
/** A name that ends with its date has no page number. */
const dateOnly = /(?:^|[^\d])\d{4}[-_.]\d{2}[-_.]\d{2}$/;
const separators = /[\s._-]+$/;
const pageWord = /(?<![a-z])(?:page|pag|pg|p|s)$/i;

/** Folders that say how a set is stored and nothing of a publication. */
const storage =
  /^(?:\.\.?|train(?:ing)?|val(?:id(?:ation)?)?|dev|test(?:ing)?|images?|imgs?|pages?|scans?|data|dataset|png|jpe?g)$/i;

/** What stands before the number at the end of a name, and the number; a longer one is no page's. */
function beforeNumber(stem: string): readonly [before: string, digits: string] {
  const digits = /\d+$/.exec(stem)?.[0] ?? "";
  if (digits === "" || digits.length > 6 || dateOnly.test(stem)) return [stem, "0"];
  const before = stem.slice(0, -digits.length).replace(separators, "");
  return [before.replace(pageWord, "").replace(separators, ""), digits];
}

/**
 * The issue that a page appeared in and its place there, by its name in the annotations. AI4VA's names say both. Of any
 * other name the number at its end is the page, and what stands before it, behind the folders that do not only say how
 * the set is stored, is the issue; it is a name within the set, so that two sets may both have an issue 1. Where nothing
 * stands before the number the whole set is one issue: pages that cannot be told apart must not be split.
 */
export function pagePlace(fileName: string, dataset: string): PagePlace {
  const parts = fileName.split(/[\\/]/).filter(part => part !== "");
  const stem = (parts.at(-1) ?? "").replace(/\.[a-z0-9]{2,5}$/i, "");
  const [, issue, page] = dated.exec(stem) ?? [];
  if (issue !== undefined && page !== undefined) return { issue_id: issue, index: Number(page) };
  const folders = parts.slice(0, -1).filter(part => !storage.test(part));
  const [before, digits] = beforeNumber(stem);
  const names = [dataset, ...folders, ...(before === "" ? [] : [before])];
  return { issue_id: names.join("/"), index: Number(digits) };
}
