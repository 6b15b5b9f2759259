import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type * as z from "zod";
import { linesOf } from "../../dataset/readLines.js";

const mostBytes = 64 << 20;

/** What a look at a file came to: it is as it was, has grown, or has to be taken as another one. */
type Look = "same" | "grown" | "anew";

function parsed<T>(bytes: Buffer | null, schema: z.ZodType<T>): T | null {
  if (bytes === null) return null;
  try {
    return schema.safeParse(JSON.parse(bytes.toString("utf8"))).data ?? null;
  } catch {
    return null; // torn or foreign: it is counted as damaged
  }
}

/** The records of a file that only grows, read on from where the last look ended. A torn last line waits for its end. */
export class GrowingRecords<T> {
  records: T[] = [];
  damaged = 0;
  private end = 0;
  private seen = "";
  private readonly path: string;
  private readonly schema: z.ZodType<T>;
  private readonly kept: (record: T) => T;

  /** `kept`: what is held of a record, so that long texts need not be. */
  constructor(path: string, schema: z.ZodType<T>, kept: (record: T) => T = record => record) {
    this.path = path;
    this.schema = schema;
    this.kept = kept;
  }

  /** Reads what has come. A file that is not there has no records. Rejects when the disk does. */
  async look(): Promise<Look> {
    const now = await statOf(this.path);
    const seen = now === null ? "" : `${String(now.ino)} ${String(now.size)} ${String(now.mtimeMs)}`;
    if (seen === this.seen) return "same";
    const isOther = now === null || now.size <= this.end || !seen.startsWith(`${this.seen.split(" ")[0] ?? ""} `);
    const before = this.records.length;
    if (isOther) this.forget();
    this.seen = seen;
    if (now !== null) await this.readOn(now.size);
    return isOther ? "anew" : this.records.length > before ? "grown" : "same";
  }

  private forget(): void {
    this.records = [];
    [this.damaged, this.end] = [0, 0];
  }

  private async readOn(size: number): Promise<void> {
    if (size <= this.end) return;
    const from = this.end;
    const stream: AsyncIterable<Buffer> = createReadStream(this.path, { start: from, end: size - 1 });
    for await (const { byteOffset, length, bytes } of linesOf(stream, mostBytes)) {
      const behind = from + byteOffset + length;
      if (behind >= size) break;
      this.end = behind + 1;
      if (length === 0) continue;
      const record = parsed(bytes, this.schema);
      if (record === null) this.damaged++;
      else this.records.push(this.kept(record));
    }
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
