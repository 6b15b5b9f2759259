import type { RunGaps } from "../../core/evaluation/tables/runGaps.js";
import type { ShardGroup } from "../../core/evaluation/tables/shardGroups.js";
import { groupCounts } from "./groupCounts.js";
import type { GradedEvaluation } from "./readEvaluation.js";

/** What a row lacks, shards of one evaluation taken together; undefined: nothing. */
export function runGapsOf({ parts, of, missing }: ShardGroup<GradedEvaluation>): RunGaps | undefined {
  const { attempts: there, planned, isEnded, damaged, unknown: withdrawn } = groupCounts(parts);
  const isPartial = there < planned || !isEnded;
  if (!isPartial && missing.length === 0 && damaged + withdrawn === 0) return undefined;
  return {
    attempts: isPartial ? { there, planned } : null,
    shards: missing.length === 0 ? null : { missing, of: of ?? 0 },
    ...{ damaged, withdrawn },
  };
}
