import type { QuestionRecord } from "../questionRecord.js";

/** A page or an issue whose questions stand in more than one split. */
export interface SplitLeak {
  readonly what: "page" | "issue";
  readonly id: string;
  readonly splits: readonly string[];
}

type Placed = Pick<QuestionRecord, "page_id" | "issue_id" | "split">;

function leaksOf(
  what: SplitLeak["what"],
  questions: readonly Placed[],
  idOf: (question: Placed) => string,
): readonly SplitLeak[] {
  const splits = new Map<string, Set<string>>();
  for (const question of questions) {
    const known = splits.get(idOf(question));
    if (known === undefined) splits.set(idOf(question), new Set([question.split]));
    else known.add(question.split);
  }
  return [...splits].flatMap(([id, found]) => (found.size > 1 ? [{ what, id, splits: [...found].sort() }] : []));
}

/**
 * What stands on both sides of a split. A page never may; an issue not where the set was split by issue. All questions
 * of the set are to be given, not only those of one export: two exports are used beside each other.
 */
export function splitLeaks(questions: readonly Placed[], cluster: "issue" | "page"): readonly SplitLeak[] {
  const pages = leaksOf("page", questions, ({ page_id: id }) => id);
  return cluster === "page" ? pages : [...pages, ...leaksOf("issue", questions, ({ issue_id: id }) => id)];
}
