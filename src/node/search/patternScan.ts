import { longestPattern, type BytePattern } from "../../core/search/bytePattern.js";
import { patternScanBinary } from "./patternScanBinary.js";

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly find: (from: number, limit: number) => number;
}

/** Layout of patternScan.wat's memory. */
const tableBytes = 16;
const foundAt = 128;
const windowStart = 1 << 16;
const windowBytes = 2 << 20;

/** Sets of patterns that are told apart. */
const mostSets = 8;

/** Sets of patterns are looked for at once in the bytes of a window. Indexes are positions in `bytes`. */
export class PatternScan {
  readonly bytes: Buffer;
  readonly windowStart = windowStart;
  readonly windowEnd = windowStart + windowBytes;
  /** The first position in a range where a pattern may begin, else its limit; `found` then says which sets it may be of. */
  readonly find: (from: number, limit: number) => number;

  /** Of more than eight sets some share a bit. */
  constructor(sets: readonly (readonly BytePattern[])[]) {
    const module = new WebAssembly.Module(Buffer.from(patternScanBinary, "base64"));
    const { exports } = new WebAssembly.Instance<Exports>(module);
    this.bytes = Buffer.from(exports.memory.buffer);
    this.find = exports.find;
    for (const [set, patterns] of sets.entries())
      for (const pattern of patterns) this.addPattern(pattern, 1 << Math.min(set, mostSets - 1));
  }

  /** A bit for each set that the last find may be of. */
  get found(): number {
    return this.bytes[foundAt] ?? 0;
  }

  private addPattern({ bytes, folds }: BytePattern, bit: number): void {
    for (let at = 0; at < longestPattern; at++) {
      const byte = bytes[at];
      const lowTable = at * 2 * tableBytes;
      for (let half = 0; half < 16; half++) {
        if (byte === undefined || half === (byte & 15)) this.mark(lowTable + half, bit);
        if (byte === undefined || half === byte >> 4) this.mark(lowTable + tableBytes + half, bit);
      }
      if (byte !== undefined && folds[at] === 0x20) this.mark(lowTable + tableBytes + ((byte & ~0x20) >> 4), bit);
    }
  }

  private mark(at: number, bit: number): void {
    this.bytes[at] = (this.bytes[at] ?? 0) | bit;
  }
}
