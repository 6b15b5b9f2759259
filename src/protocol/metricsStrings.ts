/**
 * Every text of the curves, in English. The host translates them and sends the table with `ready`; `{0}`, `{1}` … are
 * the values. Texts come whole, never glued from parts, so that other languages can order their words.
 */
export const metricsStrings = {
  emptyView: "Select Metrics in the list of runs to see its curves here.",
  viewLost: "The view could not start: {0}",
  chartLost: "This curve could not be drawn: {0}",

  // The file
  openFile: "Open file",
  stepsShown: "steps {0} to {1}",
  oneStep: "step {0}",
  showAllSteps: "All steps",
  unreadRow: "1 row cannot be read",
  unreadRows: "{0} rows cannot be read",
  rowWithoutStep: "1 row names no step",
  rowsWithoutStep: "{0} rows name no step",
  thinned: "every {0}th row shown",
  noSeries: "No number is logged in this file so far.",
  noneSelected: "Select a series in the list to see its curve.",

  // Resumed runs
  seamsOne: "Resumed at step {0}: the later rows are shown.",
  seamsMany: "Resumed {1} times, at steps {0}: the later rows are shown.",
  showReplaced: "Show replaced rows ({0})",
  seam: "resumed",

  // The list of series
  series: "Series",
  filterSeries: "Filter series",
  countAll: "{0} of {1} shown",
  noMatch: "No series has this in its name.",
  selectSuggested: "Suggested",
  selectNone: "None",

  // A curve
  curveName: "{0}, step by step",
  latest: "{0} at step {1}",
  atStep: "{0} at step {1}",
  nothingAtStep: "not logged at step {0}",
  noValue: "no number so far",
  showTable: "Show as table",
  showCurve: "Show as curve",
  gapNan: "{0} not a number",
  gapInfinite: "{0} infinite",
  gapNull: "{0} null",
  gapText: "{0} text",
  gapAbsent: "{0} not logged",
  valueNan: "NaN",
  valueInfinity: "Infinity",
  valueMinusInfinity: "−Infinity",
  valueNull: "null",
  valueAbsent: "not logged",
  valueText: "“{0}”",

  // Its table
  tableStep: "Step",
  tableValue: "Value",
  valueReplaced: "{0} (replaced)",
} as const;

export type MetricsStringKey = keyof typeof metricsStrings;
