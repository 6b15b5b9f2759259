import { lastAnswer } from "../evaluation/lastAnswer.js";
import type { CallBody } from "./callBody.js";
import type { CallConventions } from "./callConventions.js";
import { conventionsIn } from "./conventionsIn.js";
import type { CallSpan } from "./callSpan.js";
import { findCallSpans } from "./findCallSpans.js";
import { inferCut } from "./inferCut.js";
import { parseCallBody } from "./parseCallBody.js";
import { parseParts } from "./parseParts.js";
import { parseReplies } from "./parseReplies.js";
import type { RolloutResponse } from "./rollout.js";
import { settleCalls } from "./settleCalls.js";
import { splitTurns } from "./splitTurns.js";
import type { PartProblem, Trajectory, Turn, TurnPart } from "./trajectory.js";
import type { TrajectoryHints } from "./trajectoryHints.js";
import type { TurnSlice } from "./turnSlice.js";
import type { ZoomCall } from "./zoomCall.js";

/**
 * Parses a response into turns, parts and calls. Never throws and drops nothing: what cannot be understood is text with
 * a problem. Reads the text a bounded number of times, so that a response of megabytes takes milliseconds.
 */
export function parseTrajectory(response: RolloutResponse, given: TrajectoryHints): Trajectory {
  const hints = inDialect(given);
  const split = splitTurns(response);
  const turns: Turn[] = [];
  const calls: ZoomCall[] = [];
  let replyOpenings = 0;
  for (const slice of split.turns) {
    replyOpenings += replyOpeningsOf(slice);
    turns.push(parseTurn(slice, turns.length, calls, hints));
  }
  const { calls: matched, dialect } = settleCalls(calls, turns, hints);
  const answer = answerOf(turns);
  return {
    turns,
    tags: split.turns.map(({ tags }) => tags),
    unclosedImages: split.turns.reduce((sum, { unclosedImages }) => sum + unclosedImages, 0),
    calls: matched,
    dialect,
    callOpenings: callOpenings(calls),
    replyOpenings,
    suspectTurns: split.suspectTurns,
    answer: answer ?? hints.storedAnswer,
    cut: inferCut(turns, matched, answer, hints),
  };
}

/** A run that names its dialect is read by it from the first call on. */
function inDialect(hints: TrajectoryHints): TrajectoryHints {
  if (hints.dialect?.kind !== "configured") return hints;
  return { ...hints, conventions: conventionsIn(hints.conventions, hints.dialect.id) };
}

/** Appends the turn's calls to `calls`. */
function parseTurn(slice: TurnSlice, index: number, calls: ZoomCall[], hints: TrajectoryHints): Turn {
  const { role, text, imageTokens } = slice;
  return { index, role, text, imageTokens, parts: partsOf(slice, index, calls, hints) };
}

function partsOf(
  { role, text, tags }: TurnSlice,
  turn: number,
  calls: ZoomCall[],
  hints: TrajectoryHints,
): readonly TurnPart[] {
  switch (role) {
    case "tool":
      return parseReplies(text, tags);
    case "user":
      return text === "" ? [] : [{ kind: "text", start: 0, end: text.length, text, problem: null }];
    case "model":
    case "unsure": {
      const first = calls.length;
      const spans = findCallSpans(text, tags, hints.dialect !== undefined);
      const problems: (PartProblem | null)[] = [];
      for (const span of spans) {
        const call = readCall(span, calls.length, turn, allowsPython(span, hints));
        problems.push(callProblem(call, hints.conventions));
        calls.push(call);
      }
      const startsInThink = turn === 0 && hints.prompt.trimEnd().endsWith("<think>");
      return parseParts(text, tags, spans, first, problems, startsInThink);
    }
    default: {
      const never: never = role;
      return never;
    }
  }
}

/** Mini-o3 hands what it finds in its own tag to `eval`, whatever the format's trainer does. */
function allowsPython(span: CallSpan, { conventions, dialect }: TrajectoryHints): boolean {
  return conventions.allowsPython || (dialect !== undefined && span.tag === "grounding");
}

/** Written field by field: a spread of these objects costs more than all the searching in the text. */
function readCall(span: CallSpan, index: number, turn: number, isPython: boolean): ZoomCall {
  const body = parseCallBody(span.body, span.tag, isPython);
  const { aim, sourceKey } = body;
  const call = plainCall(span, index, turn, body);
  if (aim === undefined && sourceKey === undefined) return call;
  return { ...call, ...(aim === undefined ? {} : { aim }), ...(sourceKey === undefined ? {} : { sourceKey }) };
}

function plainCall(span: CallSpan, index: number, turn: number, body: CallBody): ZoomCall {
  return {
    index,
    turn,
    tool: body.tool,
    isZoom: body.isZoom,
    requested: body.requested,
    label: body.label,
    source: body.source,
    tag: span.tag,
    closed: span.closed,
    body: span.body,
    problem: body.problem,
    reply: null,
  };
}

function callProblem(call: ZoomCall, conventions: CallConventions): PartProblem | null {
  if (!call.closed && conventions.needsClosingTag) return "unclosed-call";
  return call.problem === null ? null : "bad-call";
}

/** The last answer that no reasoning follows. Never looked for in a tool's reply, which can quote anything. */
function answerOf(turns: readonly Turn[]): string | null {
  for (let index = turns.length - 1; index >= 0; index--) {
    const turn = turns[index];
    if (turn === undefined || turn.role === "tool" || turn.role === "user") continue;
    const answer = lastAnswer(turn.text);
    if (answer !== null || turn.text.includes("</think>")) return answer;
  }
  return null;
}

/** Every opening starts a call or stands inside the body of one. */
function callOpenings(calls: readonly ZoomCall[]): number {
  return calls.reduce((count, call) => count + 1 + countOf(call.body, "<tool_call>"), 0);
}

/** A reply without tags opens once; the model may write the tag too. */
function replyOpeningsOf({ role, tags }: TurnSlice): number {
  let tagged = 0;
  for (const tag of tags) if (tag.name === "tool_response" && !tag.isClose) tagged++;
  return tagged === 0 && role === "tool" ? 1 : tagged;
}

function countOf(text: string, pattern: string): number {
  let count = 0;
  for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + pattern.length)) count++;
  return count;
}
