import type { QuestionColumns } from "./questionColumns.js";

/** The cluster of each question: questions of one page hang together; one whose page is unknown stands alone. */
export interface Clusters {
  readonly of: Int32Array;
  readonly count: number;
}

/** Clusters of one side's questions. Questions that the side lacks are each their own. */
export function clustersOf({ page }: QuestionColumns): Clusters {
  const known = new Map<number, number>();
  const of = new Int32Array(page.length);
  let count = 0;
  for (let question = 0; question < page.length; question++) {
    const at = page[question] ?? -1;
    const found = at < 0 ? undefined : known.get(at);
    of[question] = found ?? count;
    if (found !== undefined) continue;
    if (at >= 0) known.set(at, count);
    count++;
  }
  return { of, count };
}

/** Some questions with the clusters among them, numbered from 0: what is computed of few does not walk over all. */
export interface ClusteredQuestions {
  readonly questions: Int32Array;
  /** By place in `questions`. */
  readonly clusterAt: Int32Array;
  readonly clusters: number;
}

export function clusterQuestions(questions: Int32Array, { of, count }: Clusters): ClusteredQuestions {
  const numbers = new Int32Array(count).fill(-1);
  const clusterAt = new Int32Array(questions.length);
  let clusters = 0;
  for (let i = 0; i < questions.length; i++) {
    const cluster = of[questions[i] ?? 0] ?? 0;
    if (numbers[cluster] === -1) numbers[cluster] = clusters++;
    clusterAt[i] = numbers[cluster] ?? 0;
  }
  return { questions, clusterAt, clusters };
}
