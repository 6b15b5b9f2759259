import type { CheckpointBudget } from "./checkpointBudget.js";
import type { Finding } from "./finding.js";

/** A tenth of a gigabyte is exact enough for a sentence. */
const gigabytes = (bytes: number): number => Math.round(bytes / 1e8) / 10;

/** What checkpoints will take, said before any host is asked; whether it fits is a finding of its preflight. */
export function checkpointFindings({ bytesEach, totalBytes, atOnce }: CheckpointBudget): readonly Finding[] {
  if (bytesEach === null || totalBytes === null || atOnce === null) return [];
  const values = [gigabytes(bytesEach), gigabytes(totalBytes), atOnce];
  return [{ level: "note", code: "checkpoints-expected", values, key: "checkpoints.keep" }];
}
