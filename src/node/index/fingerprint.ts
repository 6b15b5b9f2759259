import type { ByteScan } from "./byteScan.js";
import { readFully } from "./readFully.js";
import type { ScanCounters } from "./scanCounters.js";

const headBytes = 4096;
const tailBytes = 64;

/** The first 4 KiB of a file and the last 64 bytes before `end`: two files that agree in them and grow are one file. */
export interface Fingerprint {
  readonly headLength: number;
  /** XXH64 of the first `headLength` bytes, 16 hex digits. */
  readonly head: string;
  /** Base64 of the bytes before `end`; at most 64 of them. */
  readonly tail: string;
  /** Bytes of the file that were taken in. */
  readonly end: number;
}

export const noFingerprint: Fingerprint = { headLength: 0, head: "", tail: "", end: 0 };

/** Collects the fingerprint of a file while it is read from its start. */
export class FingerprintBuilder {
  private headLength: number;
  private head: string;
  private tail: Buffer;
  /** Bytes of the file that were taken in. */
  end: number;

  /** Goes on from a fingerprint that was taken before. */
  constructor(known: Fingerprint = noFingerprint) {
    this.headLength = known.headLength;
    this.head = known.head;
    this.tail = Buffer.from(known.tail, "base64");
    this.end = known.end;
  }

  /** Takes in the next bytes of the file. No hash may be under way at the first of them. */
  take(bytes: Buffer, scan: ByteScan): void {
    if (this.end === 0) {
      const head = bytes.subarray(0, headBytes);
      this.headLength = head.length;
      this.head = scan.hashOf(head);
    }
    const kept =
      bytes.length >= tailBytes ? bytes.subarray(-tailBytes) : Buffer.concat([this.tail, bytes]).subarray(-tailBytes);
    this.tail = Buffer.from(kept);
    this.end += bytes.length;
  }

  fingerprint(): Fingerprint {
    return { headLength: this.headLength, head: this.head, tail: this.tail.toString("base64"), end: this.end };
  }
}

/** The fingerprint as it was at an earlier `end`: what is not known of it is read from the file. */
export function fingerprintAt(
  fd: number,
  known: Fingerprint,
  end: number,
  scan: ByteScan,
  counters: ScanCounters,
): Fingerprint {
  const tail = readAt(fd, Math.max(0, end - tailBytes), Math.min(end, tailBytes), counters).toString("base64");
  if (known.headLength <= end) return { ...known, tail, end };
  return { headLength: end, head: scan.hashOf(readAt(fd, 0, end, counters)), tail, end };
}

/** True when the file still begins, and still runs up to `end`, as it did when the fingerprint was taken. */
export function hasFingerprint(fd: number, known: Fingerprint, scan: ByteScan, counters: ScanCounters): boolean {
  const tail = Buffer.from(known.tail, "base64");
  if (!readAt(fd, known.end - tail.length, tail.length, counters).equals(tail)) return false;
  const head = readAt(fd, 0, known.headLength, counters);
  return head.length === known.headLength && (head.length === 0 || scan.hashOf(head) === known.head);
}

function readAt(fd: number, position: number, length: number, counters: ScanCounters): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  const read = readFully(fd, bytes, position);
  counters.bytesChecked += read;
  return bytes.subarray(0, read);
}
