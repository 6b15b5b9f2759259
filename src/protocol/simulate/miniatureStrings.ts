/**
 * Every text of the view of a comparison of miniatures, in English. The host translates them and sends the table with
 * `ready`; `{0}`, `{1}` … are the values.
 */
export const miniatureStrings = {
  viewLost: "The view could not start: {0}",
  partLost: "This part could not be drawn: {0}",
  openText: "Open as text",
  copyMarkdown: "Copy as Markdown",
  copyCsv: "Copy as CSV",

  title: "Strategies compared in miniature",
  seedCount: "{0} seeds",
  oneSeed: "1 seed",
  stepCount: "{0} steps each",
  simulated:
    "Simulated: a policy of a few dozen numbers, trained on drawn pages. Nothing here is a measurement of a language model.",

  // Statements
  statements: "What this result supports",
  supported: "Supported",
  notSupported: "Not supported",
  disagree: "Alignments disagree",
  caution: "Caution",
  moreStatements: "{0} more",
  fewerStatements: "Fewer",
  noStatements: "Nothing is claimed about these strategies.",

  // Curves
  curves: "Curves",
  figures: "Figures",
  bands: "Lines: means over {0} seeds. Areas: their 95 % intervals.",
  noBands: "Lines are of one seed: there are no intervals.",
  align: "Aligned",
  alignStep: "by step",
  alignLastPhase: "by the start of the last phase",
  byStep: "by step",
  byLastPhase: "steps since the last phase began",
  valuesAtStep: "values at step {0}",
  valuesAtPlace: "values {0} steps into the last phase",
  valuesLatest: "latest values",
  unpinStep: "Unpin the step (P)",
  noValue: "none",
  showTable: "Show as table",
  showCurve: "Show as curve",
  tableStep: "Step",
  tablePlace: "Steps into the phase",
  phaseStarts: "last phase",
  meanOf: "{0}, mean",
  lowOf: "{0}, low",
  highOf: "{0}, high",
  seedsOf: "{0}, seeds",
  withBound: "{0} ±{1}",

  // Figures: titles of charts, and heads of tables
  found: "Wanted view found, no call as 0",
  iouFirst: "IoU of the 1st zoom, calls made only",
  iouSecond: "IoU of the 2nd zoom, calls made only",
  accuracy: "Accuracy",
  format: "Format rate",
  calls: "Zoom calls per rollout",
  anyCall: "Rollouts with a zoom, share",
  exactCount: "Rollouts with as many zooms as expected, share",
  pageCrops: "Whole-page zooms, share of calls",
  repeats: "Repeated boxes, share of later calls",
  flatGroups: "Groups without spread, share",
  reward: "Reward, each strategy by its own",

  // Paired differences
  pairs: "Paired differences",
  pairsOf: "of",
  pairArms: "Strategies",
  allPairs: "all pairs",
  pairsWith: "with {0}",
  onePairless: "With one strategy there is nothing to compare.",
  noPair: "These runs are too short for any window.",
  countedFrom: "counted from",
  fromStep: "step 1",
  fromLastPhase: "last phase",
  fromEither: "step 1, last phase",
  windowArea: "all steps",
  windowEarly: "first 60",
  windowMiddle: "51–70",
  windowEnd: "last 20",
  pairName: "{0} − {1}",
  verdictAbove: "the first is higher",
  verdictBelow: "the second is higher",
  verdictStraddles: "not told apart",
  windowDisagrees: "alignments disagree over {0}",
  pairsNote:
    "First minus second, seed by seed: mean and half of its 95 % interval. ▲ the first is higher, ▼ the second is higher, – not told apart.",
  figure: "Figure",
  first: "First",
  second: "Second",
  window: "Window",
  difference: "Difference",
  low: "Low",
  high: "High",
  seeds: "Seeds",
  verdict: "Verdict",

  // The end
  end: "At the end",
  endNote: "Means over the last 20 steps with half of their 95 % intervals.",
  stepsToFound: "Step at which the wanted view is found half of the time, median",
  seedsNeverFound: "Seeds that never got there",
  seedsWithoutCalls: "Seeds whose zooms were gone at the end",
  neverFound: "never",
  foundLater: "> {0} ({1} never)",
  countOf: "{0} of {1}",

  // Assumptions
  assumptions: "Assumptions that were varied",
  noAssumptions: "None: every assumption has its default.",
  assumption: "Assumption",
  valueHere: "Here",
  valueDefault: "Default",

  // Keys
  allKeys: "Keys of this view",
  closeKeys: "Close",
  keyWalk: "a step of a chart that has the focus; ten with Page Up and Page Down",
  keyEnds: "its first and last step",
  keyPin: "pin the step",
  keyKeys: "show or close these keys",
} as const;

export type MiniatureStringKey = keyof typeof miniatureStrings;
