import { isNotRun } from "../src/core/rollout/isNotRun.js";
import type { RefusalRule } from "../src/core/rollout/placedCall.js";
import { codeWords } from "./codeWords.js";
import type { Translate } from "./translate.js";

/** Why nothing was cropped, in words: a tool refused, or nobody ran it. */
export function fateWords(rule: RefusalRule, t: Translate): string {
  return t(isNotRun(rule) ? "notRun" : "refused", t(codeWords.refusal[rule]));
}
