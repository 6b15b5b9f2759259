import { readQuestion } from "../../../src/core/dataset/readQuestion.js";
import type { Question } from "../../../src/core/dataset/question.js";
import { answerStatus } from "../../../src/core/evaluation/answerStatus.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { toPagePixels } from "../../../src/core/page/toPagePixels.js";
import { crc32 } from "../../../src/core/reward/crc32.js";
import type { FactCall, RewardFacts } from "../../../src/core/reward/rewardFacts.js";
import type { RewardScore } from "../../../src/core/reward/rewardScore.js";
import { scoreRollout } from "../../../src/core/reward/scoreRollout.js";
import type { RewardRule } from "../../../src/core/reward/strategy.js";
import { toolFactsOf } from "../../../src/core/reward/toolFactsOf.js";
import { wellFormed } from "../../../src/core/reward/wellFormed.js";
import { callConventions } from "../../../src/core/rollout/callConventions.js";
import { isParsedCall } from "../../../src/core/rollout/isParsedCall.js";
import { parseTrajectory } from "../../../src/core/rollout/parseTrajectory.js";
import { placeBox } from "../../../src/core/rollout/placeBox.js";
import { readGroundTruth } from "../../../src/core/rollout/readGroundTruth.js";
import type { Trajectory } from "../../../src/core/rollout/trajectory.js";
import type { ZoomCall } from "../../../src/core/rollout/zoomCall.js";
import type { ScoreCase } from "./trainer.js";

const conventions = callConventions("verl-rollouts");

/** What a trainer's reward function should give for a case, computed with the reader's own core. */
export interface ExpectedScore extends RewardScore {
  readonly crops: number;
  readonly zooms: number;
  readonly isWellFormed: RewardFacts["isWellFormed"];
}

/** A loop's replies by its number of turns; null: it does not say. */
function repliesOf({ info }: ScoreCase): number | null {
  const turns = info["num_turns"];
  return typeof turns === "number" ? Math.max(0, Math.floor((turns - 2) / 2)) : null;
}

/** verl's own parser takes a body with a name and arguments, and runs the first of a turn. */
function isAnswerable({ tag, closed, body }: ZoomCall): boolean {
  if (tag !== "tool_call" || !closed) return false;
  try {
    const value: unknown = JSON.parse(body);
    return (
      typeof value === "object" && value !== null && !Array.isArray(value) && "name" in value && "arguments" in value
    );
  } catch {
    return false;
  }
}

/**
 * The calls that were answered: one of each of the first turns, as many as the loop gave replies, and only where the text
 * shows as many replies and nothing in it is unsure.
 */
function answeredCalls({ turns, calls, suspectTurns }: Trajectory, replies: number | null): ReadonlySet<ZoomCall> {
  const shown = turns.filter(({ role, index }) => role === "tool" && turns[index - 1]?.role !== "tool").length;
  const isClear = suspectTurns === 0 && turns.every(({ role }) => role === "model" || role === "tool");
  if (replies === null || shown !== replies || !isClear) return new Set();
  const speaking = turns.filter(({ role }) => role !== "tool").slice(0, replies);
  const answered = speaking.map(({ index }) => calls.find(call => call.turn === index && isAnswerable(call)));
  return new Set(answered.filter(call => call !== undefined));
}

function factCalls(trajectory: Trajectory, question: Question, replies: number | null): readonly FactCall[] {
  const { width, height } = question;
  const page = width === null || height === null ? null : { width, height };
  const answered = answeredCalls(trajectory, replies);
  const zooms = trajectory.calls.filter(call => call.isZoom && isParsedCall(call, conventions));
  return zooms.map(call => {
    const wanted = call.problem === null ? call.requested : null;
    const requested =
      wanted === null || page === null ? null : toPagePixels(wanted, "model", page, defaultResizeLimits);
    const isAnswered = answered.has(call) && call.tool === "image_zoom_in_tool" && call.source === 0 && wanted !== null;
    if (!isAnswered || page === null) return { requested, executed: null, isExecuted: false };
    const rule = { page, limits: defaultResizeLimits, conventions: { ...conventions, hasReplies: false } };
    const placed = placeBox({ ...call, reply: null }, "model", rule, []);
    const executed = placed.refusedBy === null ? placed.executed : null;
    return { requested, executed, isExecuted: executed !== null };
  });
}

/** Scores a case under a rule. `info` is the row's extra_info. */
export function expectedScore(
  scoreCase: ScoreCase,
  info: Readonly<Record<string, unknown>>,
  rule: RewardRule,
): ExpectedScore {
  const { text, truth } = scoreCase;
  const read = readQuestion({ question: "?", ...info });
  if (read.kind !== "question") throw new Error(read.code);
  const { question } = read;
  const trajectory = parseTrajectory({ kind: "text", text }, { conventions, prompt: "", storedAnswer: null });
  const isWellFormed = wellFormed(trajectory, text);
  const right = readGroundTruth(truth)?.value;
  const calls = factCalls(trajectory, question, repliesOf(scoreCase));
  const facts: RewardFacts = {
    page:
      question.width === null || question.height === null ? null : { width: question.width, height: question.height },
    isWellFormed,
    isCorrect: answerStatus(trajectory.answer, right, question.options) === "correct",
    answerChars: Array.from(trajectory.answer ?? "").length,
    calls,
    tool: toolFactsOf(question),
    coin: { questionId: question.id, responseCrc: crc32(text) },
  };
  const crops = calls.filter(({ isExecuted }) => isExecuted).length;
  return { ...scoreRollout(facts, rule), crops, zooms: calls.length, isWellFormed };
}
