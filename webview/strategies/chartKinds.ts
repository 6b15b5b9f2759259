import type { CurveName } from "../../src/core/reward/curveName.js";
import type { MetricMeaning } from "../../src/core/reward/metricMeaning.js";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";

/** A chart: one curve of every run, or several curves of the chosen run. */
export interface ChartKind {
  readonly id: string;
  readonly title: RewardStringKey;
  readonly curves: readonly CurveName[];
  /** What only the trainer logs, of every run. */
  readonly logged?: MetricMeaning;
}

/** Charts that are shown until a person chooses others; those of alarms that fire come to them. */
export const suggestedCharts: readonly string[] = ["right", "calls", "ious", "reward", "responseTokens"];

/** Beside IoU, which looks healthy while calls vanish, the wanted view always stands. */
export const chartKinds: readonly ChartKind[] = [
  { id: "reward", title: "curveReward", curves: ["reward"] },
  { id: "parts", title: "curveParts", curves: ["format", "accuracy", "toolCount", "toolAccuracy"] },
  { id: "right", title: "curveRight", curves: ["right"] },
  { id: "formatRate", title: "curveFormatRate", curves: ["formatRate"] },
  { id: "unparsedShare", title: "curveUnparsedShare", curves: ["unparsedShare"] },
  { id: "calls", title: "curveCalls", curves: ["calls"] },
  { id: "callShare", title: "curveCallShare", curves: ["callShare"] },
  { id: "ious", title: "curveIous", curves: ["iou1", "iou2", "iou3", "iou4", "found"] },
  { id: "found", title: "curveFound", curves: ["found"] },
  { id: "answerChars", title: "curveAnswerChars", curves: ["answerChars"] },
  { id: "responseTokens", title: "curveResponseTokens", curves: [], logged: "responseTokens" },
  { id: "responseChars", title: "curveResponseChars", curves: ["responseChars"] },
  { id: "cutShare", title: "curveCutShare", curves: ["cutShare"] },
  { id: "refusedShare", title: "curveRefusedShare", curves: ["refusedShare"] },
  { id: "loopShare", title: "curveLoopShare", curves: ["loopShare"] },
  { id: "pageShare", title: "curvePageShare", curves: ["pageShare"] },
  { id: "giantShare", title: "curveGiantShare", curves: ["giantShare"] },
  { id: "repeatShare", title: "curveRepeatShare", curves: ["repeatShare"] },
  { id: "flatShare", title: "curveFlatShare", curves: ["flatShare"] },
];

/** What each curve is called beside its line. */
export const curveTexts: Readonly<Record<CurveName, RewardStringKey>> = {
  reward: "curveReward",
  format: "partFormat",
  accuracy: "partAccuracy",
  toolCount: "partToolCount",
  toolAccuracy: "partToolAccuracy",
  formatRate: "curveFormatRate",
  right: "curveRight",
  unparsedShare: "curveUnparsedShare",
  calls: "curveCalls",
  callShare: "curveCallShare",
  iou1: "curveIou1",
  iou2: "curveIou2",
  iou3: "curveIou3",
  iou4: "curveIou4",
  found: "curveFound",
  answerChars: "curveAnswerChars",
  responseChars: "curveResponseChars",
  cutShare: "curveCutShare",
  refusedShare: "curveRefusedShare",
  loopShare: "curveLoopShare",
  pageShare: "curvePageShare",
  giantShare: "curveGiantShare",
  repeatShare: "curveRepeatShare",
  flatShare: "curveFlatShare",
};

/** The chart in which a curve is drawn first. */
export const chartOf = (curve: CurveName): string =>
  chartKinds.find(({ id, curves }) => id === curve || curves.includes(curve))?.id ?? "reward";
