import type { EvaluationRun } from "../evaluationRun.js";
import { settingDifferences } from "../settingDifferences.js";

/** Folders that make one row: an evaluation by itself, or the shards of one. */
export interface ShardGroup<T> {
  /** In the order of their shards. */
  readonly parts: readonly [T, ...T[]];
  /** Null: it was not split. */
  readonly of: number | null;
  /** Shards that no folder has, from 0. */
  readonly missing: readonly number[];
}

/**
 * Puts shards of one evaluation together: parts of one set that were asked of one model in one way. Each is served where
 * its job runs, so that the addresses may differ. A part that is there twice begins another evaluation.
 */
export function shardGroups<T extends { readonly run: EvaluationRun }>(
  folders: readonly T[],
): readonly ShardGroup<T>[] {
  const groups: [T, ...T[]][] = [];
  for (const folder of folders) {
    const group = groups.find(([first, ...others]) => [first, ...others].every(part => belong(part.run, folder.run)));
    if (group === undefined) groups.push([folder]);
    else group.push(folder);
  }
  return groups.map(groupOf);
}

function belong(a: EvaluationRun, b: EvaluationRun): boolean {
  const [here, there] = [a.shard, b.shard];
  if (here === null || there === null) return false;
  if (here.of !== there.of || here.index === there.index) return false;
  return (
    a.dataset.questions_sha256 === b.dataset.questions_sha256 && settingDifferences(whole(a), whole(b)).length === 0
  );
}

/** As it would be if it had not been split. */
function whole(run: EvaluationRun): EvaluationRun {
  return {
    ...run,
    shard: null,
    dataset: { ...run.dataset, question_ids_sha256: "" },
    model: { ...run.model, endpoint_host: "" },
  };
}

function groupOf<T extends { readonly run: EvaluationRun }>(parts: [T, ...T[]]): ShardGroup<T> {
  parts.sort((a, b) => (a.run.shard?.index ?? 0) - (b.run.shard?.index ?? 0));
  const of = parts[0].run.shard?.of ?? null;
  const there = new Set(parts.map(({ run }) => run.shard?.index));
  const missing = Array.from({ length: of ?? 0 }, (_, index) => index).filter(index => !there.has(index));
  return { parts, of, missing };
}
