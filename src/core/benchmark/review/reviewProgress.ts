import type { QuestionRecord, ReviewState } from "../questionRecord.js";

/** How far the review of some questions is. */
export interface ReviewProgress {
  readonly total: number;
  readonly byState: Readonly<Record<ReviewState, number>>;
  /** Of what was decided, the share that was rejected; null before anything was. */
  readonly rejectedShare: number | null;
  /** Answers of accepted and edited questions, the most frequent ones first; of open questions none. */
  readonly answers: readonly { readonly answer: string; readonly count: number }[];
}

/** Counts reviewed questions by where they stand, and the answers that stand so far. */
export function reviewProgress(
  questions: readonly Pick<QuestionRecord, "review" | "answer" | "answer_type">[],
): ReviewProgress {
  const byState: Record<ReviewState, number> = { new: 0, accepted: 0, rejected: 0, edited: 0, conflict: 0 };
  const answers = new Map<string, number>();
  for (const { review, answer, answer_type: type } of questions) {
    byState[review.state]++;
    if (type === "open" || (review.state !== "accepted" && review.state !== "edited")) continue;
    answers.set(String(answer), (answers.get(String(answer)) ?? 0) + 1);
  }
  const decided = byState.accepted + byState.edited + byState.rejected;
  return {
    total: questions.length,
    byState,
    rejectedShare: decided === 0 ? null : byState.rejected / decided,
    answers: [...answers]
      .map(([answer, count]) => ({ answer, count }))
      .sort((a, b) => b.count - a.count || (a.answer < b.answer ? -1 : 1)),
  };
}
