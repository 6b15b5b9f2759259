import { normalisePrompt } from "../dataset/normalisePrompt.js";
import { textHash } from "./textHash.js";

/** What names a question where it has no id. */
export interface AskedText {
  readonly prompt: string;
  /** The right answer as logged; null where the row has none. */
  readonly answer: string | null;
}

/**
 * The key by which a question is known in every run: its id, else a hash of prompt and answer. The two kinds begin with
 * different letters, so that no id can be taken for a hash.
 */
export function questionKeyOf(id: string | null, { prompt, answer }: AskedText): string {
  return id === null ? `text:${hashOf(prompt, (answer ?? "").trim())}` : `id:${id}`;
}

/** The rollouts of a group follow each other and have one prompt and answer: the last hash is remembered. */
let last: { readonly prompt: string; readonly answer: string; readonly hash: string } | null = null;

function hashOf(prompt: string, answer: string): string {
  if (last?.prompt === prompt && last.answer === answer) return last.hash;
  const hash = textHash(`${normalisePrompt(prompt)}\n${answer}`);
  last = { prompt, answer, hash };
  return hash;
}
