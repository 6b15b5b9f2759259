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
  if (id !== null) return `id:${id}`;
  return `text:${textHash(`${normalisePrompt(prompt)}\n${(answer ?? "").trim()}`)}`;
}
