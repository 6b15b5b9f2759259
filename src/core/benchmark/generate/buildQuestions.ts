import type { BuildOptions } from "../buildOptions.js";
import type { PageRecord } from "../pageRecord.js";
import type { Writing } from "../writing.js";
import { writingsOf } from "../writingsOf.js";
import { actionFrequencies } from "./actionQuestions.js";
import { finishQuestions, type BuildResult } from "./finishQuestions.js";
import { pageDrafts, type SetFacts } from "./pageDrafts.js";

const byPlace = (a: PageRecord, b: PageRecord) =>
  (a.issue_id < b.issue_id ? -1 : a.issue_id > b.issue_id ? 1 : 0) || a.index - b.index || (a.id < b.id ? -1 : 1);

/** Pages in the order in which questions are written, each once: a second page of an id is left out. */
export function pagesInOrder(pages: readonly PageRecord[]): readonly PageRecord[] {
  const first = new Map<string, PageRecord>();
  for (const page of pages) if (!first.has(page.id)) first.set(page.id, page);
  return [...first.values()].sort(byPlace);
}

export function setFacts(pages: readonly PageRecord[], writings: readonly Writing[]): SetFacts {
  return { actions: actionFrequencies(pages), writings: writingsOf(writings) };
}

/**
 * The questions of effective pages (facts: benchmark 2.2). The same pages, writings and options give the same questions,
 * whatever the order of the pages.
 */
export function buildQuestions(
  pages: readonly PageRecord[],
  writings: readonly Writing[],
  options: BuildOptions,
): BuildResult {
  const ordered = pagesInOrder(pages);
  const set = setFacts(ordered, writings);
  return finishQuestions(
    ordered,
    ordered.flatMap(page => pageDrafts(page, set, options)),
    options,
  );
}
