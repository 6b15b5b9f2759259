import type { SearchQuery } from "../../core/search/searchQuery.js";
import type { SearchHit } from "../../core/search/rowMatches.js";
import type { SearchedRow, SearchProgress } from "../../protocol/searchApi.js";
import type { Phase } from "../../protocol/treeNode.js";

export interface RunResults {
  readonly kind: "run";
  /** The run's folder. */
  readonly run: string;
  readonly steps: StepResults[];
}

export interface StepResults {
  readonly kind: "step";
  readonly parent: RunResults;
  /** Null: a file without steps, named by `file`. */
  readonly step: number | null;
  readonly phase: Phase | null;
  readonly file: string;
  readonly hits: (HitResult | MoreResult)[];
  rollouts: number;
  matches: number;
}

export interface HitResult {
  readonly kind: "hit";
  readonly parent: StepResults;
  readonly row: SearchedRow;
  readonly hit: SearchHit;
  /** Its place among the hits of its row. */
  readonly index: number;
}

/** Says how many matches of one rollout are not listed. */
export interface MoreResult {
  readonly kind: "more";
  readonly parent: StepResults;
  readonly row: SearchedRow;
}

export type SearchResult = RunResults | StepResults | HitResult | MoreResult;

/** What a search has found so far, as the list shows it: run, step, match. */
export class SearchResults {
  readonly runs: RunResults[] = [];
  readonly query: SearchQuery;
  progress: SearchProgress | null = null;

  constructor(query: SearchQuery) {
    this.query = query;
  }

  add(row: SearchedRow): void {
    const step = this.stepOf(row);
    step.rollouts++;
    step.matches += row.count;
    for (const [index, hit] of row.hits.entries()) step.hits.push({ kind: "hit", parent: step, row, hit, index });
    if (row.count > row.hits.length) step.hits.push({ kind: "more", parent: step, row });
  }

  private stepOf({ run, step, phase, ref }: SearchedRow): StepResults {
    const parent = this.runs.find(one => one.run === run) ?? this.addRun(run);
    const isSame = (one: StepResults) =>
      one.step === step && one.phase === phase && (step !== null || one.file === ref.file);
    // Rows come step after step: the last one is nearly always the one.
    const found = parent.steps.findLast(isSame);
    if (found !== undefined) return found;
    const made: StepResults = { kind: "step", parent, step, phase, file: ref.file, hits: [], rollouts: 0, matches: 0 };
    parent.steps.push(made);
    return made;
  }

  private addRun(run: string): RunResults {
    const made: RunResults = { kind: "run", run, steps: [] };
    this.runs.push(made);
    return made;
  }
}
