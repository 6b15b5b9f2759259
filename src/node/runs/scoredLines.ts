import { crc32 } from "../../core/reward/crc32.js";
import type { LineKey } from "../../core/rollout/joinRewardLines.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { rewardLineSchema, type RewardLine } from "../../core/rollout/rewardLine.js";
import { rewardRow } from "../../core/rollout/rewardRow.js";
import { splitPhase } from "../../core/rollout/splitPhase.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { RowBytes } from "../reward/rowBytes.js";

/** A line of the trainer's own JSONL, without what it says: that is read when it is asked for. */
export interface ScoredLine extends LineKey {
  readonly path: string;
  readonly row: number;
  /** Seconds since 1970 by the host's clock. */
  readonly time: number;
  /** Equal for lines that say the same of their rollouts. */
  readonly content: number;
  /** The line brings its response: where no validation is dumped, it is a rollout of its own. */
  readonly isRollout: boolean;
}

/** Lines read at a stretch before others get their turn. */
const linesPerTurn = 500;
/** More lines of one stage are not held: those of some four hundred steps of a thousand rollouts. */
export const mostLines = 500_000;

interface FileLines {
  readonly generation: number;
  readonly lines: ScoredLine[];
  /** Rows looked at. */
  rows: number;
  unreadable: number;
}

export interface StageLines {
  /** In the order in which they were scored. */
  readonly lines: readonly ScoredLine[];
  /** Lines that are no lines of ours, torn ones left out. */
  readonly unreadable: number;
  /** Lines beyond what is held. */
  readonly left: number;
}

function lineOf(line: RewardLine, path: string, row: number): ScoredLine {
  const { sha256, question_id: questionId, split, time, output, score } = line;
  return {
    ...{ sha256, questionId, path, row, time },
    phase: splitPhase(split),
    content: crc32(JSON.stringify([rewardRow(line), score])),
    isRollout: output !== undefined,
  };
}

/** Reads one line; null where it is none of ours. */
function readLine(bytes: Buffer): RewardLine | null {
  const parsed = parseTolerant(bytes.toString("utf8"));
  const read = parsed.ok ? rewardLineSchema.safeParse(parsed.value) : null;
  return read?.success === true ? read.data : null;
}

/** The lines of the reward function's files: each is read once, a grown file from where it was read to. */
export class ScoredLines {
  private readonly files = new Map<string, FileLines>();
  private readonly bytes = new RowBytes();

  /** The lines of some files. Files are read bit by bit, so that nobody waits for long. */
  async of(files: readonly IndexedFile[]): Promise<StageLines> {
    for (const file of files) await this.read(file);
    const known = files.flatMap(file => this.files.get(file.path) ?? []);
    const all = known.flatMap(({ lines }) => lines).sort((a, b) => a.time - b.time);
    return {
      lines: all.slice(0, mostLines),
      unreadable: known.reduce((sum, { unreadable }) => sum + unreadable, 0),
      left: Math.max(0, all.length - mostLines),
    };
  }

  /** What some lines say, in their order; null for one that can no longer be read. */
  contents(file: IndexedFile, rows: readonly number[]): readonly (RewardLine | null)[] {
    const found: (RewardLine | null)[] = [];
    this.eachRow(file, rows, bytes => found.push(bytes === null ? null : readLine(bytes)));
    return found;
  }

  private async read(file: IndexedFile): Promise<void> {
    const found = this.files.get(file.path);
    const known =
      found?.generation === file.generation
        ? found
        : { generation: file.generation, lines: [], rows: 0, unreadable: 0 };
    this.files.set(file.path, known);
    while (known.rows < file.columns.count && known.lines.length <= mostLines) {
      const to = Math.min(file.columns.count, known.rows + linesPerTurn);
      const rows = Array.from({ length: to - known.rows }, (_, i) => known.rows + i);
      known.rows = to;
      this.take(file, rows, known);
      await new Promise(done => setImmediate(done));
    }
  }

  private take(file: IndexedFile, rows: readonly number[], known: FileLines): void {
    this.eachRow(file, rows, (bytes, row) => {
      const line = bytes === null || file.columns.isMalformed(row) ? null : readLine(bytes);
      if (line === null) known.unreadable++;
      else known.lines.push(lineOf(line, file.path, row));
    });
  }

  private eachRow(
    { path, columns, format }: IndexedFile,
    rows: readonly number[],
    take: (bytes: Buffer | null, row: number) => void,
  ): void {
    if (format === null) return;
    const offsets = Float64Array.from(rows, row => columns.offsetOf(row));
    const lengths = Float64Array.from(rows, row => columns.lengthOf(row));
    this.bytes.read({ path, format, rows: Uint32Array.from(rows), offsets, lengths }, (at, bytes) => {
      take(bytes, rows[at] ?? 0);
      return true;
    });
  }
}
