import { createReadStream } from "node:fs";
import type * as z from "zod";
import { decodeText } from "../dataset/decodeText.js";
import { linesOf, type Line } from "../dataset/readLines.js";

/** A line that is no record; all others are read. */
export interface DamagedLine {
  /** From 1, as editors count. */
  readonly line: number;
  readonly byteOffset: number;
  /** `torn`: the last line, without an end and no whole JSON: it is being written, or the writing was cut off. */
  readonly code: "too-long" | "not-utf8" | "not-json" | "torn" | "not-a-record" | "newer-version";
  /** What the check says, for the log; null where the code says it. */
  readonly detail: string | null;
}

export type RecordsRead<T> =
  | { readonly kind: "read"; readonly records: readonly T[]; readonly damaged: readonly DamagedLine[] }
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "aborted" };

export interface RecordsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Longest line in bytes. */
  readonly maxBytes?: number;
}

const mostBytes = 64 << 20;

type Parsed<T> = { readonly record: T } | Pick<DamagedLine, "code" | "detail">;

/** Our records carry a version: a newer one is told as that and not as damage (facts: evaluation 7). */
function isNewer(value: unknown): boolean {
  return typeof value === "object" && value !== null && "v" in value && typeof value.v === "number" && value.v > 1;
}

function checked<T>(value: unknown, schema: z.ZodType<T>): Parsed<T> {
  if (isNewer(value)) return { code: "newer-version", detail: null };
  const result = schema.safeParse(value);
  if (result.success) return { record: result.data };
  const [issue] = result.error.issues;
  return { code: "not-a-record", detail: `${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? ""}` };
}

function parse<T>(bytes: Buffer | null, schema: z.ZodType<T>): Parsed<T> {
  if (bytes === null) return { code: "too-long", detail: null };
  const { text, isExact } = decodeText(bytes);
  if (!isExact) return { code: "not-utf8", detail: null };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { code: "not-json", detail: error instanceof Error ? error.message : String(error) };
  }
  return checked(value, schema);
}

/** Bytes of a file, with a look at whether the last one ends a line. */
function watched(path: string, signal: AbortSignal | undefined) {
  const state = { endsWithNewline: true };
  async function* chunks(): AsyncGenerator<Buffer> {
    const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1 << 20, signal });
    for await (const chunk of stream) {
      state.endsWithNewline = chunk.at(-1) === 0x0a;
      yield chunk;
    }
  }
  return { chunks: chunks(), state };
}

const isBlank = ({ bytes }: Line) => bytes?.toString("latin1").trim() === "";

async function read<T>(path: string, schema: z.ZodType<T>, options: RecordsOptions): Promise<RecordsRead<T>> {
  const { chunks, state } = watched(path, options.signal);
  const records: T[] = [];
  const damaged: DamagedLine[] = [];
  let number = 0;
  for await (const line of linesOf(chunks, options.maxBytes ?? mostBytes)) {
    number += 1;
    if (isBlank(line)) continue;
    const parsed = parse(line.bytes, schema);
    if ("record" in parsed) records.push(parsed.record);
    else damaged.push({ line: number, byteOffset: line.byteOffset, ...parsed });
  }
  const last = damaged.at(-1);
  const isTorn = last?.line === number && last.code !== "not-a-record" && !state.endsWithNewline;
  return { kind: "read", records, damaged: isTorn ? [...damaged.slice(0, -1), { ...last, code: "torn" }] : damaged };
}

/**
 * The records of a JSONL file, each checked; empty lines count as lines and are none. A record is as its schema gives it:
 * unknown fields of loose records are kept.
 */
export async function readRecords<T>(
  path: string,
  schema: z.ZodType<T>,
  options: RecordsOptions = {},
): Promise<RecordsRead<T>> {
  try {
    return await read(path, schema, options);
  } catch (error) {
    if (options.signal?.aborted === true) return { kind: "aborted" };
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { kind: "missing" };
    return { kind: "unreadable", reason: error instanceof Error ? error.message : String(error) };
  }
}
