import { conventionsIn } from "./conventionsIn.js";
import type { DialectGuess } from "./dialectId.js";
import { dialects } from "./dialects.js";
import { guessDialect } from "./guessDialect.js";
import { matchReplies } from "./matchReplies.js";
import { notRunReason } from "./notRunReason.js";
import type { Turn } from "./trajectory.js";
import type { TrajectoryHints } from "./trajectoryHints.js";
import type { ZoomCall } from "./zoomCall.js";

export interface SettledCalls {
  /** With their replies, and what the rules of the dialect say of those without one. */
  readonly calls: readonly ZoomCall[];
  readonly dialect: DialectGuess;
}

/** Tells whose dialect a rollout's calls are in, which reply answered which, and why the others were not run. */
export function settleCalls(
  calls: readonly ZoomCall[],
  turns: readonly Turn[],
  { conventions, dialect }: TrajectoryHints,
): SettledCalls {
  const known = knownDialect(conventions.dialect, dialect);
  const fallback = { dialect: conventions.dialect, format: dialect?.kind === "guessed" ? dialect.format : "" };
  const first = known ?? guessDialect(calls, fallback);
  const matched = matchReplies(calls, turns, conventionsIn(conventions, first.id));
  // Replies tell one dialect from another, too.
  const guess = known ?? guessDialect(matched, fallback);
  if (dialect === undefined) return { calls: matched, dialect: guess };
  // Without a tool nothing was run, and only a dialect that is sure says what would have been.
  const isUnanswered = !conventions.hasReplies && guess.reason.code === "configured";
  return { calls: withReasons(matched, turns, guess, isUnanswered), dialect: guess };
}

function knownDialect(own: DialectGuess["id"], dialect: TrajectoryHints["dialect"]): DialectGuess | null {
  if (dialect?.kind === "guessed") return null;
  if (dialect === undefined) return { id: own, reason: { code: "format", format: "" } };
  return { id: dialect.id, reason: { code: "configured" } };
}

function withReasons(
  calls: readonly ZoomCall[],
  turns: readonly Turn[],
  { id }: DialectGuess,
  isUnanswered: boolean,
): readonly ZoomCall[] {
  if (calls.every(call => call.reply !== null)) return calls;
  const settled: ZoomCall[] = [];
  for (let from = 0; from < calls.length;) {
    const turn = calls[from]?.turn ?? 0;
    let to = from;
    while (calls[to]?.turn === turn) to++;
    const ofTurn = calls.slice(from, to);
    const reasonOf = notRunReason({ text: turns[turn]?.text ?? "", calls: ofTurn, isUnanswered }, dialects[id]);
    ofTurn.forEach((call, at) => {
      const notRun = reasonOf(at);
      settled.push(notRun === null ? call : { ...call, notRun });
    });
    from = to;
  }
  return settled;
}
