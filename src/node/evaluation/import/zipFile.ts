import { type FileHandle, open } from "node:fs/promises";
import * as zlib from "node:zlib";
import { decompress } from "fzstd";

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Why a file, or an entry of it, cannot be read: codes. */
export type ZipFault = "not-a-zip" | "too-many" | "too-large" | "damaged" | "other-method";

export type ZipEntryRead =
  { readonly kind: "bytes"; readonly bytes: Buffer } | { readonly kind: "fault"; readonly code: ZipFault };

const endMark = 0x06054b50;
const wideEndMark = 0x06064b50;
const wideLocatorMark = 0x07064b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const endSize = 22;
const wideLocatorSize = 20;
const wideEndSize = 56;
const longestComment = 0xffff;
const mostEntries = 200_000;
const mostDirectory = 256 << 20;
/** Of larger archives a number stands in a field of its own. */
const inAnotherField = 0xffffffff;
const wideField = 1;

/** An archive's directory, read from its end; entries are read one at a time. */
export class ZipFile {
  readonly entries: readonly ZipEntry[];
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle, entries: readonly ZipEntry[]) {
    this.#handle = handle;
    this.entries = entries;
  }

  /** Opens an archive, or says why it is none that can be read. Rejects when the disk does. */
  static async open(path: string): Promise<ZipFile | ZipFault> {
    const handle = await open(path, "r");
    try {
      const entries = await directory(handle);
      if (typeof entries !== "string") return new ZipFile(handle, entries);
      await handle.close();
      return entries;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** The bytes of an entry, at most `most` of them. One that unpacks to more than it says is not unpacked. */
  async read({ offset, packed, method, size }: ZipEntry, most: number): Promise<ZipEntryRead> {
    if (size > most || packed > most) return { kind: "fault", code: "too-large" };
    if (![size, packed, offset].every(Number.isSafeInteger)) return { kind: "fault", code: "damaged" };
    const head = await piece(this.#handle, offset, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== localMark) return { kind: "fault", code: "damaged" };
    const start = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    const bytes = await piece(this.#handle, start, packed);
    return bytes.length < packed ? { kind: "fault", code: "damaged" } : unpacked(bytes, method, size);
  }
}

async function piece(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Where the directory lies, and what it holds. */
interface End {
  readonly count: number;
  readonly length: number;
  readonly offset: number;
}

/** A number of eight bytes; NaN where it is none that can be counted with. */
function wideAt(bytes: Buffer, at: number): number {
  const value = at + 8 <= bytes.length ? Number(bytes.readBigUInt64LE(at)) : NaN;
  return Number.isSafeInteger(value) ? value : NaN;
}

/** The end of an archive whose numbers need more than four bytes; null: what says where it lies is damaged. */
async function wideEnd(handle: FileHandle, locator: Buffer): Promise<End | null> {
  if (locator.length < wideLocatorSize || locator.readUInt32LE(0) !== wideLocatorMark) return null;
  const at = wideAt(locator, 8);
  const bytes = Number.isNaN(at) ? Buffer.alloc(0) : await piece(handle, at, wideEndSize);
  if (bytes.length < wideEndSize || bytes.readUInt32LE(0) !== wideEndMark) return null;
  return { count: wideAt(bytes, 32), length: wideAt(bytes, 40), offset: wideAt(bytes, 48) };
}

async function endOf(handle: FileHandle): Promise<End | ZipFault> {
  const { size } = await handle.stat();
  const searched = endSize + longestComment + wideLocatorSize;
  const tail = await piece(handle, Math.max(0, size - searched), searched);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(endMark);
  const at = tail.lastIndexOf(mark);
  if (at === -1 || at + endSize > tail.length) return "not-a-zip";
  const [count, length, offset] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (offset !== inAnotherField && length !== inAnotherField && count !== 0xffff) return { count, length, offset };
  const wide = await wideEnd(handle, tail.subarray(Math.max(0, at - wideLocatorSize), at));
  // Archives with as many entries as the field can just say have no other end.
  if (wide === null) return offset === inAnotherField ? "damaged" : { count, length, offset };
  return wide;
}

async function directory(handle: FileHandle): Promise<readonly ZipEntry[] | ZipFault> {
  const end = await endOf(handle);
  if (typeof end === "string") return end;
  const { count, length, offset } = end;
  if ([count, length, offset].some(Number.isNaN)) return "damaged";
  if (length > mostDirectory || count > mostEntries) return "too-many";
  const bytes = await piece(handle, offset, length);
  const entries: ZipEntry[] = [];
  for (let from = 0; from + 46 <= bytes.length && entries.length < count;) {
    if (bytes.readUInt32LE(from) !== entryMark) return "damaged";
    const [nameLength, extra] = [bytes.readUInt16LE(from + 28), bytes.readUInt16LE(from + 30)];
    const behind = from + 46 + nameLength + extra;
    entries.push(entryAt(bytes.subarray(from, behind), nameLength));
    from = behind + bytes.readUInt16LE(from + 32);
  }
  return entries.length === count ? entries : "damaged";
}

function entryAt(bytes: Buffer, nameLength: number): ZipEntry {
  const wide = wideValues(bytes.subarray(46 + nameLength));
  // Those that do not fit stand there in this order.
  const known = (at: number): number => {
    const value = bytes.readUInt32LE(at);
    return value === inAnotherField ? (wide.shift() ?? NaN) : value;
  };
  const [size, packed, offset] = [known(24), known(20), known(42)];
  const name = bytes.toString("utf8", 46, 46 + nameLength);
  return { name, method: bytes.readUInt16LE(10), packed, size, offset };
}

function wideValues(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    const field = extra.subarray(at + 4, at + 4 + length);
    if (id === wideField)
      return Array.from({ length: Math.floor(field.length / 8) }, (_, one) => wideAt(field, one * 8));
    at += 4 + length;
  }
  return [];
}

type Unpack = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Uint8Array;

const isUnpack = (value: unknown): value is Unpack => typeof value === "function";

/** Node itself reads zstd from version 22.15 on; older ones by a package, into as many bytes as the entry says it has. */
function zstd(size: number): Unpack {
  const found: unknown = Reflect.get(zlib, "zstdDecompressSync");
  return isUnpack(found) ? found : packed => decompress(packed, new Uint8Array(size));
}

function unpackBy(method: number, size: number): Unpack | null {
  if (method === 8) return (packed, options) => zlib.inflateRawSync(packed, options);
  return method === 93 ? zstd(size) : null;
}

function unpacked(bytes: Buffer, method: number, size: number): ZipEntryRead {
  if (method === 0) return { kind: "bytes", bytes };
  const unpack = unpackBy(method, size);
  if (unpack === null) return { kind: "fault", code: "other-method" };
  try {
    const whole = unpack(bytes, { maxOutputLength: Math.max(1, size) });
    return { kind: "bytes", bytes: Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength) };
  } catch (error) {
    const isLarge = error instanceof RangeError && "code" in error;
    return { kind: "fault", code: isLarge ? "too-large" : "damaged" };
  }
}
