import { type PredictionRecord, predictionRecordSchema } from "../../../core/evaluation/predictionRecord.js";
import { readLines } from "../../dataset/readLines.js";
import { evaluationPaths } from "../evaluationPaths.js";

/** What an evaluation has used up, as its predictions say: those that were asked anew count each time. */
export interface Spent {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Attempts with an answer whose tokens nobody counted. */
  readonly uncounted: number;
  /** By currency. */
  readonly costs: Readonly<Record<string, number>>;
}

export type SpentApi = { spent(params: { readonly folder: string }): Promise<Spent> };

const mostBytes = 64 << 20;
const schema = predictionRecordSchema.pick({ requests: true, usage: true, cost: true });
type Used = Pick<PredictionRecord, "requests" | "usage" | "cost">;

function usedIn(bytes: Buffer | null): Used | null {
  try {
    return bytes === null ? null : (schema.safeParse(JSON.parse(bytes.toString("utf8"))).data ?? null);
  } catch {
    return null; // a torn line counts when it is whole
  }
}

/** Sums what the lines of a folder's predictions have used up. Without such a file it is nothing; rejects when the disk does. */
export async function spentOf(folder: string): Promise<Spent> {
  let [requests, promptTokens, completionTokens, uncounted] = [0, 0, 0, 0];
  const costs: Record<string, number> = {};
  try {
    for await (const { bytes } of readLines(evaluationPaths(folder).predictions, mostBytes)) {
      const used = usedIn(bytes);
      if (used === null) continue;
      requests += used.requests;
      promptTokens += used.usage?.prompt ?? 0;
      completionTokens += used.usage?.completion ?? 0;
      if (used.requests > 0 && used.usage === null) uncounted++;
      if (used.cost !== null) costs[used.cost.currency] = (costs[used.cost.currency] ?? 0) + used.cost.amount;
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return { requests, promptTokens, completionTokens, uncounted, costs };
}
