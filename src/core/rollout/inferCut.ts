import { expectsAnswerTag } from "./expectsAnswerTag.js";
import type { TrajectoryHints } from "./trajectoryHints.js";
import type { CutReason, Turn } from "./trajectory.js";
import type { ZoomCall } from "./zoomCall.js";

/**
 * Why a trajectory is taken for cut off, or null. No trainer records it (formats.md 1.2), so it is read from the end: a
 * tag left open, a call that no reply followed, a reply that no answer followed, and, where the prompt asks for one, no
 * answer at all.
 */
export function inferCut(
  turns: readonly Turn[],
  calls: readonly ZoomCall[],
  answer: string | null,
  hints: TrajectoryHints,
): CutReason | null {
  if (answer !== null) return null;
  const last = turns.at(-1);
  if (last === undefined) return expectsAnswerTag(hints.prompt) ? "no-answer" : null;
  if (endsInOpenTag(last, hints)) return "unclosed-tag";
  const lastCall = calls.at(-1);
  const endsInCall = lastCall?.turn === last.index && lastCall.reply === null && hints.conventions.hasReplies;
  if (endsInCall) return "call-without-reply";
  if (last.role === "tool") return "no-answer-after-calls";
  if (!expectsAnswerTag(hints.prompt)) return null;
  return calls.length > 0 ? "no-answer-after-calls" : "no-answer";
}

/** Only what is open at the very end was cut; a tag left open earlier was followed by more text. */
function endsInOpenTag(turn: Turn, { conventions }: TrajectoryHints): boolean {
  const last = turn.parts.findLast(part => part.kind !== "text" || part.text.trim() !== "");
  if (last?.problem === "unclosed-call") return conventions.needsClosingTag;
  return last?.problem === "unclosed-think" || last?.problem === "unclosed-answer";
}
