import type { Phase } from "../../protocol/treeNode.js";

const validationName = /(?:^|[^a-z])(?:val|valid|validation|eval|evaluation|test)(?:[^a-z]|$)/i;

/**
 * Training or validation? By the folder's name; where names do not tell, by verl's own habit: only validation dumps log
 * a `reward` column of their own (facts: formats 1.1), so of two folders the one that has it is the validation's.
 */
export function phaseOf(name: string, hasRewardColumn: boolean, siblingsLackIt: boolean): Phase {
  if (validationName.test(name)) return "validation";
  return hasRewardColumn && siblingsLackIt ? "validation" : "training";
}
