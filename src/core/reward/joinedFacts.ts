import { answerStatus } from "../evaluation/answerStatus.js";
import { questionOf } from "../evaluation/questionOf.js";
import { truthText } from "../evaluation/truthText.js";
import type { Question } from "../dataset/question.js";
import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";
import { type CallConventions, callConventions } from "../rollout/callConventions.js";
import { isNotRun } from "../rollout/isNotRun.js";
import { isParsedCall } from "../rollout/isParsedCall.js";
import type { Outcome } from "../rollout/outcome.js";
import type { PlacedCall } from "../rollout/placedCall.js";
import type { Rollout } from "../rollout/rollout.js";
import type { Trajectory } from "../rollout/trajectory.js";
import { truthOf } from "../rollout/truthOf.js";
import { accuracyOf } from "./accuracyOf.js";
import { answerKeyOf } from "./answerKeyOf.js";
import { foundView } from "./foundView.js";
import { questionKeyOf } from "./questionKeyOf.js";
import type { FactCall } from "./rewardFacts.js";
import type { RowFacts } from "./rowFacts.js";
import type { TextFacts } from "./textFacts.js";
import { toolFactsOf } from "./toolFactsOf.js";

/** A rollout that was parsed, joined with its question and placed on its page. Its text may be gone by now. */
export interface JoinedParts {
  readonly rollout: Omit<Rollout, "extras">;
  readonly trajectory: Pick<Trajectory, "answer" | "calls">;
  /** Null where no record of the question is known, or several are. */
  readonly question: Question | null;
  readonly pageSize: Size | null;
  readonly placed: readonly PlacedCall[];
  readonly outcome: Outcome;
  readonly text: TextFacts;
}

/** What the calls of a rollout come to. */
interface CallFacts {
  readonly calls: FactCall[];
  readonly ious: number[];
  readonly crops: Box[];
  refused: number;
  /** A crop came back, and nobody knows of what. */
  hasUnknownCrop: boolean;
}

/** What the tool cropped counts as a call whatever our own reading of its text is: the dump is evidence. */
function callFacts(placed: readonly PlacedCall[], conventions: CallConventions): CallFacts {
  const facts: CallFacts = { calls: [], ious: [], crops: [], refused: 0, hasUnknownCrop: false };
  for (const { call, page, executed, refusedBy, iou } of placed) {
    const isExecuted = refusedBy === null;
    if (executed !== null) facts.crops.push(executed);
    else if (isExecuted) facts.hasUnknownCrop = true;
    if (!isExecuted && !isNotRun(refusedBy)) facts.refused++;
    if (!isExecuted && !isParsedCall(call, conventions)) continue;
    facts.calls.push({ requested: page, executed, isExecuted });
    if (iou !== null) facts.ious.push(iou);
  }
  return facts;
}

/** The page's image as the data write it, the row's own name for it first. */
function pageKeyOf(question: Question | null, { fields }: Pick<Rollout, "fields">): string | null {
  const image = question?.image ?? null;
  if (image === null) return fields.image;
  return image.path ?? (image.kind === "parquet" ? `${image.file}#${image.row}#${image.index}` : null);
}

/** The facts of one rollout whose text has been read; see `RolloutFacts` for what each says. */
export function joinedFacts({ rollout, trajectory, question, pageSize, placed, outcome, text }: JoinedParts): RowFacts {
  const { calls, ious, crops, refused, hasUnknownCrop } = callFacts(placed, callConventions(rollout.format));
  const tool = toolFactsOf(question);
  const targets = tool.kind === "targets" ? tool.targets : [];
  const truth = rollout.groundTruth?.value ?? rollout.fields.answer ?? question?.answer ?? null;
  const known = question?.options ?? [];
  const options = known.length > 0 ? known : questionOf(rollout).options;
  const status = answerStatus(trajectory.answer, truth, options);
  const id = question?.id ?? rollout.fields.questionId;
  return {
    page: pageSize,
    isWellFormed: text.isWellFormed,
    isCorrect: accuracyOf(status, rollout.acc.kind === "absent" ? text.logged.accuracy : rollout.acc),
    answerChars: text.answerChars,
    calls,
    tool,
    coin: { questionId: id, responseCrc: text.responseCrc },
    pageKey: pageKeyOf(question, rollout),
    outcome,
    logged: text.logged,
    rulePhase: text.rulePhase,
    strategyHash: text.strategyHash,
    ious: targets.length === 0 ? [] : ious,
    found: hasUnknownCrop ? null : foundView(crops, targets),
    refused,
    otherCalls: trajectory.calls.length - calls.length,
    cut: text.cut,
    responseChars: text.responseChars,
    tokens: text.tokens,
    answerKey: answerKeyOf(trajectory.answer, truthText(truth), options),
    questionKey: questionKeyOf(id, { prompt: rollout.prompt, answer: truthOf(rollout.groundTruth) }),
    taskKind: question?.taskKind ?? rollout.fields.taskKind,
  };
}
