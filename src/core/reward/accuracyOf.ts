import type { LoggedNumber } from "../rollout/loggedNumber.js";
import type { Outcome } from "../rollout/outcome.js";

/** A graded verdict counts as right above this, as DeepEyes' reward takes it. */
const rightAbove = 0.5;

/**
 * Whether an answer counts as right in a reward: by the `<answer>` rule alone (facts: benchmark 2.3), given as what
 * `answerStatus` says of it; an answer that names no option or number is not right. An open answer, which no rule can
 * judge, is as right as a logged or cached verdict says. Null: nobody knows.
 */
export function accuracyOf(byRule: Outcome, verdict: LoggedNumber): boolean | null {
  switch (byRule) {
    case "correct":
      return true;
    case "wrong":
    case "unparsed":
      return false;
    case "unknown":
      return verdict.kind === "number" ? verdict.value > rightAbove : null;
  }
}
