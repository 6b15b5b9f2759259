import type { DistilFinding } from "./distilFinding.js";
import type { JudgedTrace } from "./judgedTrace.js";
import type { NearestHeldOut, NearHeldOut } from "./nearestHeldOut.js";

/** From so much on two questions are worded alike, where they share so many seldom words. */
const leastScore = 0.8;
const leastTelling = 4;

/** How near the questions of kept traces come to those of val and test. */
export interface NearSummary {
  /** Questions that are worded alike. */
  readonly alike: number;
  /** The nearest of all questions that share enough seldom words; null: there is none. */
  readonly most: (Omit<NearHeldOut, "split" | "telling"> & { readonly of: string }) | null;
}

/** Looks up the nearest held-out question of every question with a kept trace. */
export function nearSummary(traces: readonly JudgedTrace[], nearest: NearestHeldOut): NearSummary {
  const questions = new Map(traces.filter(({ kept }) => kept).map(({ question }) => [question.id, question]));
  let [alike, most]: [number, NearSummary["most"]] = [0, null];
  for (const [id, question] of questions) {
    const near = nearest(question);
    if (near === null || near.telling < leastTelling) continue;
    if (near.score >= leastScore) alike++;
    if (near.score > (most?.score ?? 0)) most = { of: id, questionId: near.questionId, score: near.score };
  }
  return { alike, most };
}

/** What a person is to look at before training: the filter of splits knows issues, pages and pictures, and no words. */
export function nearFindings({ alike, most }: NearSummary): readonly DistilFinding[] {
  if (alike === 0 || most === null) return [];
  const values = [alike, most.of, most.questionId, Math.floor(100 * most.score)];
  return [{ code: "near-held-out", level: "warning", values }];
}
