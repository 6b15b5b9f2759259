import type { RuleSpan } from "./ruleSpan.js";

/** Steps at which the rule that the log follows changes, ascending. */
export function spanBreaks(spans: readonly Pick<RuleSpan, "from">[]): readonly number[] {
  const starts = spans.flatMap(({ from }) => (from === null ? [] : [from])).sort((a, b) => a - b);
  return starts.slice(1);
}
