import type { CoordinateSpace } from "../src/core/page/coordinateSpace.js";
import type { Outcome } from "../src/core/rollout/outcome.js";
import type { CropRule, RefusalRule } from "../src/core/rollout/placedCall.js";
import type { RewardPart } from "../src/core/rollout/rewardPart.js";
import type { CutReason, PartProblem, TurnRole } from "../src/core/rollout/trajectory.js";
import type { CallProblem } from "../src/core/rollout/zoomCall.js";
import type { PageProblem } from "../src/protocol/rolloutView.js";
import type { FlatReason } from "../src/core/rollout/flatReason.js";
import type { ViewStringKey } from "../src/protocol/viewStrings.js";
import type { BarRole } from "./rewardBars.js";

type Words<Code extends string> = Readonly<Record<Code, ViewStringKey>>;

const outcome: Words<Outcome> = {
  correct: "outcomeCorrect",
  wrong: "outcomeWrong",
  unparsed: "outcomeUnparsed",
  unknown: "outcomeUnknown",
};

const space: Words<CoordinateSpace> = {
  page: "spacePage",
  model: "spaceModel",
  unit: "spaceUnit",
  thousand: "spaceThousand",
};

const cut: Words<CutReason> = {
  "unclosed-tag": "cutUnclosedTag",
  "no-answer-after-calls": "cutNoAnswerAfterCalls",
  "call-without-reply": "cutCallWithoutReply",
  "no-answer": "cutNoAnswer",
};

const cropRule: Words<CropRule> = {
  clamped: "ruleClamped",
  enlarged: "ruleEnlarged",
  padded: "rulePadded",
  shifted: "ruleShifted",
  widened: "ruleWidened",
  margin: "ruleMargin",
  window: "ruleWindow",
  "whole-page": "ruleWholePage",
};

const refusal: Words<RefusalRule> = {
  inverted: "refusedInverted",
  "outside-page": "refusedOutsidePage",
  "aspect-ratio": "refusedAspectRatio",
  "too-small": "refusedTooSmall",
  "bad-call": "refusedBadCall",
  "tool-error": "refusedToolError",
  "no-reply": "refusedNoReply",
  "unknown-source": "refusedUnknownSource",
  "answer-wins": "notRunAnswer",
  "first-runs": "notRunFirst",
  "last-runs": "notRunLast",
  "over-limit": "notRunLimit",
  "text-behind": "notRunBehind",
};

const callProblem: Words<CallProblem["code"]> = {
  "not-json": "callNotJson",
  "no-name": "callNoName",
  "no-arguments": "callNoArguments",
  "no-box": "callNoBox",
  "box-not-four-numbers": "callBoxNotFourNumbers",
  "no-point": "callNoPoint",
};

const partProblem: Words<PartProblem> = {
  "unclosed-think": "partUnclosedThink",
  "unclosed-call": "partUnclosedCall",
  "unclosed-answer": "partUnclosedAnswer",
  "unopened-think": "partUnopenedThink",
  "unopened-call": "partUnopenedCall",
  "unopened-answer": "partUnopenedAnswer",
  "bad-call": "partBadCall",
  "empty-answer": "partEmptyAnswer",
};

const turnRole: Words<TurnRole> = { model: "roleModel", tool: "roleTool", user: "roleUser", unsure: "roleUnsure" };

const rewardPart: Words<RewardPart["role"]> = {
  format: "rewardFormat",
  accuracy: "rewardAccuracy",
  count: "rewardCount",
  iou: "rewardIou",
  total: "rewardTotal",
};

const legend: Words<BarRole> = {
  format: "legendFormat",
  accuracy: "legendAccuracy",
  count: "legendCount",
  iou: "legendIou",
  score: "legendScore",
};

const flat: Words<FlatReason> = {
  "all-correct": "flatAllCorrect",
  "all-wrong": "flatAllWrong",
  "all-unparsed": "flatAllUnparsed",
  "same-score": "flatSameScore",
  single: "flatSingle",
};

const pageProblem: Words<PageProblem["code"]> = {
  "no-dataset": "problemNoDataset",
  "no-match": "problemNoMatch",
  "several-matches": "problemSeveralMatches",
  "no-image-named": "problemNoImageNamed",
  "image-missing": "problemImageMissing",
  "image-ambiguous": "problemImageAmbiguous",
  "image-outside-roots": "problemImageOutsideRoots",
  "image-too-large": "problemImageTooLarge",
  "image-broken": "problemImageBroken",
  "image-no-image": "problemImageNoImage",
  "image-no-size": "problemImageNoSize",
  "image-entities": "problemImageEntities",
  "image-size-differs": "problemImageSizeDiffers",
  "image-denied": "problemImageDenied",
};

/** The text that says each code of the core in words. The types hold every union complete. */
export const codeWords = {
  outcome,
  space,
  cut,
  cropRule,
  refusal,
  callProblem,
  partProblem,
  turnRole,
  rewardPart,
  legend,
  flat,
  pageProblem,
} as const;
