import { isJsonObject } from "../dataset/jsonObject.js";
import type { Question } from "../dataset/question.js";
import { readQuestion } from "../dataset/readQuestion.js";
import { answerStatus } from "../evaluation/answerStatus.js";
import { readQuestionText } from "../evaluation/readQuestionText.js";
import type { CoordinateSpace } from "../page/coordinateSpace.js";
import { defaultResizeLimits } from "../page/resizeLimits.js";
import type { Size } from "../page/size.js";
import { type CallConventions, callConventions } from "../rollout/callConventions.js";
import { isParsedCall } from "../rollout/isParsedCall.js";
import type { LoggedNumber } from "../rollout/loggedNumber.js";
import { parseTrajectory } from "../rollout/parseTrajectory.js";
import { placeCalls } from "../rollout/placeCalls.js";
import type { Trajectory } from "../rollout/trajectory.js";
import { accuracyOf } from "./accuracyOf.js";
import { crc32 } from "./crc32.js";
import type { FactCall, RewardFacts, ToolFacts } from "./rewardFacts.js";
import { toolFactsOf } from "./toolFactsOf.js";
import { wellFormed } from "./wellFormed.js";

/** A response's text and its question, outside of any dump. */
export interface WrittenOutput {
  readonly output: string;
  /** A record of a dataset (facts: benchmark 2.1), or its part that the reward needs. */
  readonly question: unknown;
  /** What the numbers of the requested boxes count. */
  readonly space: CoordinateSpace;
  /** Of a judge, for open answers. */
  readonly verdict: LoggedNumber;
}

/**
 * The facts that a response's text and a question's record state; null where the question is no record. The answer of a
 * question with `answer_type: "open"` is right only by a verdict.
 */
export function factsOfOutput({ output, question: record, space, verdict }: WrittenOutput): RewardFacts | null {
  // What a question asks is no part of its reward: a record without it is one as well.
  const read = isJsonObject(record) ? readQuestion({ question: "?", ...record }) : null;
  if (read?.kind !== "question" || !isJsonObject(record)) return null;
  const { question } = read;
  const conventions = callConventions("verl-rollouts");
  const hints = { conventions, prompt: question.prompt ?? "", storedAnswer: null };
  const trajectory = parseTrajectory({ kind: "text", text: output }, hints);
  const { width, height } = question;
  const page = width === null || height === null ? null : { width, height };
  const byRule =
    record["answer_type"] === "open"
      ? "unknown"
      : answerStatus(trajectory.answer, question.answer, optionsOf(question));
  return {
    page,
    isWellFormed: wellFormed(trajectory, output),
    isCorrect: accuracyOf(byRule, verdict),
    answerChars: Array.from(trajectory.answer ?? "").length,
    calls: factCalls(trajectory, page, space, withReplies(conventions, trajectory)),
    tool: toolFacts(record, question),
    coin: { questionId: question.id, responseCrc: crc32(output) },
  };
}

/** A record without a list of options may have them in its text, as dumps do. */
function optionsOf({ options, question, prompt }: Question): Question["options"] {
  if (options.length > 0) return options;
  const texts = [question, prompt].map(text => readQuestionText(text ?? "").options);
  return texts.find(found => found.length > 0) ?? [];
}

/** A text that answers without any reply in it was written without replies: what the tool would do stands for them. */
function withReplies(conventions: CallConventions, { replyOpenings, answer }: Trajectory): CallConventions {
  return { ...conventions, hasReplies: replyOpenings > 0 || answer === null };
}

function factCalls(
  trajectory: Trajectory,
  page: Size | null,
  space: CoordinateSpace,
  conventions: CallConventions,
): readonly FactCall[] {
  const placed = placeCalls(trajectory, {
    page,
    space: { space, reason: { code: "configured" } },
    limits: defaultResizeLimits,
    conventions,
    format: "verl-rollouts",
    targets: null,
  });
  return placed
    .filter(({ call, refusedBy }) => refusedBy === null || isParsedCall(call, conventions))
    .map(one => ({
      // Pixels of the page need no size to be placed on it.
      requested: one.page ?? (space === "page" && one.call.source === 0 ? one.call.requested : null),
      executed: one.executed,
      isExecuted: one.refusedBy === null,
    }));
}

/** Targets that a record says are null are none; one that says nothing of them does not know. */
function toolFacts(record: Readonly<Record<string, unknown>>, question: Question): ToolFacts {
  const isNull = Object.hasOwn(record, "targets") && record["targets"] === null;
  return question.expectedZooms === null && isNull ? { kind: "off" } : toolFactsOf(question);
}
