import * as z from "zod";
import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import type { Size } from "../page/size.js";
import { crc32 } from "./crc32.js";
import type { FactCall, RewardFacts, ToolFacts } from "./rewardFacts.js";

const finite = z.number().refine(Number.isFinite);
const box = z.tuple([finite, finite, finite, finite]);

/**
 * A rollout as numbers: what a reward is computed from, when nobody has the text. Boxes are x1, y1, x2, y2 in page pixels.
 * `expected_count` null says that no zoom is expected; without `expected_count` and `target_boxes` nobody knows.
 */
export const rewardInputSchema = z.object({
  page_size: z.tuple([finite.positive(), finite.positive()]).nullish(),
  format_ok: z.boolean(),
  answer_correct: z.boolean().nullish(),
  answer_chars: z.number().int().nonnegative().default(0),
  calls: z.array(z.object({ box: box.nullable(), executed: z.boolean(), executed_box: box.nullish() })),
  target_boxes: z.array(box).nullish(),
  expected_count: z.number().int().nonnegative().nullish(),
  /** For strategies with a schedule. */
  step: z.number().int().nullish(),
  /** For the coin of `format-random`. */
  question_id: z.union([z.string(), z.number()]).nullish(),
  response: z.string().nullish(),
});
export type RewardInput = z.infer<typeof rewardInputSchema>;

/** The facts that an input states. A crop whose box is not given is the requested box, as far as it lies on the page. */
export function factsOfInput(input: RewardInput): RewardFacts {
  const page = input.page_size ? { width: input.page_size[0], height: input.page_size[1] } : null;
  const isFormatted = input.format_ok;
  return {
    page,
    isWellFormed: { strict: isFormatted, deepeyes: isFormatted, "answer-only": isFormatted },
    isCorrect: input.answer_correct ?? null,
    answerChars: input.answer_chars,
    calls: input.calls.map(call => factCall(call, page)),
    tool: toolFacts(input),
    coin: {
      questionId: input.question_id === null || input.question_id === undefined ? null : String(input.question_id),
      responseCrc: crc32(input.response ?? ""),
    },
  };
}

function factCall(call: RewardInput["calls"][number], page: Size | null): FactCall {
  const requested: Box | null = call.box;
  if (!call.executed) return { requested, executed: null, isExecuted: false };
  const onPage = requested !== null && page !== null ? clampBox(requested, page) : null;
  return { requested, executed: call.executed_box ?? onPage, isExecuted: true };
}

function toolFacts({ target_boxes: targets, expected_count: expected }: RewardInput): ToolFacts {
  if (expected === null) return { kind: "off" };
  if (targets === null || targets === undefined) return { kind: "unknown" };
  return { kind: "targets", targets, expected: expected ?? targets.length };
}
