import { lastAnswer } from "./lastAnswer.js";

/**
 * A logged ground truth as the text of an answer, or null when it is no single one. A reference response (LLaMA-Factory's
 * `label`) counts by its `<answer>`, a list by its only item, a record by its `answer` or `ground_truth`.
 */
export function truthText(groundTruth: unknown): string | null {
  if (typeof groundTruth === "string") return lastAnswer(groundTruth) ?? groundTruth.trim();
  if (typeof groundTruth === "number") return Number.isFinite(groundTruth) ? String(groundTruth) : null;
  if (Array.isArray(groundTruth)) return groundTruth.length === 1 ? truthText(groundTruth[0]) : null;
  if (typeof groundTruth !== "object" || groundTruth === null) return null;
  if ("answer" in groundTruth) return truthText(groundTruth.answer);
  return "ground_truth" in groundTruth ? truthText(groundTruth.ground_truth) : null;
}
