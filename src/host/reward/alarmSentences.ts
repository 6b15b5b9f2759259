import { alarmStrings } from "../../protocol/reward/alarmStrings.js";
import { alarmNameKeys } from "../../protocol/reward/alarmNameKeys.js";
import { alarmWords, type AlarmSentence } from "../../protocol/reward/alarmWords.js";
import type { Alarm } from "../../protocol/reward/curvesApi.js";
import { rewardStrings } from "../../protocol/reward/rewardStrings.js";
import type { Translate } from "../translate.js";

const said = ({ key, values }: AlarmSentence, translate: Translate) => translate(alarmStrings[key], ...values);

/** Alarms in words, for the tree, the list of alarms and notifications. */
export const alarmSentences = {
  name: ({ id }: Alarm, translate: Translate): string => translate(rewardStrings[alarmNameKeys[id]]),

  /** What was found, or why nothing can be said. */
  found: (alarm: Alarm, translate: Translate): string => said(alarmWords(alarm).found, translate),

  /** The rule with its numbers; null for an alarm that cannot be judged. */
  rule: (alarm: Alarm, translate: Translate): string | null => {
    const { rule } = alarmWords(alarm);
    return rule === null ? null : rule.map(sentence => said(sentence, translate)).join(" ");
  },

  /** Name, step and what was found in one line. Of alarms that fire. */
  line: (alarm: Alarm, translate: Translate): string =>
    translate(
      alarmStrings.alarmAtStep,
      alarmSentences.name(alarm, translate),
      alarm.step ?? "",
      alarmSentences.found(alarm, translate),
    ),
} as const;
