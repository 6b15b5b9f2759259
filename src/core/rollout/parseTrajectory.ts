import { lastAnswer } from "../evaluation/lastAnswer.js";
import type { CallConventions } from "./callConventions.js";
import { collapseImages } from "./collapseImages.js";
import { type CallSpan, findCallSpans } from "./findCallSpans.js";
import { inferCut } from "./inferCut.js";
import { matchReplies } from "./matchReplies.js";
import { parseCallBody } from "./parseCallBody.js";
import { parseParts } from "./parseParts.js";
import { parseReplies } from "./parseReplies.js";
import type { RolloutResponse } from "./rollout.js";
import { splitTurns } from "./splitTurns.js";
import type { PartProblem, Trajectory, Turn } from "./trajectory.js";
import type { TrajectoryHints } from "./trajectoryHints.js";
import type { TurnSlice } from "./turnSlice.js";
import type { ZoomCall } from "./zoomCall.js";

/**
 * Parses a response into turns, parts and calls. Never throws and drops nothing: what cannot be understood is text with
 * a problem. Reads the text a bounded number of times, so that a response of megabytes takes milliseconds.
 */
export function parseTrajectory(response: RolloutResponse, hints: TrajectoryHints): Trajectory {
  const split = splitTurns(response);
  const turns: Turn[] = [];
  const calls: ZoomCall[] = [];
  for (const slice of split.turns) turns.push(parseTurn(slice, turns.length, calls, hints));
  const matched = matchReplies(calls, turns, hints.conventions);
  const answer = lastAnswer(modelText(turns));
  return {
    turns,
    calls: matched,
    callOpenings: sum(turns, callOpenings) + countTagged(calls),
    replyOpenings: sum(turns, replyOpenings),
    suspectTurns: split.suspectTurns,
    answer: answer ?? hints.storedAnswer,
    cut: inferCut(turns, matched, answer, hints),
  };
}

/** Appends the turn's calls to `calls`. */
function parseTurn(slice: TurnSlice, index: number, calls: ZoomCall[], hints: TrajectoryHints): Turn {
  const { text, imageTokens } = collapseImages(slice.text);
  const turn = { index, role: slice.role, text, imageTokens };
  switch (slice.role) {
    case "tool":
      return { ...turn, parts: parseReplies(text) };
    case "user":
      return { ...turn, parts: text === "" ? [] : [{ kind: "text", start: 0, end: text.length, text, problem: null }] };
    case "model":
    case "unsure": {
      const first = calls.length;
      const spans = findCallSpans(text);
      const found = spans.map((span, offset) => readCall(span, first + offset, index, hints.conventions));
      calls.push(...found);
      const startsInThink = hints.startsInThink && index === 0;
      const problems = found.map(call => callProblem(call, hints.conventions));
      return { ...turn, parts: parseParts(text, spans, first, problems, startsInThink) };
    }
    default: {
      const never: never = slice.role;
      return never;
    }
  }
}

function readCall(span: CallSpan, index: number, turn: number, conventions: CallConventions): ZoomCall {
  const body = parseCallBody(span.body, span.tag, conventions.allowsPython);
  return { ...body, index, turn, tag: span.tag, closed: span.closed, body: span.body, reply: null };
}

function callProblem(call: ZoomCall, conventions: CallConventions): PartProblem | null {
  if (!call.closed && conventions.needsClosingTag) return "unclosed-call";
  return call.problem === null ? null : "bad-call";
}

/** The text that the answer may stand in: never a tool's reply, which can quote anything. */
function modelText(turns: readonly Turn[]): string {
  return turns
    .filter(turn => turn.role === "model" || turn.role === "unsure")
    .map(turn => turn.text)
    .join("\n");
}

/** Replies may quote the tags: DeepEyes repeats its instructions in each. */
function callOpenings(turn: Turn): number {
  return turn.role === "model" || turn.role === "unsure" ? countOf(turn.text, "<tool_call>") : 0;
}

/** Calls in other tags than `<tool_call>`, which are no openings of it. */
function countTagged(calls: readonly ZoomCall[]): number {
  return calls.filter(call => call.tag !== "tool_call").length;
}

/** A reply without tags opens once. */
function replyOpenings(turn: Turn): number {
  const tagged = countOf(turn.text, "<tool_response>");
  return tagged === 0 && turn.role === "tool" ? 1 : tagged;
}

function countOf(text: string, pattern: string): number {
  let count = 0;
  for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + pattern.length)) count++;
  return count;
}

function sum(turns: readonly Turn[], value: (turn: Turn) => number): number {
  return turns.reduce((total, turn) => total + value(turn), 0);
}
