import type { Outcome } from "../../src/core/rollout/outcome.js";
import type { CompareStringKey } from "../../src/protocol/reward/compareStrings.js";
import { OutcomeShape } from "../outcomeShape.js";
import { compareContext } from "./compareContext.js";

/** What each outcome is called. */
export const outcomeKeys = {
  correct: "outcomeCorrect",
  wrong: "outcomeWrong",
  unparsed: "outcomeUnparsed",
  unknown: "outcomeUnknown",
} as const satisfies Readonly<Record<Outcome, CompareStringKey>>;

/** Whether an answer was right, as a shape with a name. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  const { t } = compareContext.use();
  return <OutcomeShape outcome={outcome} label={t(outcomeKeys[outcome])} />;
}
