/**
 * What is said of a comparison of miniatures, in English: what it supports, what it does not, and how orders are named.
 * `{0}`, `{1}` … are the values; which, is in `comparisonSentence`. The host translates the table.
 */
export const comparisonStrings = {
  alignsOpposed:
    "{0} and {1}: which of them is ahead depends on what is counted as the first step. Difference in {2}, {3}: {4} ({5} to {6}) counted from step 1 of both, {7} ({8} to {9}) counted from the start of each one’s last phase, as the paper’s Figure 7 is drawn.",
  alignsDiffer:
    "{0} and {1}: whether they are told apart depends on what is counted as the first step. Difference in {2}, {3}: {4} ({5} to {6}) counted from step 1 of both, {7} ({8} to {9}) counted from the start of each one’s last phase.",

  orderingHeld:
    "{0} is above {1} in {2}, {3}: by {4} ({5} to {6}). It is so under each of the 25 settings; where zooms may be lost it was not examined or is not so. It may be said of this miniature under those settings.",
  orderingHeldCells:
    "{0} is above {1} in {2}, {3}: by {4} ({5} to {6}). It is so under each of the 25 settings, and in the cells that were examined where zooms may be lost, so it may be said of this miniature.",
  orderingHeldZoom:
    "{0} is above {1} in {2}, {3}: by {4} ({5} to {6}). It is so under each of the 25 settings but the one in which zooming is useless; where zooms may be lost it was not examined or is not so. It may be said of this miniature under those settings.",
  orderingNotShown:
    "{0} is not shown to be above {1} in {2}, {3}, by both ways of counting: {4} ({5} to {6}) counted from step 1. It was under the settings that were examined; these runs do not show it.",
  orderingReversed:
    "{0} is below {1} in {2}, {3}: {4} ({5} to {6}). These runs contradict what was seen under the settings that were examined, so neither order is to be claimed.",
  orderingNotExamined:
    "{0} is above {1} in {2}, {3}: by {4} ({5} to {6}). That ordering was not examined under these assumptions: it describes these runs and is not to be claimed.",
  orderingNotThere:
    "{0} is above {1} in {2}, {3}: by {4} ({5} to {6}). These assumptions were examined, but that ordering was shown only under others: it describes these runs and is not to be claimed.",
  doubtDepends:
    "{0} is above {1} in {2}, {3}: by {4} ({5} to {6}). That is not to be claimed: which of the two is ahead depends on the assumptions, and under others it is the other one.",
  doubtSettingsOnly:
    "{0} is above {1} in {2}, {3}: by {4} ({5} to {6}). That is not to be claimed: under some of the assumptions by which a single phase loses its zooms, neither is ahead.",
  doubtSometimes:
    "{0} is above {1} in {2}, {3}: by {4} ({5} to {6}). That is not to be claimed: not every setting that was examined shows it.",
  doubtNone:
    "{0} is above {1} in {2}, {3}: by {4} ({5} to {6}). That is not to be claimed: under the settings that were examined the two end nearly alike, and where zooms may be lost it depends on the assumptions which ends higher.",

  callsKept: "{0} kept its zooms under all {1} seeds. {0} has kept them under everything that was examined.",
  callsLostAgainst:
    "{0} lost its zooms under {1} of {2} seeds. That contradicts what was seen under everything that was examined.",
  callsLost:
    "{0} lost its zooms under {1} of {2} seeds. Whether it does depends on how rare and how clumsy zooms are at first and on what pushes against them: it is not to be claimed beyond these assumptions.",
  fewerCalls:
    "{0} zooms less at the end than at first under {1} of {2} seeds. That is not to be claimed: it depends on the assumptions.",

  otherDifferences: "All other differences describe these runs. Nothing is claimed from them.",
  noLanguageModel:
    "Nothing here says what accuracy or IoU a vision-language model reaches, or after how many steps: the miniature’s learning rate is a free scale of time, and how well it reads is fitted to a few numbers of the paper.",

  oneSeed: "One seed has no interval: it shows one course, and no difference.",
  fewSeeds: "{0} seeds are few: five make a screen, twenty a statement.",
  screenSeeds: "{0} seeds make a screen; a statement takes twenty.",
  stepsNotExamined: "Orderings were examined in runs of {1} steps, not of {0}: none is claimed.",
  assumptionsNotExamined: "These assumptions were not examined: {0}. No ordering is claimed under them.",
  strategiesNotExamined: "Not among the strategies that were examined: {0}. Nothing is claimed of them.",
  otherVersion: "A statement of another version of this program: {0}",

  figureFound: "the wanted view found",
  figureAccuracy: "accuracy",
  figureExactCount: "rollouts with as many zooms as expected",
  windowArea: "over all steps",
  windowEarly: "over the first 60 steps",
  windowMiddle: "at steps 51 to 70",
  windowEnd: "over the last 20 steps",
} as const;

export type ComparisonStringKey = keyof typeof comparisonStrings;
