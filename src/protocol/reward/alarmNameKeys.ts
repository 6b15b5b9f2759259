import type { AlarmId } from "../../core/reward/alarmId.js";
import type { RewardStringKey } from "./rewardStrings.js";

/** What alarms are called: keys of `rewardStrings`. */
export const alarmNameKeys: Readonly<Record<AlarmId, RewardStringKey>> = {
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
