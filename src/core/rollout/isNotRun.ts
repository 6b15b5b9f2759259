import { type NotRunRule, notRunRules } from "./notRunRule.js";
import type { RefusalRule } from "./placedCall.js";

const rules: ReadonlySet<string> = new Set(notRunRules);

/** True where nobody ran a call: it was neither executed nor refused. */
export function isNotRun(rule: RefusalRule | null): rule is NotRunRule {
  return rule !== null && rules.has(rule);
}
