import { isAscii } from "node:buffer";
import { byteScanBinary } from "./byteScanBinary.js";

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly openings: (from: number, limit: number) => number;
  readonly hashReset: () => void;
  readonly hashUpdate: (from: number, to: number) => void;
  readonly hashDigest: () => void;
  readonly walk: (from: number, limit: number) => number;
  readonly utf16: (from: number, limit: number, out: number) => number;
  readonly unescape: (from: number, limit: number, out: number) => number;
}

/** A JSON string that was read from its bytes. */
export interface ReadString {
  readonly text: string;
  /** Its UTF-8, until the scan is used again. */
  readonly utf8: Uint8Array;
  /** Where the closing quote stands in the bytes that it was read from. */
  readonly end: number;
}

/**
 * Layout of byteScan.wat's memory: hash state, bytes carried over from the last fill, window, the 96 bytes that loads may
 * run past a limit, scratch. The window begins on a page, and files are read into it page by page: copies from the page
 * cache to another alignment took three times as long.
 */
const hashBytes = 96;
const walkStart = 96;
const walkBytes = 28;
const stringEndAt = 128;
const tapeStart = 1024;
const tapeEntries = 5000;
const framesStart = 1 << 16;
const windowStart = 1 << 17;
const windowBytes = 1 << 20;
/** As it is written, without escapes, and as UTF-16: four bytes of the window a byte. */
const longestString = (windowBytes >> 2) - 128;
const scratchStart = windowStart + windowBytes + 96;
const scratchBytes = 1 << 16;

/** Compiled once in a process, and made faster by the engine the more it has run. */
let compiled: WebAssembly.Module | null = null;

/** The state of a hash that was left half-way, to be put back later. */
export type HashState = Uint8Array;
/** The state of a walk between two fills of the window. */
export interface WalkState {
  readonly fields: Uint8Array;
  readonly frames: Uint8Array;
}

/** Words of the walk's state, see byteScan.wat. */
const word = { state: 0, depth: 1, isObject: 2, isWhole: 3, openValue: 4, stopsAfterLine: 5, entries: 6 } as const;
const walkStates = { start: 0, afterValue: 9, skipping: 10 } as const;

/**
 * The byte loops of byteScan.wat and their memory: a window that file bytes are read into and scanned in place. One value
 * serves one scan at a time. Indexes are positions in `bytes`.
 */
export class ByteScan {
  readonly bytes: Buffer;
  readonly windowStart = windowStart;
  readonly windowEnd = windowStart + windowBytes;
  /** Number of `<tool_call>` and `<grounding>` that lie wholly in the range. */
  readonly openings: (from: number, limit: number) => number;
  /** XXH64 in pieces: reset, update as often as needed, digest. */
  readonly hashReset: () => void;
  readonly hashUpdate: (from: number, to: number) => void;
  /** What the last walk found: kind, from and to of each entry. */
  readonly tape: Int32Array;
  /** Walks on over lines of JSON; returns where it stopped. What it found is on the tape. */
  readonly walk: (from: number, limit: number) => number;
  private readonly writeUtf16: (from: number, limit: number, out: number) => number;
  private readonly resolveEscapes: (from: number, limit: number, out: number) => number;
  private readonly stringEnd: Uint32Array;
  private readonly finishHash: () => void;
  private readonly words: Uint32Array;
  private readonly walkWords: Int32Array;

