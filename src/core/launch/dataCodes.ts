/** What is counted from the data. Sentences: `src/protocol/jobs/dataStrings.ts`. */
export const dataCodes = [
  "prompts-dropped",
  "prompts-dropped-anyway",
  "prompts-doubtful",
  "prompts-fit",
  "pages-unknown",
  "validation-dropped",
  "validation-unknown",
  "crops-too-long",
  "zooms-over-turns",
  "crops-fit",
  "no-questions",
  "kind-absent",
  "data-unread",
  "rows-unread",
  "data-cut",
  "data-not-counted",
  "path-outside-folder",
  "path-missing",
  "pages-stay-here",
  "checkpoints-expected",
] as const;
export type DataCode = (typeof dataCodes)[number];
