import type { VariantCode } from "../../core/reward/rewardVariants.js";
import type { ViewStringKey } from "../viewStrings.js";

/** The sentence for each thing that a trainer does in another way. */
export const causeKeys: Readonly<Record<VariantCode, ViewStringKey>> = {
  "match-optimal": "causeMatchOptimal",
  "match-in-order": "causeMatchInOrder",
  "match-greedy": "causeMatchGreedy",
  "match-reuse": "causeMatchReuse",
  "not-clamped": "causeNotClamped",
  clamped: "causeClamped",
  "executed-box": "causeExecutedBox",
  "requested-box": "causeRequestedBox",
  "refused-not-counted": "causeRefusedNotCounted",
  "refused-counted": "causeRefusedCounted",
  "model-pixels-as-page": "causeModelAsPage",
  "page-pixels-as-model": "causePageAsModel",
  "thousandths-as-pixels": "causeThousandthsAsPixels",
  "pixels-as-thousandths": "causePixelsAsThousandths",
  "count-exact": "causeCountExact",
  "count-soft": "causeCountSoft",
  "count-any": "causeCountAny",
  "count-cap": "causeCountCap",
  "format-strict": "causeFormatStrict",
  "format-deepeyes": "causeFormatDeepeyes",
  "format-answer-only": "causeFormatAnswerOnly",
  "format-minus-one": "causeFormatMinusOne",
  "format-zero": "causeFormatZero",
  "accuracy-gated": "causeAccuracyGated",
  "accuracy-not-gated": "causeAccuracyNotGated",
};