  constructor() {
    compiled ??= new WebAssembly.Module(Buffer.from(byteScanBinary, "base64"));
    const { exports } = new WebAssembly.Instance<Exports>(compiled);
    this.bytes = Buffer.from(exports.memory.buffer);
    this.words = new Uint32Array(exports.memory.buffer, 0, 2);
    this.walkWords = new Int32Array(exports.memory.buffer, walkStart, walkBytes / 4);
    this.tape = new Int32Array(exports.memory.buffer, tapeStart, (tapeEntries + 2) * 3);
    this.walk = exports.walk;
    this.writeUtf16 = exports.utf16;
    this.openings = exports.openings;
    this.hashReset = exports.hashReset;
    this.hashUpdate = exports.hashUpdate;
    this.resolveEscapes = exports.unescape;
    this.stringEnd = new Uint32Array(exports.memory.buffer, stringEndAt, 1);
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

  /**
   * The bytes as text; null when they are no UTF-8, or too many for the window, which is overwritten. Node's own decoder
   * takes as long as parsing the row does, as soon as a single character is not ASCII.
   */
  decodeUtf8(data: Uint8Array): string | null {
    const out = (windowStart + data.length + 31) & ~15;
    if (out + 2 * data.length + 32 > this.windowEnd) return null;
    this.bytes.set(data, windowStart);
    const end = this.writeUtf16(windowStart, windowStart + data.length, out);
    return end === 0 ? null : this.bytes.toString("utf16le", out, end);
  }

  /**
   * Reads the JSON string whose content begins at `from`, some four times as fast as `JSON.parse` reads it from a text.
   * Null when it is none, holds half a surrogate pair, is no UTF-8, or is too long for the window, which is overwritten.
   */
  readString(data: Uint8Array, from: number): ReadString | null {
    const length = Math.min(data.length - from, longestString);
    this.bytes.set(from === 0 && length === data.length ? data : data.subarray(from, from + length), windowStart);
    const out = (windowStart + length + 127) & ~15;
    const end = this.resolveEscapes(windowStart, windowStart + length, out);
    if (end === 0) return null;
    const utf8 = this.bytes.subarray(out, end);
    const text = isAscii(utf8) ? utf8.toString("latin1") : this.textOf(out, end);
    return text === null ? null : { text, utf8, end: from + (this.stringEnd[0] ?? 0) - windowStart };
  }

  /** The text of UTF-8 in the window, with room for it behind; null when it is none. */
  private textOf(from: number, to: number): string | null {
    const out = (to + 31) & ~15;
    const end = this.writeUtf16(from, to, out);
    return end === 0 ? null : this.bytes.toString("utf16le", out, end);
  }

  resetWalk(isWhole: boolean): void {
    this.walkWords.fill(0);
    this.walkWords[word.openValue] = -1;
    this.walkWords[word.isWhole] = isWhole ? 1 : 0;
  }
  /** Makes the walk stop behind each line, or go on over them. */
  stopAfterLine(stops: boolean): void {
    this.walkWords[word.stopsAfterLine] = stops ? 1 : 0;
  }
  get tapeLength(): number {
    return this.walkWords[word.entries] ?? 0;
  }
  /** The last walk stopped for want of room on the tape. */
  get isTapeFull(): boolean {
    return this.tapeLength > tapeEntries;
  }
  get isBetweenLines(): boolean {
    return this.walkWords[word.state] === walkStates.start;
  }
  get isAfterValue(): boolean {
    return this.walkWords[word.state] === walkStates.afterValue;
  }
  /** The line turned out to be no JSON; its end is looked for. */
  get isSkipping(): boolean {
    return this.walkWords[word.state] === walkStates.skipping;
  }
  get isInObject(): boolean {
    return this.walkWords[word.isObject] === 1;
  }
  /** Index of what was not yet reported of the open top-level value, or -1. */
  get openValue(): number {
    return this.walkWords[word.openValue] ?? -1;
  }
  set openValue(from: number) {
    this.walkWords[word.openValue] = from;
  }

  saveWalk(): WalkState {
    const frames = ((this.walkWords[word.depth] ?? 0) + 7) >> 3;
    return {
      fields: Uint8Array.from(this.bytes.subarray(walkStart, walkStart + walkBytes)),
      frames: Uint8Array.from(this.bytes.subarray(framesStart, framesStart + frames)),
    };
  }
  restoreWalk({ fields, frames }: WalkState): void {
    this.bytes.set(fields, walkStart);
    this.bytes.set(frames, framesStart);
  }

  saveHash(): HashState {
    return Uint8Array.from(this.bytes.subarray(0, hashBytes));
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
