import { byteScanBinary } from "./byteScanBinary.js";

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly stringEnd: (from: number, limit: number) => number;
  readonly openings: (from: number, limit: number) => number;
  readonly hashReset: () => void;
  readonly hashUpdate: (from: number, to: number) => void;
  readonly hashDigest: () => void;
}

/**
 * Layout of byteScan.wat's memory: hash state, bytes carried over from the last fill, window, the 64 bytes that loads may
 * run past a limit, scratch. The window begins on a page, and files are read into it page by page: copies from the page
 * cache to another alignment took three times as long.
 */
const stateBytes = 96;
const windowStart = 1 << 17;
const windowBytes = 1 << 20;
const scratchStart = windowStart + windowBytes + 64;
const scratchBytes = 1 << 16;

/** The state of a hash that was left half-way, to be put back later. */
export type HashState = Uint8Array;

/**
 * The byte loops of byteScan.wat and their memory: a window that file bytes are read into and scanned in place. One value
 * serves one scan at a time. Indexes are positions in `bytes`.
 */
export class ByteScan {
  readonly bytes: Buffer;
  readonly windowStart = windowStart;
  readonly windowEnd = windowStart + windowBytes;
  /** The closing quote, or a control character, from inside a string; `limit` when neither comes before it. */
  readonly stringEnd: (from: number, limit: number) => number;
  /** Number of `<tool_call>` and `<grounding>` that lie wholly in the range. */
  readonly openings: (from: number, limit: number) => number;
  /** XXH64 in pieces: reset, update as often as needed, digest. */
  readonly hashReset: () => void;
  readonly hashUpdate: (from: number, to: number) => void;
  private readonly finishHash: () => void;
  private readonly words: Uint32Array;

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(byteScanBinary, "base64"));
    const { exports } = new WebAssembly.Instance<Exports>(module);
    this.bytes = Buffer.from(exports.memory.buffer);
    this.words = new Uint32Array(exports.memory.buffer, 0, 2);
    this.stringEnd = exports.stringEnd;
    this.openings = exports.openings;
    this.hashReset = exports.hashReset;
    this.hashUpdate = exports.hashUpdate;
    this.finishHash = exports.hashDigest;
  }

  /** Ends the hash. The digest is `hashLow` and `hashHigh` until the next reset. */
  hashDigest(): void {
    this.finishHash();
  }
  get hashLow(): number {
    return this.words[0] ?? 0;
  }
  get hashHigh(): number {
    return this.words[1] ?? 0;
  }

  saveHash(): HashState {
    return Uint8Array.prototype.slice.call(this.bytes, 0, stateBytes);
  }
  restoreHash(state: HashState): void {
    this.bytes.set(state, 0);
  }

  /** XXH64 of bytes that lie elsewhere, as 16 hex digits. Must not run while another hash is under way. */
  hashOf(data: Uint8Array): string {
    this.hashReset();
    for (let from = 0; from < data.length; from += scratchBytes) {
      const piece = data.subarray(from, from + scratchBytes);
      this.bytes.set(piece, scratchStart);
      this.hashUpdate(scratchStart, scratchStart + piece.length);
    }
    this.hashDigest();
    return hexHash(this.hashLow, this.hashHigh);
  }
}

/** A 64-bit hash as 16 hex digits. */
export function hexHash(low: number, high: number): string {
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
