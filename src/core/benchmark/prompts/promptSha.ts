import { canonicalJson } from "../canonicalJson.js";
import type { PromptTemplate } from "../promptTemplate.js";
import { sha256 } from "../sha256.js";

/** SHA-256 of a prompt, in hex: of the canonical JSON of all of its fields, however its file is laid out. */
export function promptSha(prompt: PromptTemplate): string {
  return sha256(canonicalJson(prompt));
}
