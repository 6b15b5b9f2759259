/** What Ray and Slurm say before a launch. Sentences: `src/protocol/jobs/engineStrings.ts`. */
export const engineCodes = ["ray-unreachable"] as const;
export type EngineCode = (typeof engineCodes)[number];
