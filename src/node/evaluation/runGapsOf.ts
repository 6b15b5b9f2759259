import type { RunGaps } from "../../core/evaluation/tables/runGaps.js";
import type { ShardGroup } from "../../core/evaluation/tables/shardGroups.js";
import type { GradedEvaluation } from "./readEvaluation.js";

/** What a row lacks, shards of one evaluation taken together; undefined: nothing. */
export function runGapsOf({ parts, of, missing }: ShardGroup<GradedEvaluation>): RunGaps | undefined {
  const sum = (number: (part: GradedEvaluation) => number) => parts.reduce((total, part) => total + number(part), 0);
  const there = sum(({ grades }) => grades.questions.length);
  const planned = sum(({ run }) => run.dataset.questions * run.sampling.n);
  const isPartial = there < planned || parts.some(({ run }) => run.ended === null);
  const [damaged, withdrawn] = [sum(part => part.damaged), sum(({ unknown }) => unknown)];
  if (!isPartial && missing.length === 0 && damaged + withdrawn === 0) return undefined;
  return {
    attempts: isPartial ? { there, planned } : null,
    shards: missing.length === 0 ? null : { missing, of: of ?? 0 },
    ...{ damaged, withdrawn },
  };
}
