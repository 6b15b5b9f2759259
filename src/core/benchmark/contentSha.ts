import { canonicalJson } from "./canonicalJson.js";
import type { QuestionRecord } from "./questionRecord.js";
import { sha256 } from "./sha256.js";

type Content = Pick<
  QuestionRecord,
  | "task"
  | "page_id"
  | "width"
  | "height"
  | "question"
  | "hint"
  | "options"
  | "answer"
  | "alternatives"
  | "answer_type"
  | "marks"
  | "shown"
  | "targets"
>;

/**
 * SHA-256 of what a decision is about: what a model sees of a question, the answer, and the targets that its zooms are
 * judged by. Where the image lies, the split, and who wrote it are no part of it.
 */
export function contentSha(content: Content): string {
  const { task, page_id, width, height, question, hint, options, answer, alternatives } = content;
  const { answer_type, marks, shown, targets } = content;
  const seen = { task, page_id, width, height, question, hint, options, marks, shown };
  return sha256(canonicalJson({ ...seen, answer, alternatives, answer_type, targets }));
}
