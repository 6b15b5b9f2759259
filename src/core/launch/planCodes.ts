/** What is found in a run configuration alone. Sentences: `src/protocol/jobs/planStrings.ts`. */
export const planCodes = ["batch-not-divisible", "context-too-short", "needs-targets"] as const;
export type PlanCode = (typeof planCodes)[number];
