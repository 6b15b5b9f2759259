/** What is found in a configuration of the miniature. Sentences: `src/protocol/jobs/miniatureRunStrings.ts`. */
export const miniatureCodes = [
  "miniature-simulated",
  "miniature-zooms",
  "miniature-not-read",
  "miniature-one-process",
  "miniature-one-stage",
  "miniature-option",
  "miniature-no-question",
  "miniature-no-validation-question",
  "miniature-own-code",
  "miniature-uncovered",
  "miniature-no-rate",
  "miniature-program",
  "miniature-not-built",
] as const;
export type MiniatureCode = (typeof miniatureCodes)[number];
