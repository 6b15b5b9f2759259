import type { GoldenQuestion } from "./noteBook.js";

/** What is known of a group's question. Empty text: nothing. */
export interface AskedQuestion {
  readonly id: string | null;
  /** As `questionLine` gives it. */
  readonly text: string;
  /** What names the group. */
  readonly group: string;
}

/**
 * True when a golden question is the one that a group asks: by their ids where both have one, else by their texts. What
 * names the group tells only where nothing else is known: some trainers count the groups of each step from 0, so that
 * another step's group of the same name asks something else.
 */
export function isGoldenQuestion(
  golden: Pick<GoldenQuestion, "question" | "text" | "group">,
  { id, text, group }: AskedQuestion,
): boolean {
  if (golden.question !== null && id !== null) return golden.question === id;
  if (golden.text !== "" && text !== "") return golden.text === text;
  return golden.group === group;
}
