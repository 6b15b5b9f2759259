import type { QuickFilter } from "../../core/rollout/quickFilter.js";
import type { FilterCounts } from "../../protocol/runsApi.js";
import type { Translate } from "../translate.js";
import { filterWords } from "./filterWords.js";
import { formatCount } from "./formatCount.js";
import { joinWords } from "./joinWords.js";

/** What the line above the tree is made of. */
export interface ListSituation {
  readonly filters: readonly QuickFilter[];
  /** An expression, which has a row of its own above the runs, filters them, too. */
  readonly hasExpression?: boolean;
  /** How many rollouts pass; null while nobody knows. */
  readonly counts: FilterCounts | null;
  /** Null while nothing is being read. */
  readonly progress: { readonly filesDone: number; readonly filesKnown: number } | null;
  /** Something that holds for the whole list, already in words; "" when there is nothing. */
  readonly notice: string;
  /** While the list is empty, reading is all there is to tell. */
  readonly hasRuns: boolean;
}

/** The line above the tree: the active filters with their counts, what is being read, a notice. "" when there is nothing. */
export function listMessage(situation: ListSituation, t: Translate): string {
  const { filters, hasExpression = false, counts, progress, notice, hasRuns } = situation;
  const active = filters.map(filter => filterWords(filter, t)).join(", ");
  return joinWords([
    active,
    (active !== "" || hasExpression) && counts !== null && countWords(counts, t),
    progress !== null && !hasRuns && readingWords(progress, t),
    notice,
  ]);
}

function countWords({ passing, of, isComplete, unaudited, unseen = [] }: FilterCounts, t: Translate): string {
  const [some, all] = [formatCount(passing), formatCount(of)];
  const counted = isComplete ? t("{0} of {1}", some, all) : t("{0} of {1} so far", some, all);
  const missing = unseen.length > 0 && t("no rollout so far has {0}", unseen.join(", "));
  return joinWords([counted, missing, unaudited > 0 && t("{0} not audited yet", formatCount(unaudited))]);
}

function readingWords({ filesDone, filesKnown }: NonNullable<ListSituation["progress"]>, t: Translate): string {
  if (filesKnown === 0) return t("looking for runs…");
  // A search that still goes on knows no total.
  if (filesDone >= filesKnown) return t("reading, {0} files so far…", formatCount(filesDone));
  return t("reading {0} of {1} files…", formatCount(filesDone), formatCount(filesKnown));
}
