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

/** Why a call without a reply was not run, by the rules of its dialect and what else its turn says; null: they do not tell. */
export function notRunReason(at: number, turn: CallingTurn, dialect: Dialect): NotRunRule | null {
  const { calls, isUnanswered } = turn;
  const isRun = (index: number): boolean => isUnanswered || calls[index]?.reply !== null;
  if (calls[at] === undefined || calls[at].reply !== null) return null;
  const ran = calls.findIndex(call => call.reply !== null);
  if (ran === -1 && dialect.answerWins && answer.test(turn.text)) return "answer-wins";
  const last = calls.length - 1;
  if (dialect.endsTurn && ran === -1 && hasTextBehind(turn)) return "text-behind";
  switch (dialect.executes) {
    case "last":
      return at < last && isRun(last) ? "last-runs" : null;
    case "first":
      return at > 0 && calls.slice(0, at).some((_, index) => isRun(index)) ? "first-runs" : null;
    case "all":
      return dialect.mostCalls !== null && at >= dialect.mostCalls && isRun(0) ? "over-limit" : null;
    default: {
      const never: never = dialect.executes;
      return never;
    }
  }
}

function hasTextBehind({ text, calls }: CallingTurn): boolean {
  return calls.at(-1)?.closed === true && !text.trimEnd().endsWith("</tool_call>");
}
