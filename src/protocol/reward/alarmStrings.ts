/**
 * What alarms say: their rules, and what was found, in English. `{0}`, `{1}` … are numbers, shares as “30 %”. Part of
 * `rewardStrings`; the host uses them too.
 */
export const alarmStrings = {
  alarmAtStep: "{0} (from step {1}): {2}",
  alarmOver: "Over since step {0}.",

  foundZoomCollapse: "{0} of the rollouts zoom, after {1} at the most.",
  foundOnePartFormat: "The format explains {0} of the reward’s spread inside groups, right answers {1}.",
  foundOnePartCount: "The number of zooms explains {0} of the reward’s spread inside groups, right answers {1}.",
  foundOnePartIou: "The zooms’ IoU explains {0} of the reward’s spread inside groups, right answers {1}.",
  foundPageBoxes: "{0} of the zooms crop nearly the whole page, after {1} at the least.",
  foundRepeatedBoxes: "{0} of the zooms ask for a box again, after {1} at the least.",
  foundGiantBoxes: "{0} of the zooms show a target by their mere size, after {1} at the least.",
  foundFormatOnly:
    "In {0} steps the reward rose by {1} and the format by {2}; right answers changed by {3} and the wanted view by {4}.",
  foundLengthDrift: "Answers have {0} characters on average, after {1} at the least.",
  foundRefusedLoop: "{0} of the rollouts that zoom are refused again and again, after {1} at the least.",
  foundSecondZoom:
    "IoU of the second zoom is {0}, after {1} at its best; that of the first one {2}, and {3} at that time.",
  foundCutShare: "{0} of the rollouts are cut off, after {1} at the least.",

  ruleZoomCollapse:
    "Fires when, where a zoom is wanted, the share of rollouts that zoom over {0} steps is at most {1} of its highest value so far, if that was {2} or more.",
  ruleOnePart:
    "Fires when over {0} steps one part other than right answers explains {1} or more of the reward’s spread inside groups and right answers at most {2}, while fewer than {3} are right.",
  rulePageBoxes:
    "Fires when {1} or more of the zooms of {0} steps crop nearly the whole page, and that is {2} points above the lowest value so far or {3} steps have passed.",
  ruleRepeatedBoxes:
    "Fires when {1} or more of the zooms of {0} steps ask again for a box of their rollout, and that is {2} points above the lowest value so far or {3} steps have passed.",
  ruleGiantBoxes:
    "Fires when {1} or more of the zooms of {0} steps show a target in a box more than three times as large, and that is {2} points above the lowest value so far or {3} steps have passed.",
  ruleFormatOnly:
    "Fires when over {0} steps, against those that ended {1} steps before, the reward rises by {2} and the format by {3}, and right answers and the wanted view together by at most {4} of that.",
  ruleLengthDrift:
    "Fires when answers over {0} steps are on average {1} times as long as at the least so far, and {2} characters longer.",
  ruleRefusedLoop:
    "Fires when {1} or more of the rollouts that zoom are refused twice or more over {0} steps, and that is {2} points above the lowest value so far or {3} steps have passed.",
  ruleSecondZoom:
    "Fires when, where two zooms are wanted and made, IoU of the second one over {0} steps is at most {1} of its best so far, if that was {2} or more, and that of the first one at least {3} of what it was then.",
  ruleCutShare:
    "Fires when {1} or more of the rollouts of {0} steps are cut off, and that is {2} points above the lowest value so far or {3} steps have passed.",

  ruleLasting: "It has to hold at {0} steps in a row.",

  silentFewRollouts: "Cannot be judged: of {2} steps at most {0} rollouts have a value, and {1} are needed.",
  silentFewSteps: "Cannot be judged yet: {0} steps are too few to compare.",
  silentNoValues: "Cannot be judged: the rollouts do not tell what it goes by.",
  silentOff: "Switched off in the settings.",
} as const;

export type AlarmStringKey = keyof typeof alarmStrings;
