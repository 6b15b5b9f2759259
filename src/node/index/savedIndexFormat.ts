import { createHash } from "node:crypto";
import { isJsonObject } from "../../core/dataset/jsonObject.js";
import type { DumpFormat, MalformedReason } from "../../core/rollout/dumpFormat.js";
import type { RestoredFile } from "./fileIndex.js";
import type { MalformedRow } from "./indexedFile.js";
import { NumberColumn } from "./numberColumn.js";
import { groupBytes, rowBytes, RowTable } from "./rowTable.js";

/**
 * A saved index: a header (magic, version, length of the description, SHA-1 of all that follows), a description in JSON,
 * then per file its rows, groups and number columns as they lie in memory. Every piece begins on a multiple of eight.
 */
const magic = Buffer.from("LOUPEIDX");
/** Rises with every change of the layout; other versions are ignored. */
const version = 3;
const headerBytes = 40;
const at = { version: 8, description: 12, checksum: 16 } as const;

interface SavedMalformed extends MalformedRow {
  /** Index of its file. */
  readonly file: number;
}

/** One list per field, not one object per file: reopening a run must not take longer than a few milliseconds. */
interface Description {
  readonly run: string;
  readonly paths: readonly string[];
  readonly formats: readonly string[];
  readonly inodes: readonly string[];
  readonly heads: readonly string[];
  readonly tails: readonly string[];
  /** Names of number columns; files mostly share one list, so each file has its index. */
  readonly nameLists: readonly (readonly string[])[];
  /** `fieldsPerFile` numbers a file. */
  readonly fields: readonly number[];
  readonly malformed: readonly SavedMalformed[];
}

const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(item => typeof item === "string");

function isReason(value: unknown): value is MalformedReason {
  if (!isJsonObject(value)) return false;
  switch (value["code"]) {
    case "not-json":
      return value["at"] === undefined || typeof value["at"] === "number";
    case "not-an-object":
      return true;
    case "missing-keys":
      return isStrings(value["keys"]);
    case "wrong-type":
      return typeof value["key"] === "string";
    case "undecodable":
      return typeof value["message"] === "string";
    default:
      return false;
  }
}

const isMalformed = (value: unknown): value is SavedMalformed =>
  isJsonObject(value) &&
  [value["file"], value["row"], value["byteOffset"]].every(item => typeof item === "number") &&
  isReason(value["reason"]);

/** By hand: a schema takes longer to come to life than all the rest of reopening. */
function readDescription(value: unknown): Description | null {
  if (!isJsonObject(value) || typeof value["run"] !== "string") return null;
  const { run, paths, formats, inodes, heads, tails, nameLists, fields, malformed } = value;
  if (!isStrings(paths) || !isStrings(formats) || !isStrings(inodes) || !isStrings(heads) || !isStrings(tails))
    return null;
  if (!Array.isArray(nameLists) || !nameLists.every(isStrings)) return null;
  if (!Array.isArray(fields) || !fields.every(field => typeof field === "number")) return null;
  if (!Array.isArray(malformed) || !malformed.every(isMalformed)) return null;
  return { run, paths, formats, inodes, heads, tails, nameLists, fields, malformed };
}

const fieldsPerFile = 9;
/** `end` of a file that has no fingerprint. */
const noEnd = -1;

export type SavedFile = RestoredFile & { readonly path: string };

const aligned = (length: number): number => (length + 7) & ~7;
const bytesOf = (words: Uint32Array): Uint8Array => new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
const wordsOf = (bytes: Uint8Array<ArrayBuffer>): Uint32Array<ArrayBuffer> =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const checksumOf = (body: Uint8Array): Buffer => createHash("sha1").update(body).digest();

const columnsOf = ({ table }: RestoredFile) =>
  table.numbers.flatMap(({ name, bits, hasNumber }) => (bits !== null && hasNumber ? [{ name, bits }] : []));

function describe(run: string, files: readonly SavedFile[]): Description {
  const lists = new Map<string, readonly string[]>();
  const fields = files.flatMap(file => {
    const { identity, fingerprint, table, isRacy } = file;
    const names = columnsOf(file).map(({ name }) => name);
    const key = JSON.stringify(names);
    if (!lists.has(key)) lists.set(key, names);
    const list = [...lists.keys()].indexOf(key);
    const times = [identity.size, identity.mtimeMs, identity.ctimeMs];
    const print = [fingerprint?.headLength ?? 0, fingerprint?.end ?? noEnd];
    return [...times, ...print, isRacy ? 1 : 0, table.count, table.groupCount, list];
  });
  return {
    run,
    paths: files.map(({ path }) => path),
    formats: files.map(({ format }) => format.id),
    inodes: files.map(({ identity }) => identity.inode),
    heads: files.map(({ fingerprint }) => fingerprint?.head ?? ""),
    tails: files.map(({ fingerprint }) => fingerprint?.tail ?? ""),
    nameLists: [...lists.values()],
    fields,
    malformed: files.flatMap(({ table }, file) => table.malformed.map(row => ({ file, ...row }))),
  };
}

