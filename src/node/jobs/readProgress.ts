import { consoleProgress } from "../../core/launch/consoleProgress.js";
import { metricsProgress } from "../../core/launch/metricsProgress.js";
import type { StepProgress } from "../../core/launch/stepProgress.js";
import { markedParts, type MarkedPart } from "./markedParts.js";

/** How far a run is, as its files say. */
export interface RunProgress {
  /** Number of the last stage that has begun, from 0; null: none yet. */
  readonly stage: number | null;
  readonly steps: StepProgress | null;
  /** Ascending. */
  readonly checkpoints: readonly number[];
}

export interface HostProgress {
  /** Seconds since 1970 by the host's clock. */
  readonly clock: number | null;
  readonly runs: ReadonlyMap<string, RunProgress>;
  /** Percent by GPU number; null: not asked for, or no nvidia-smi. */
  readonly gpus: ReadonlyMap<number, number> | null;
}

const maxCheckpoints = 10_000;

function whole(word: string | undefined): number | null {
  return word !== undefined && /^\d{1,12}$/.test(word) ? Number(word) : null;
}

function readGpus(text: string): ReadonlyMap<number, number> | null {
  const rows = [...text.matchAll(/^\s*(\d{1,4})\s*,\s*(\d{1,3})\s*$/gm)];
  return rows.length === 0 ? null : new Map(rows.map(([, index, use]) => [Number(index), Number(use)]));
}

/** The end of a file may begin within a character: it is decoded with replacement, and its first line is no row anyway. */
function readSteps({ words: [kind], bytes }: MarkedPart): StepProgress | null {
  const text = bytes.toString("utf8");
  if (kind === "metrics") return metricsProgress(text);
  return kind === "log" ? consoleProgress(text) : null;
}

function readRun(parts: readonly MarkedPart[]): RunProgress {
  const numbers = (kind: string) =>
    parts.flatMap(({ words }) => (words[0] === kind ? [whole(words[1])] : [])).filter(number => number !== null);
  const checkpoints = [...new Set(numbers("checkpoint"))].sort((a, b) => a - b).slice(-maxCheckpoints);
  const steps = parts.reduce<StepProgress | null>((found, part) => found ?? readSteps(part), null);
  return { stage: numbers("stage").at(-1) ?? null, steps, checkpoints };
}

/** Reads what `progressScript` printed. Nothing of it is trusted. */
export function readProgress(answer: Buffer, marker: string): HostProgress {
  const byRun = new Map<string, MarkedPart[]>();
  let clock: number | null = null;
  let gpus: ReadonlyMap<number, number> | null = null;
  let run: MarkedPart[] = [];
  for (const part of markedParts(answer, marker)) {
    const [kind, word] = part.words;
    if (kind === "clock") clock = whole(word);
    else if (kind === "gpus") gpus = readGpus(part.bytes.toString("latin1"));
    else if (kind === "run") byRun.set(word ?? "", (run = []));
    else run.push(part);
  }
  return { clock, runs: new Map([...byRun].map(([id, parts]) => [id, readRun(parts)])), gpus };
}
