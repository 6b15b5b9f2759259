import { answerStatus } from "../evaluation/answerStatus.js";
import { questionOf } from "../evaluation/questionOf.js";
import { truthText } from "../evaluation/truthText.js";
import type { Question } from "../dataset/question.js";
import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";
import { callConventions } from "../rollout/callConventions.js";
import { isParsedCall } from "../rollout/isParsedCall.js";
import type { Outcome } from "../rollout/outcome.js";
import type { PlacedCall } from "../rollout/placedCall.js";
import type { Rollout } from "../rollout/rollout.js";
import type { Trajectory } from "../rollout/trajectory.js";
import { truthOf } from "../rollout/truthOf.js";
import { accuracyOf } from "./accuracyOf.js";
import { answerKeyOf } from "./answerKeyOf.js";
import { crc32 } from "./crc32.js";
import { foundView } from "./foundView.js";
import { loggedRewardOf } from "./loggedRewardOf.js";
import { questionKeyOf } from "./questionKeyOf.js";
import type { FactCall } from "./rewardFacts.js";
import { responseText } from "./responseText.js";
import type { RowFacts } from "./rowFacts.js";
import { ruleFields } from "./ruleFields.js";
import { toolFactsOf } from "./toolFactsOf.js";
import { wellFormed } from "./wellFormed.js";

/** A rollout that was parsed, joined with its question and placed on its page. */
export interface FactParts {
  readonly rollout: Rollout;
  readonly trajectory: Trajectory;
  /** Null where no record of the question is known, or several are. */
  readonly question: Question | null;
  readonly pageSize: Size | null;
  readonly placed: readonly PlacedCall[];
  readonly outcome: Outcome;
  /** CRC-32 of the response's UTF-8 bytes, where somebody has a faster way to it than `crc32.ts`. */
  readonly responseCrc?: number;
}

/** What the tool cropped counts as a call whatever our own reading of its text is: the dump is evidence. */
const isCall =
  (conventions: ReturnType<typeof callConventions>) =>
  ({ call, refusedBy }: PlacedCall): boolean =>
    refusedBy === null || isParsedCall(call, conventions);

const factCall = ({ page, executed, refusedBy }: PlacedCall): FactCall => ({
  requested: page,
  executed,
  isExecuted: refusedBy === null,
});

/** The page's image as the data write it, the row's own name for it first. */
function pageKeyOf(question: Question | null, { fields }: Rollout): string | null {
  const image = question?.image ?? null;
  if (image === null) return fields.image;
  return image.path ?? (image.kind === "parquet" ? `${image.file}#${image.row}#${image.index}` : null);
}

/** Null too where a crop came back and nobody knows of what. */
function foundIn(placed: readonly PlacedCall[], targets: readonly Box[]): number | null {
  if (placed.some(({ executed, refusedBy }) => executed === null && refusedBy === null)) return null;
  return foundView(
    placed.flatMap(({ executed }) => (executed === null ? [] : [executed])),
    targets,
  );
}

/** The facts of one rollout; see `RolloutFacts` for what each says. */
export function rowFactsOf({
  rollout,
  trajectory,
  question,
  pageSize,
  placed,
  outcome,
  responseCrc,
}: FactParts): RowFacts {
  const calls = placed.filter(isCall(callConventions(rollout.format)));
  const tool = toolFactsOf(question);
  const targets = tool.kind === "targets" ? tool.targets : [];
  const truth = rollout.groundTruth?.value ?? rollout.fields.answer ?? question?.answer ?? null;
  const known = question?.options ?? [];
  const options = known.length > 0 ? known : questionOf(rollout).options;
  const status = answerStatus(trajectory.answer, truth, options);
  const logged = loggedRewardOf(rollout);
  const id = question?.id ?? rollout.fields.questionId;
  const text = responseText(rollout);
  return {
    page: pageSize,
    isWellFormed: wellFormed(trajectory, text),
    isCorrect: accuracyOf(status, rollout.acc.kind === "absent" ? logged.accuracy : rollout.acc),
    answerChars: trajectory.answer === null ? 0 : Array.from(trajectory.answer).length,
    calls: calls.map(factCall),
    tool,
    coin: { questionId: id, responseCrc: responseCrc ?? crc32(text) },
    pageKey: pageKeyOf(question, rollout),
    outcome,
    logged,
    ...ruleFields(rollout),
    ious: targets.length === 0 ? [] : calls.flatMap(({ iou }) => (iou === null ? [] : [iou])),
    found: foundIn(placed, targets),
    refused: placed.filter(({ refusedBy }) => refusedBy !== null && refusedBy !== "no-reply").length,
    otherCalls: trajectory.calls.length - calls.length,
    cut: trajectory.cut,
    responseChars: text.length,
    answerKey: answerKeyOf(trajectory.answer, truthText(truth), options),
    questionKey: questionKeyOf(id, { prompt: rollout.prompt, answer: truthOf(rollout.groundTruth) }),
    taskKind: question?.taskKind ?? rollout.fields.taskKind,
  };
}
