import type { AlarmId } from "../../src/core/reward/alarmId.js";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";

const names: Readonly<Record<AlarmId, RewardStringKey>> = {
  "zoom-collapse": "alarmZoomCollapse",
  "one-part-carries": "alarmOnePart",
  "page-boxes": "alarmPageBoxes",
  "repeated-boxes": "alarmRepeatedBoxes",
  "giant-boxes": "alarmGiantBoxes",
  "format-only": "alarmFormatOnly",
  "length-drift": "alarmLengthDrift",
  "refused-loop": "alarmRefusedLoop",
  "second-zoom-decays": "alarmSecondZoom",
  "cut-share": "alarmCutShare",
};

/** What an alarm is called. */
export const alarmName = (id: AlarmId, t: StrategiesTranslate): string => t(names[id]);
