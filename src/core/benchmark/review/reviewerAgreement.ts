import { agreement, type Agreement } from "../../evaluation/agreement.js";
import type { ReviewedQuestion } from "./foldQuestion.js";
import { reviewVerdicts } from "./reviewerDecision.js";

/** How far two reviewers agree over the questions that both decided. */
export interface ReviewerAgreement extends Agreement {
  readonly reviewers: readonly [string, string];
  /** Questions of these that both decided without seeing the other's decision. */
  readonly blind: number;
}

interface Pair {
  readonly reviewers: readonly [string, string];
  readonly matrix: number[][];
  blind: number;
}

function takePair(pairs: Map<string, Pair>, { decisions }: ReviewedQuestion, i: number, j: number): void {
  const [a, b] = [decisions[i], decisions[j]];
  if (!a?.independent || !b?.independent) return;
  const key = JSON.stringify([a.reviewer, b.reviewer]);
  const pair: Pair = pairs.get(key) ?? {
    reviewers: [a.reviewer, b.reviewer],
    matrix: reviewVerdicts.map(() => reviewVerdicts.map(() => 0)),
    blind: 0,
  };
  pairs.set(key, pair);
  const row = pair.matrix[reviewVerdicts.indexOf(a.independent)];
  const column = reviewVerdicts.indexOf(b.independent);
  if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  if (a.independentIsBlind && b.independentIsBlind) pair.blind++;
}

/**
 * Agreement of every two reviewers who share questions, those who share most first. Counted over accepted, edited and
 * rejected, on what each said before the other's decision could change it.
 */
export function reviewerAgreement(questions: readonly ReviewedQuestion[]): readonly ReviewerAgreement[] {
  const pairs = new Map<string, Pair>();
  for (const reviewed of questions)
    for (let i = 0; i < reviewed.decisions.length; i++)
      for (let j = i + 1; j < reviewed.decisions.length; j++) takePair(pairs, reviewed, i, j);
  return [...pairs.values()]
    .flatMap(({ reviewers, matrix, blind }) => {
      const found = agreement(matrix);
      return found === null ? [] : [{ ...found, reviewers, blind }];
    })
    .sort((a, b) => b.n - a.n);
}
