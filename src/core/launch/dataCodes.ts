/** What is counted from the data. Sentences: `src/protocol/jobs/dataStrings.ts`. */
export const dataCodes = ["prompts-dropped"] as const;
export type DataCode = (typeof dataCodes)[number];
