import type { ByteScan } from "./byteScan.js";
import type { LineVerdict, LineVisitor, ValueType } from "./jsonLines.js";
import { numberCode, ScalarReader } from "./scalarReader.js";

const maxKeys = 256;
const maxKeyBytes = 256;
const maxTextBytes = 16;

/**
 * What a line holds, without holding the line: its top-level keys with values of the right type, texts cut after a few
 * bytes, lists and objects empty. Enough to recognise a format by, and the same for a line of two gigabytes.
 */
export class SkeletonCollector implements LineVisitor {
  /** Set while the line is being walked, so a line that never ends can be judged by what it holds so far. */
  entries: [string, unknown][] = [];
  verdict: LineVerdict | null = null;
  /** Lines that have ended. */
  lines = 0;
  bytesDecoded = 0;
  private name: string | null = null;
  private isPartial = false;
  private readonly scan: ByteScan;
  private readonly scalars = new ScalarReader();

  constructor(scan: ByteScan) {
    this.scan = scan;
  }

  get object(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.entries);
  }

  lineStart(): void {
    this.entries = [];
    this.verdict = null;
  }

  key(from: number, to: number): void {
    const isKept = to > 0 && to - from <= maxKeyBytes && this.entries.length < maxKeys;
    this.name = isKept ? this.decode(from, to) : null;
    this.isPartial = false;
  }

  part(from: number, to: number): void {
    // The type of an unfinished value is unknown until its end; its first byte is that of a text or of a list.
    if (!this.isPartial) this.keep(this.scan.bytes[from] === 0x5b ? [] : this.text(from, to));
    this.isPartial = true;
  }

  value(type: ValueType, from: number, to: number): void {
    if (this.isPartial) this.entries.pop();
    const first = this.scan.bytes[from];
    if (type === "string") this.keep(this.isPartial ? "" : this.text(from, to));
    else if (type === "nested") this.keep(this.isPartial || first === 0x5b ? [] : {});
    else this.keep(this.scalars.read(this.scan.bytes, from, to) === numberCode.null ? null : this.scalars.value);
    this.isPartial = false;
  }

  lineEnd(_offset: number, _length: number, verdict: LineVerdict): void {
    this.verdict = verdict;
    this.lines++;
  }

  private keep(value: unknown): void {
    if (this.name !== null) this.entries.push([this.name, value]);
  }

  private text(from: number, to: number): string {
    return this.decode(from, Math.min(to, from + maxTextBytes));
  }

  private decode(from: number, to: number): string {
    this.bytesDecoded += to - from;
    return this.scan.bytes.toString("utf8", from, to);
  }
}
