import * as z from "zod";
import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import type { ByteScan } from "./byteScan.js";
import type { RestoredFile } from "./fileIndex.js";
import { NumberColumn } from "./numberColumn.js";
import { groupBytes, rowBytes, RowTable } from "./rowTable.js";

/**
 * A saved index: 32 bytes of header (magic, version, length of the description, XXH64 of all that follows), a
 * description in JSON, padded to eight bytes, then per file its rows, groups and number columns as they lie in memory.
 */
const magic = Buffer.from("LOUPEIDX");
/** Rises with every change of the layout; other versions are ignored. */
const version = 1;
const headerBytes = 32;
const at = { version: 8, description: 12, checksum: 16 } as const;

const count = z.int().nonnegative();
const reason = z.discriminatedUnion("code", [
  z.object({ code: z.literal("not-json"), at: z.number().optional() }),
  z.object({ code: z.literal("not-an-object") }),
  z.object({ code: z.literal("missing-keys"), keys: z.array(z.string()).readonly() }),
  z.object({ code: z.literal("wrong-type"), key: z.string() }),
]);
const savedFile = z.object({
  path: z.string(),
  format: z.string(),
  identity: z.object({ size: count, mtimeMs: z.number(), ctimeMs: z.number(), inode: z.string() }),
  print: z.object({ headLength: count, head: z.string(), tail: z.string(), end: count }).nullable(),
  isRacy: z.boolean(),
  rows: count,
  groups: count,
  numbers: z.array(z.string()),
  malformed: z.array(z.object({ row: count, byteOffset: count, reason })),
});
const description = z.object({ run: z.string(), files: z.array(savedFile) });

export type SavedFile = RestoredFile & { readonly path: string };

/** Lays out a run's index for the disk. */
export function encodeIndex(run: string, files: readonly SavedFile[], scan: ByteScan): Buffer {
  const numbersOf = ({ table }: SavedFile) =>
    table.numbers.flatMap(({ name, bits, hasNumber }) => (bits !== null && hasNumber ? [{ name, bits }] : []));
  const described: z.infer<typeof description> = {
    run,
    files: files.map(file => ({
      path: file.path,
      format: file.format.id,
      identity: file.identity,
      print: file.fingerprint,
      isRacy: file.isRacy,
      rows: file.table.count,
      groups: file.table.groupCount,
      numbers: numbersOf(file).map(({ name }) => name),
      malformed: file.table.malformed.map(row => ({ ...row, reason: { ...row.reason } })),
    })),
  };
  const text = Buffer.from(JSON.stringify(described));
  const pieces = files.flatMap(file => [
    file.table.rowData,
    bytesOf(file.table.groups.subarray(0, file.table.groupCount * 4)),
    ...numbersOf(file).map(({ bits }) => bytesOf(bits.subarray(0, file.table.count))),
  ]);
  const body = Buffer.concat([
    text,
    Buffer.alloc(-text.length & 7, " "),
    ...pieces.flatMap(piece => [piece, Buffer.alloc(-piece.length & 7)]),
  ]);
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt32LE(version, at.version);
  header.writeUInt32LE(text.length, at.description);
  header.write(scan.hashOf(body), at.checksum, "latin1");
  return Buffer.concat([header, body]);
}

const bytesOf = (words: Uint32Array): Uint8Array => new Uint8Array(words.buffer, words.byteOffset, words.byteLength);

/**
 * Reads a saved index. Null for what is not one, is damaged, of another version, or of another run. `bytes` has to begin
 * on a multiple of eight in its buffer; tables go on using it.
 */
export function decodeIndex(
  bytes: Buffer<ArrayBuffer>,
  run: string,
  formats: readonly DumpFormat[],
  scan: ByteScan,
): ReadonlyMap<string, RestoredFile> | null {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return null;
  if (bytes.readUInt32LE(at.version) !== version) return null;
  const body = bytes.subarray(headerBytes);
  if (bytes.toString("latin1", at.checksum, headerBytes) !== scan.hashOf(body)) return null;
  const parsed = parseDescription(body.toString("utf8", 0, bytes.readUInt32LE(at.description)));
  if (parsed?.run !== run) return null;
  const taker = new Taker(body, bytes.readUInt32LE(at.description));
  const files = new Map<string, RestoredFile>();
  for (const saved of parsed.files) {
    const table = taker.table(saved);
    if (table === null) return null;
    const format = formats.find(({ id }) => id === saved.format);
    const { identity, isRacy, print: fingerprint } = saved;
    if (format !== undefined) files.set(saved.path, { identity, fingerprint, format, table, isRacy });
  }
  return files;
}

function parseDescription(text: string): z.infer<typeof description> | null {
  try {
    return description.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Takes pieces from the body, one after the other. */
class Taker {
  private position: number;
  private readonly body: Buffer<ArrayBuffer>;

  constructor(body: Buffer<ArrayBuffer>, position: number) {
    this.body = body;
    this.position = aligned(position);
  }

  /** Null when the body ends too early. */
  table(saved: z.infer<typeof savedFile>): RowTable | null {
    const { rows, groups, numbers, malformed } = saved;
    const bytes = aligned(rows * rowBytes) + aligned(groups * groupBytes) + numbers.length * aligned(rows * 4);
    if (this.position + bytes > this.body.length) return null;
    const rowData = this.take(rows * rowBytes);
    const table = new RowTable(rowData, wordsOf(this.take(groups * groupBytes)), malformed.map(toMalformed));
    for (const name of numbers) table.numbers.push(new NumberColumn(name, wordsOf(this.take(rows * 4))));
    return table;
  }

  private take(length: number): Uint8Array<ArrayBuffer> {
    const { buffer, byteOffset } = this.body;
    const piece = new Uint8Array(buffer, byteOffset + this.position, length);
    this.position += aligned(length);
    return piece;
  }
}

const aligned = (length: number): number => (length + 7) & ~7;
const wordsOf = (bytes: Uint8Array<ArrayBuffer>): Uint32Array<ArrayBuffer> =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);

function toMalformed({ row, byteOffset, reason: why }: z.infer<typeof savedFile>["malformed"][number]) {
  if (why.code !== "not-json") return { row, byteOffset, reason: why };
  return { row, byteOffset, reason: why.at === undefined ? { code: why.code } : { code: why.code, at: why.at } };
}