/** Lays out a run's index for the disk. */
export function encodeIndex(run: string, files: readonly SavedFile[]): Buffer {
  const text = Buffer.from(JSON.stringify(describe(run, files)));
  const pieces = files.flatMap(file => [
    file.table.rowData,
    bytesOf(file.table.groups.subarray(0, file.table.groupCount * 2)),
    ...columnsOf(file).map(({ bits }) => bytesOf(bits.subarray(0, file.table.count))),
  ]);
  const padded = [text, ...pieces].flatMap(piece => [piece, Buffer.alloc(aligned(piece.length) - piece.length)]);
  const body = Buffer.concat(padded);
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt32LE(version, at.version);
  header.writeUInt32LE(text.length, at.description);
  checksumOf(body).copy(header, at.checksum);
  return Buffer.concat([header, body]);
}

/**
 * Reads a saved index. Null for what is not one, is damaged, of another version, or of another run. `bytes` has to begin
 * on a multiple of eight in its buffer; the tables go on using it.
 */
export function decodeIndex(
  bytes: Buffer<ArrayBuffer>,
  run: string,
  formats: readonly DumpFormat[],
): ReadonlyMap<string, RestoredFile> | null {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return null;
  if (bytes.readUInt32LE(at.version) !== version) return null;
  const body = bytes.subarray(headerBytes);
  if (!checksumOf(body).equals(bytes.subarray(at.checksum, at.checksum + 20))) return null;
  const textLength = bytes.readUInt32LE(at.description);
  const described = parseDescription(body.toString("utf8", 0, textLength));
  return described?.run === run ? new Taker(body, aligned(textLength), described).files(formats) : null;
}

function parseDescription(text: string): Description | null {
  try {
    return readDescription(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Takes the files' pieces from the body, one after the other. */
class Taker {
  private readonly body: Buffer<ArrayBuffer>;
  private position: number;
  private readonly described: Description;
  private readonly malformed = new Map<number, MalformedRow[]>();

  constructor(body: Buffer<ArrayBuffer>, position: number, described: Description) {
    this.body = body;
    this.position = position;
    this.described = described;
    for (const { file, row, byteOffset, reason } of described.malformed) {
      const rows = this.malformed.get(file) ?? [];
      this.malformed.set(file, rows);
      rows.push({ row, byteOffset, reason });
    }
  }

  /** Null when the body is not as long as it was described. */
  files(formats: readonly DumpFormat[]): ReadonlyMap<string, RestoredFile> | null {
    const files = new Map<string, RestoredFile>();
    for (const [index, path] of this.described.paths.entries()) {
      const file = this.file(index, formats);
      if (file === null) return null;
      if (file !== "unknown") files.set(path, file);
    }
    return files;
  }

  private file(index: number, formats: readonly DumpFormat[]): RestoredFile | "unknown" | null {
    const { described } = this;
    const first = index * fieldsPerFile;
    const [size = 0, mtimeMs = 0, ctimeMs = 0, headLength = 0, end = 0, isRacy = 0, rows = 0, groups = 0, list = 0] =
      described.fields.slice(first, first + fieldsPerFile);
    const table = this.table(rows, groups, described.nameLists[list] ?? [], this.malformed.get(index) ?? []);
    if (table === null) return null;
    const format = formats.find(({ id }) => id === described.formats[index]);
    if (format === undefined) return "unknown";
    const [head = "", tail = "", inode = ""] = [
      described.heads[index],
      described.tails[index],
      described.inodes[index],
    ];
    const fingerprint = end === noEnd ? null : { headLength, head, tail, end };
    return { identity: { size, mtimeMs, ctimeMs, inode }, fingerprint, format, table, isRacy: isRacy === 1 };
  }

  private table(
    rows: number,
    groups: number,
    names: readonly string[],
    malformed: readonly MalformedRow[],
  ): RowTable | null {
    const bytes = aligned(rows * rowBytes) + aligned(groups * groupBytes) + names.length * aligned(rows * 4);
    if (!(this.position + bytes <= this.body.length)) return null;
    const rowData = this.take(rows * rowBytes);
    const groupData = wordsOf(this.take(groups * groupBytes));
    const first = this.position;
    const step = aligned(rows * 4);
    this.position += names.length * step;
    const numbers = () =>
      names.map((name, k) => new NumberColumn(name, wordsOf(this.bytesAt(first + k * step, rows * 4))));
    return new RowTable(rowData, groupData, malformed, numbers);
  }

  private take(length: number): Uint8Array<ArrayBuffer> {
    const piece = this.bytesAt(this.position, length);
    this.position += aligned(length);
    return piece;
  }

  private bytesAt(position: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.body.buffer, this.body.byteOffset + position, length);
  }
}
