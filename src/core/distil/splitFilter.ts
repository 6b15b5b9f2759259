import type { PageRecord } from "../benchmark/pageRecord.js";
import type { QuestionRecord } from "../benchmark/questionRecord.js";
import type { DistilOptions } from "./distilOptions.js";
import type { FilterResult, Trace } from "./judgedTrace.js";

/** What questions of val and test are about: none of it may be trained on. */
export interface HeldOut {
  readonly issues: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
  /** SHA-256 of their images: one picture under two names is one. */
  readonly images: ReadonlySet<string>;
  /** By page, as far as it is known. */
  readonly imageOf: ReadonlyMap<string, string>;
}

/**
 * Gathers what is held out. `questions`: all of the benchmark, not only those that were asked; `issues`: further ones that
 * its manifest holds out.
 */
export function heldOutOf(
  questions: readonly Pick<QuestionRecord, "split" | "issue_id" | "page_id">[],
  pages: readonly Pick<PageRecord, "id" | "image" | "issue_id">[],
  issues: readonly string[] = [],
): HeldOut {
  const held = questions.filter(({ split }) => split !== "train");
  const known = new Set([...held.map(({ issue_id: issue }) => issue), ...issues]);
  const further = pages.filter(({ issue_id: issue }) => issues.includes(issue)).map(({ id }) => id);
  const heldPages = new Set([...held.map(({ page_id: page }) => page), ...further]);
  const imageOf = new Map(
    pages.flatMap(({ id, image }) => (image.sha256 === null ? [] : [[id, image.sha256] as const])),
  );
  const images = new Set([...heldPages].flatMap(page => imageOf.get(page) ?? []));
  return { issues: known, pages: heldPages, images, imageOf };
}

function heldBy(
  { split, issue_id: issue, page_id: page }: QuestionRecord,
  held: HeldOut,
  by: DistilOptions["heldOut"],
) {
  if (split !== "train") return split;
  if (held.pages.has(page)) return "page";
  const image = held.imageOf.get(page);
  if (image !== undefined && held.images.has(image)) return "image";
  return by === "issue" && held.issues.has(issue) ? "issue" : null;
}

/** Whether the question is of the training split, and nothing of it is held out under another name. */
export function splitFilter(
  { question }: Pick<Trace, "question">,
  held: HeldOut,
  { heldOut }: Pick<DistilOptions, "heldOut">,
): FilterResult {
  const value = heldBy(question, held, heldOut);
  return { filter: "split", code: value === null ? null : "split", value, threshold: heldOut };
}
