/**
 * Curves that are computed from the rollouts, each a mean over those that have a value (see `rolloutMeasures.ts`); the
 * trainer's own metrics keep their names.
 */
export const curveNames = [
  "reward",
  "format",
  "accuracy",
  "toolCount",
  "toolAccuracy",
  "formatRate",
  "right",
  "unparsedShare",
  "calls",
  "callShare",
  "iou1",
  "iou2",
  "iou3",
  "iou4",
  "found",
  "answerChars",
  "responseChars",
  "cutShare",
  "refusedShare",
  "loopShare",
  "pageShare",
  "giantShare",
  "repeatShare",
  "flatShare",
] as const;
export type CurveName = (typeof curveNames)[number];
