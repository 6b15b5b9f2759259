/** The figures that trainings are compared by; keys of `MiniatureFigures`. */
export const comparedFigures = [
  "found",
  "iouFirst",
  "iouSecond",
  "accuracy",
  "format",
  "calls",
  "anyCall",
  "exactCount",
  "pageCrops",
  "repeats",
  "flatGroups",
  "reward",
] as const;
export type ComparedFigure = (typeof comparedFigures)[number];
