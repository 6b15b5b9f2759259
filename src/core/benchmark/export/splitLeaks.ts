import type { QuestionRecord } from "../questionRecord.js";

/** A page, a picture or an issue whose questions stand in more than one split. */
export interface SplitLeak {
  readonly what: "page" | "issue" | "image";
  /** Of the page or issue; of an image its SHA-256: two pages with the same bytes are one picture. */
  readonly id: string;
  readonly splits: readonly string[];
}

type Placed = Pick<QuestionRecord, "page_id" | "issue_id" | "split">;

function leaksOf(
  what: SplitLeak["what"],
  questions: readonly Placed[],
  idOf: (question: Placed) => string | null,
): readonly SplitLeak[] {
  const splits = new Map<string, Set<string>>();
  for (const question of questions) {
    const id = idOf(question);
    if (id === null) continue;
    const known = splits.get(id);
    if (known === undefined) splits.set(id, new Set([question.split]));
    else known.add(question.split);
  }
  return [...splits].flatMap(([id, found]) => (found.size > 1 ? [{ what, id, splits: [...found].sort() }] : []));
}

/**
 * What stands on both sides of a split. A page and its picture never may; an issue not where the set was split by issue. All
 * questions of the set are to be given, not only those of one export: two exports are used beside each other. `images`: the
 * SHA-256 of the pages' images by id of the page, as far as it is known.
 */
export function splitLeaks(
  questions: readonly Placed[],
  cluster: "issue" | "page",
  images: ReadonlyMap<string, string>,
): readonly SplitLeak[] {
  return [
    ...leaksOf("page", questions, ({ page_id: id }) => id),
    ...(cluster === "page" ? [] : leaksOf("issue", questions, ({ issue_id: id }) => id)),
    ...leaksOf("image", questions, ({ page_id: id }) => images.get(id) ?? null),
  ];
}
