import type { RuleSpan } from "../../core/reward/ruleSpan.js";
import { formatCount } from "../tree/formatCount.js";
import { t } from "../t.js";
import type { AuditedScope } from "./audits.js";

/** Which rule the log follows in some steps. */
export function spanSentence({ from, to, strategy, compared }: RuleSpan): string {
  if (strategy === null)
    return compared === 0 ? t("No logged total can be compared with a rule.") : t("The log follows no known rule.");
  if (from === null || to === null) return t("The log follows {0}.", strategy);
  return from === to
    ? t("At step {0} the log follows {1}.", from, strategy)
    : t("From step {0} to {1} the log follows {2}.", from, to, strategy);
}

/** Changes of the rule in the middle of a run. */
function changes(audited: readonly AuditedScope[]): readonly string[] {
  return audited.flatMap(({ summary: { spans } }) =>
    spans.flatMap((span, i) => {
      const before = spans[i - 1];
      if (before === undefined || span.strategy === null || span.from === null || before.from === null) return [];
      return [t("From step {0} on the log follows {1}.", span.from, span.strategy)];
    }),
  );
}

/** What an audit found, in a few sentences. */
export function auditSentence(audited: readonly AuditedScope[]): string {
  const sum = (of: (one: AuditedScope) => number) => audited.reduce((total, one) => total + of(one), 0);
  const rollouts = sum(({ summary }) => summary.rollouts);
  const differing = sum(({ summary }) => summary.differing);
  const matching = sum(({ summary }) => summary.counts.total.match);
  const [all, some] = [formatCount(rollouts), formatCount(differing)];
  const first =
    differing > 0
      ? t("{0} of {1} rollouts differ from the reward rule that the log follows.", some, all)
      : matching > 0
        ? t("No reward differs: {0} of {1} logged totals match their rule.", formatCount(matching), all)
        : t("No reward could be compared: {0} rollouts lack what the rules ask for, or log none.", all);
  const suspects = sum(({ summary }) => summary.suspectCount);
  const doubt = suspects === 0 ? [] : [t("{0} targets or answers are suspect.", formatCount(suspects))];
  return [first, ...changes(audited), ...doubt].join(" ");
}
