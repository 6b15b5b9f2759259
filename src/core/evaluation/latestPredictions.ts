import type { PredictionRecord } from "./predictionRecord.js";

/**
 * The line of each attempt that holds: the last one, in the order of the first ones. A cancelled attempt is asked again
 * and has none; nor does it take back what came before it.
 */
export function latestPredictions(predictions: Iterable<PredictionRecord>): readonly PredictionRecord[] {
  const latest = new Map<string, PredictionRecord>();
  for (const prediction of predictions) {
    if (prediction.state === "cancelled") continue;
    latest.set(`${prediction.attempt}\n${prediction.question_id}`, prediction);
  }
  return [...latest.values()];
}
