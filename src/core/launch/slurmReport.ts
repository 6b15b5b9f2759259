import type { FolderState } from "./folderState.js";
import { parseRunState } from "./runState.js";
import { readSacct, readScontrol, readSqueue, type SlurmRow } from "./slurmRows.js";

/** A run folder as it was just after Slurm was asked. */
export interface SlurmFolder {
  /** Place among the folders that were asked about. */
  readonly index: number;
  /** What sbatch gave: `123`, or `123;cluster`; null: it was never submitted. */
  readonly id: string | null;
  /** Whether secrets wait there for a start. */
  readonly hasSecrets: boolean;
  readonly folder: FolderState;
  /** Of an array, by the index of the element. */
  readonly shards: ReadonlyMap<number, FolderState>;
}

/** What Slurm and the run folders said in one request. */
export interface SlurmReport {
  readonly folders: readonly SlurmFolder[];
  /** By the number that sbatch gave, its cluster included; none: Slurm answered and knows no such job. */
  readonly rows: ReadonlyMap<string, readonly SlurmRow[]>;
  /** What squeue said instead of an answer; null: it answered. */
  readonly silence: string | null;
}

interface Block {
  readonly words: readonly string[];
  readonly body: string;
}

const longestSilence = 2000;

function blocksOf(out: string, mark: string): readonly Block[] {
  const parts = out.split(`${mark} `).slice(1);
  return parts.map(part => {
    const newline = part.indexOf("\n");
    const head = newline < 0 ? part : part.slice(0, newline);
    return { words: head.trim().split(/\s+/), body: newline < 0 ? "" : part.slice(newline + 1) };
  });
}

function naturalOf(word: string | undefined): number | null {
  return word !== undefined && /^\d{1,7}$/.test(word) ? Number(word) : null;
}

function folderState(words: readonly string[]): FolderState | null {
  const state = parseRunState(words.join(" "));
  return state === null ? null : { state: state.state, exitCode: state.exitCode };
}

function readFolder({ words: [, index, id = "-", held, ...state] }: Block, blocks: readonly Block[]): SlurmFolder[] {
  const at = naturalOf(index);
  const folder = folderState(state);
  if (at === null || folder === null) return [];
  const shards = blocks.flatMap(({ words: [kind, run, element, ...of] }) => {
    const number = naturalOf(element);
    const found = folderState(of);
    return kind === "shard" && run === index && number !== null && found !== null ? [[number, found] as const] : [];
  });
  const known = /^\d+(?:;[A-Za-z0-9_.-]+)?$/.test(id) ? id : null;
  return [{ index: at, id: known, hasSecrets: held === "1", folder, shards: new Map(shards) }];
}

function rowsOf({ words: [kind = ""], body }: Block): readonly SlurmRow[] {
  switch (kind) {
    case "squeue":
      return readSqueue(body);
    case "sacct":
      return readSacct(body);
    case "scontrol":
      return readScontrol(body);
    default:
      return [];
  }
}

/** What a later answer adds: squeue tells the state best, sacct and scontrol the code. */
function added(row: SlurmRow, more: SlurmRow): SlurmRow {
  const isSame = row.state === more.state;
  return {
    ...row,
    word: isSame ? more.word : row.word,
    reason: row.reason ?? more.reason,
    exitCode: row.exitCode ?? (isSame ? more.exitCode : null),
    restarts: row.restarts ?? more.restarts,
  };
}

function collectRows(blocks: readonly Block[]): ReadonlyMap<string, readonly SlurmRow[]> {
  const found = new Map<string, Map<number | null, SlurmRow>>();
  for (const block of blocks) {
    const cluster = block.words[1]?.replace(/^-M/, ";") ?? "";
    for (const row of rowsOf(block)) {
      const id = `${row.job}${cluster === "-" ? "" : cluster}`;
      const ofJob = found.get(id) ?? new Map<number | null, SlurmRow>();
      const known = ofJob.get(row.element);
      ofJob.set(row.element, known === undefined ? row : added(known, row));
      found.set(id, ofJob);
    }
  }
  return new Map([...found].map(([id, ofJob]) => [id, [...ofJob.values()]]));
}

/** Reads what `loupe_slurm_states` printed with this mark; null: it is something else. */
export function readSlurmReport(out: string, mark: string): SlurmReport | null {
  const blocks = blocksOf(out, mark);
  const folders = blocks.filter(({ words }) => words[0] === "run").flatMap(block => readFolder(block, blocks));
  if (folders.length === 0) return null;
  const silent = blocks.find(({ words }) => words[0] === "squeue" && words[2] !== "0");
  const silence = silent === undefined ? null : silent.body.trim().slice(0, longestSilence);
  return { folders, rows: collectRows(blocks), silence };
}
