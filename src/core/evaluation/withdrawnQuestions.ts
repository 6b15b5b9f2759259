import type { EvaluationRun } from "./evaluationRun.js";

const holds = <T>(all: readonly T[], some: readonly T[]): boolean => some.every(one => all.includes(one));

/** Whether all that was chosen before is chosen now, as long as reviews leave it in. */
function choosesAll(before: EvaluationRun["dataset"], now: EvaluationRun["dataset"]): boolean {
  const [limit, limitNow] = [before.limit ?? null, now.limit ?? null];
  return (
    holds(now.splits, before.splits) &&
    holds(now.tasks, before.tasks) &&
    (limitNow === null || (limit !== null && limit <= limitNow)) &&
    (before.accepted_only === true || now.accepted_only !== true)
  );
}

/**
 * Of the questions that were asked those that are no longer: rejected in review since, or edited so that they cannot be
 * asked. Null: other ones are chosen now, so that the folder is another evaluation's. `known`: all ids of the benchmark.
 */
export function withdrawnQuestions(
  asked: Iterable<string>,
  chosen: ReadonlySet<string>,
  known: ReadonlySet<string>,
  { before, now }: { readonly before: EvaluationRun["dataset"]; readonly now: EvaluationRun["dataset"] },
): ReadonlySet<string> | null {
  const withdrawn = new Set<string>();
  for (const id of asked) if (!chosen.has(id)) withdrawn.add(id);
  if (withdrawn.size === 0) return withdrawn;
  const areThere = [...withdrawn].every(id => known.has(id));
  return areThere && choosesAll(before, now) ? withdrawn : null;
}
