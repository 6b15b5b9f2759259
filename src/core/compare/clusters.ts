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
