import type { PayBehaviour, PayRow } from "../../src/core/reward/payTable.js";
import type { ForeseenBehaviour } from "../../src/core/reward/foresight.js";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";

const behaviours: Readonly<Record<PayBehaviour, RewardStringKey>> = {
  "no-zoom": "payNoZoom",
  exact: "payExact",
  "half-iou": "payHalfIou",
  "whole-page": "payWholePage",
  "random-panel": "payRandomPanel",
  "first-target": "payFirstTarget",
  "one-spare": "payOneSpare",
  "each-twice": "payEachTwice",
  malformed: "payMalformed",
};

const foreseen: Readonly<Record<ForeseenBehaviour, RewardStringKey>> = {
  format: "foreseeFormat",
  right: "foreseeRight",
  call: "foreseeCall",
  count: "foreseeCount",
  view: "foreseeView",
  pageCrop: "foreseePageCrop",
  repeat: "foreseeRepeat",
};

/** Names of what a reward may pay for. */
export const payTexts = {
  behaviours,
  foreseen,

  /** A strategy, with its steps where it has several segments. */
  segment(name: string, { from, to }: PayRow, t: StrategiesTranslate): string {
    if (to !== null) return t("paySegment", name, t("payUntil", to));
    return from === null ? name : t("paySegment", name, t("payFrom", from));
  },
} as const;
