import type { Dialect } from "./dialects.js";
import type { NotRunRule } from "./notRunRule.js";
import type { ZoomCall } from "./zoomCall.js";

/** The calls of one turn, and its text. */
export interface CallingTurn {
  readonly text: string;
  readonly calls: readonly ZoomCall[];
  /** No tool stood behind the turn, so that only the rules tell what a loop would run. */
  readonly isUnanswered: boolean;
}

const answer = /<answer>[^<]/;

/**
 * Why calls without a reply were not run, by the rules of their dialect and what else their turn says. A function of a
 * call's place in its turn, null where the rules do not tell: a turn may hold a hundred thousand calls, and is looked at once.
 */
export function notRunReason(turn: CallingTurn, dialect: Dialect): (at: number) => NotRunRule | null {
  const { calls, isUnanswered } = turn;
  const replied = (at: number): boolean => calls[at]?.reply !== null;
  const firstRun = isUnanswered ? 0 : calls.findIndex(call => call.reply !== null);
  const lastRuns = isUnanswered || replied(calls.length - 1);
  const whole = firstRun === -1 || isUnanswered ? wholeTurn(turn, dialect) : null;
  return at => {
    if (replied(at)) return null;
    if (whole !== null) return whole;
    switch (dialect.executes) {
      case "last":
        return at < calls.length - 1 && lastRuns ? "last-runs" : null;
      case "first":
        return firstRun !== -1 && at > firstRun ? "first-runs" : null;
      case "all":
        return dialect.mostCalls !== null && at >= dialect.mostCalls && firstRun === 0 ? "over-limit" : null;
      default: {
        const never: never = dialect.executes;
        return never;
      }
    }
  };
}

/** Why none of a turn's calls was run. */
function wholeTurn({ text, calls }: CallingTurn, { answerWins, endsTurn }: Dialect): NotRunRule | null {
  if (answerWins && answer.test(text)) return "answer-wins";
  const hasTextBehind = calls.at(-1)?.closed === true && !text.trimEnd().endsWith("</tool_call>");
  return endsTurn && hasTextBehind ? "text-behind" : null;
}
