import { type FileHandle, open } from "node:fs/promises";
import * as zlib from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Why a file, or an entry of it, cannot be read: codes. */
export type ZipFault = "not-a-zip" | "zip64" | "too-many" | "too-large" | "damaged" | "needs-zstd" | "other-method";

export type ZipEntryRead =
  { readonly kind: "bytes"; readonly bytes: Buffer } | { readonly kind: "fault"; readonly code: ZipFault };

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const endSize = 22;
const longestComment = 0xffff;
const mostEntries = 200_000;
const mostDirectory = 256 << 20;
const inAnotherField = 0xffffffff;

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

  /** The bytes of an entry, at most `most` of them: what it says of its size need not be true. */
  async read({ offset, packed, method, size }: ZipEntry, most: number): Promise<ZipEntryRead> {
    if (size > most || packed > most) return { kind: "fault", code: "too-large" };
    const head = await piece(this.#handle, offset, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== localMark) return { kind: "fault", code: "damaged" };
    const start = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    const bytes = await piece(this.#handle, start, packed);
    return bytes.length < packed ? { kind: "fault", code: "damaged" } : unpacked(bytes, method, most);
  }
}

async function piece(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function directory(handle: FileHandle): Promise<readonly ZipEntry[] | ZipFault> {
  const { size } = await handle.stat();
  const tail = await piece(handle, Math.max(0, size - endSize - longestComment), endSize + longestComment);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(endMark);
  const at = tail.lastIndexOf(mark);
  if (at === -1 || at + endSize > tail.length) return "not-a-zip";
  const [count, length, offset] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (offset === inAnotherField || count === 0xffff) return "zip64";
  if (length > mostDirectory || count > mostEntries) return "too-many";
  const bytes = await piece(handle, offset, length);
  const entries: ZipEntry[] = [];
  for (let from = 0; from + 46 <= bytes.length && entries.length < count;) {
    if (bytes.readUInt32LE(from) !== entryMark) return "damaged";
    const [nameLength, extra] = [bytes.readUInt16LE(from + 28), bytes.readUInt16LE(from + 30)];
    entries.push({
      name: bytes.toString("utf8", from + 46, from + 46 + nameLength),
      ...{ method: bytes.readUInt16LE(from + 10), packed: bytes.readUInt32LE(from + 20) },
      ...{ size: bytes.readUInt32LE(from + 24), offset: bytes.readUInt32LE(from + 42) },
    });
    from += 46 + nameLength + extra + bytes.readUInt16LE(from + 32);
  }
  return entries.length === count ? entries : "damaged";
}

type Unpack = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Uint8Array;

const isUnpack = (value: unknown): value is Unpack => typeof value === "function";

/** Node reads zstd from version 22.15 on. */
function zstd(): Unpack | null {
  const found: unknown = Reflect.get(zlib, "zstdDecompressSync");
  return isUnpack(found) ? found : null;
}

function unpacked(bytes: Buffer, method: number, most: number): ZipEntryRead {
  if (method === 0) return { kind: "bytes", bytes };
  const unpack: Unpack | null =
    method === 8 ? (packed, options) => zlib.inflateRawSync(packed, options) : method === 93 ? zstd() : null;
  if (unpack === null) return { kind: "fault", code: method === 93 ? "needs-zstd" : "other-method" };
  try {
    return { kind: "bytes", bytes: Buffer.from(unpack(bytes, { maxOutputLength: most })) };
  } catch (error) {
    const isLarge = error instanceof RangeError;
    return { kind: "fault", code: isLarge ? "too-large" : "damaged" };
  }
}
