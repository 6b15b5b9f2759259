/** What is found in the configuration and the data of a supervised run. Sentences: `src/protocol/jobs/sftStrings.ts`. */
export const sftCodes = [
  "sft-batch",
  "extra-owned",
  "sft-pixels-differ",
  "sft-one-node",
  "sft-no-stages",
  "sft-no-strategy",
  "sft-cutoff-over-context",
  "sft-cutoff-under-page",
  "sft-vision-frozen",
  "sft-lora-rate",
] as const;
export type SftCode = (typeof sftCodes)[number];
