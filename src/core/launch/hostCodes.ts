/** What a preflight finds on a host, and why one cannot be reached. Sentences: `src/protocol/jobs/hostStrings.ts`. */
export const hostCodes = ["gpus-free"] as const;
export type HostCode = (typeof hostCodes)[number];
