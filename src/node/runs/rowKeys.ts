import { createHash } from "node:crypto";
import { normalisedResponse } from "../../core/rollout/normalisedResponse.js";
import type { Rollout } from "../../core/rollout/rollout.js";
import { ByteScan } from "../index/byteScan.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { RowBytes } from "../reward/rowBytes.js";
import { RowParser } from "../reward/rowParser.js";

/** What of a row finds its line in the trainer's own JSONL. */
export interface KnownRow {
  /** Of the normalised response, in hex; null for a row that is no rollout or cannot be read. */
  readonly sha256: string | null;
  readonly questionId: string | null;
}

const unread: KnownRow = { sha256: null, questionId: null };

/** The hash that the trainer's side makes of a response; null for one that is a list of messages. */
export function responseSha256({ response }: Pick<Rollout, "response">): string | null {
  if (response.kind !== "text") return null;
  return createHash("sha256").update(normalisedResponse(response.text)).digest("hex");
}

/** Rows read at a stretch before others get their turn. */
const rowsPerTurn = 64;

/** Rows of one unit are read at once: its bytes count with the first of them. */
const isNewUnit = ({ columns }: IndexedFile, rows: readonly number[], at: number): boolean =>
  at === 0 || columns.offsetOf(rows[at] ?? 0) !== columns.offsetOf(rows[at - 1] ?? 0);

interface FileKeys {
  readonly generation: number;
  readonly keys: (KnownRow | undefined)[];
}

/** The keys of dumps' rows: each row is read once, when it is first asked for. */
export class RowKeys {
  private readonly files = new Map<string, FileKeys>();
  private readonly bytes = new RowBytes();
  private scan: ByteScan | null = null;

  /** Bytes that would have to be read to know the keys of some rows. */
  bytesToRead(file: IndexedFile, rows: readonly number[]): number {
    const { keys } = this.keysOf(file);
    return rows.reduce(
      (sum, row, at) => sum + (keys[row] === undefined && isNewUnit(file, rows, at) ? file.columns.lengthOf(row) : 0),
      0,
    );
  }

  /** The keys of some rows of a file, in their order. */
  async of(file: IndexedFile, rows: readonly number[]): Promise<readonly KnownRow[]> {
    const { keys } = this.keysOf(file);
    const wanted = rows.filter(row => keys[row] === undefined);
    if (file.format !== null && wanted.length > 0) await this.bytes.prepare(file.format);
    for (let from = 0; from < wanted.length; from += rowsPerTurn) {
      this.read(file, wanted.slice(from, from + rowsPerTurn), keys);
      await new Promise(done => setImmediate(done));
    }
    return rows.map(row => keys[row] ?? unread);
  }

  forget(isKept: (path: string) => boolean): void {
    for (const path of this.files.keys()) if (!isKept(path)) this.files.delete(path);
  }

  private read(file: IndexedFile, rows: readonly number[], keys: (KnownRow | undefined)[]): void {
    const { columns, format, path } = file;
    if (format === null) return;
    this.scan ??= new ByteScan();
    // Columns of loupe.json name no keys of ours: what the reward function wrote has fixed names.
    const parser = new RowParser(format, {}, this.scan);
    const offsets = Float64Array.from(rows, row => columns.offsetOf(row));
    const lengths = Float64Array.from(rows, row => columns.lengthOf(row));
    this.bytes.read({ path, format, rows: Uint32Array.from(rows), offsets, lengths }, (at, bytes) => {
      const row = rows[at];
      const place = { offset: offsets[at] ?? 0, item: row === undefined ? 0 : columns.itemOf(row) };
      const read = bytes === null ? null : parser.parseAt(bytes, place).read;
      if (row !== undefined) keys[row] = read?.kind === "rollout" ? keyOf(read.rollout) : unread;
      return true;
    });
  }

  private keysOf(file: IndexedFile): FileKeys {
    const found = this.files.get(file.path);
    if (found?.generation === file.generation) return found;
    const made = { generation: file.generation, keys: [] };
    this.files.set(file.path, made);
    return made;
  }
}

const keyOf = (rollout: Rollout): KnownRow => ({
  sha256: responseSha256(rollout),
  questionId: rollout.fields.questionId,
});
