import type { MalformedReason } from "../../core/rollout/dumpFormat.js";
import type { MalformedRow, NumberKind } from "./indexedFile.js";
import { doubleKind, writeDouble } from "./noNumber.js";
import { NumberColumn } from "./numberColumn.js";
import type { NumberCode } from "./scalarReader.js";

/**
 * A row's base columns, 32 bytes: offset u48, calls u16, score f64, length u32, step i32, group u32, response u32. Offset and
 * length are those of the row's unit, in ascending order.
 * The layout in memory is the layout on disk.
 */
export const rowBytes = 32;
const at = { offsetLow: 0, offsetHigh: 4, calls: 6, score: 8, length: 16, step: 20, group: 24, response: 28 } as const;

/** A group's key, a hash of what names it. */
export const groupBytes = 8;

const noStep = -0x80000000;
const noGroup = 0xffffffff;
/** In place of a NumberCode in the score of a malformed row. */
const malformedCode = 7;
const twoTo32 = 2 ** 32;

/** What the scan found in one line. Hashes are 64 bits in two words. */
export interface ScannedRow {
  /** Bytes from the file's start, and bytes without the line's end. */
  offset: number;
  length: number;
  step: number;
  scoreCode: NumberCode;
  score: number;
  /** False where nothing in the row names a group. */
  hasGroup: boolean;
  groupLow: number;
  groupHigh: number;
  responseBytes: number;
  callOpenings: number;
}

/** The rows of one file, growing at the end. Readers see it through `RowColumnsView`, which fixes how many rows there are. */
export class RowTable {
  count = 0;
  groupCount = 0;
  rows: DataView<ArrayBuffer>;
  groups: Uint32Array<ArrayBuffer>;
  private readonly bad: MalformedRow[] = [];
  private badSeen: readonly MalformedRow[] = [];
  private readonly makeNumbers: () => NumberColumn[];
  private madeNumbers: NumberColumn[] | null = null;
  private lastGroup = 0;
  private groupIds: Map<number, number> | null = null;

  /** Goes on from the bytes of a saved table, whose number columns are made when they are first asked for. */
  constructor(
    rows = new Uint8Array(0),
    groups = new Uint32Array(0),
    malformed: readonly MalformedRow[] = [],
    makeNumbers: () => NumberColumn[] = () => [],
  ) {
    this.makeNumbers = makeNumbers;
    this.rows = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
    this.groups = groups;
    this.bad.push(...malformed);
    this.count = rows.byteLength / rowBytes;
    this.groupCount = groups.byteLength / groupBytes;
  }

  get numbers(): NumberColumn[] {
    return (this.madeNumbers ??= this.makeNumbers());
  }

  /** The base columns as they are saved. */
  get rowData(): Uint8Array {
    return new Uint8Array(this.rows.buffer, this.rows.byteOffset, this.count * rowBytes);
  }

  add(row: ScannedRow): void {
    const base = this.appendBase(row.offset, row.length);
    writeDouble(this.rows, base + at.score, row.scoreCode, row.score);
    const isStep = Number.isInteger(row.step) && Math.abs(row.step) < -noStep;
    this.rows.setInt32(base + at.step, isStep ? row.step : noStep, true);
    this.rows.setUint32(base + at.group, row.hasGroup ? this.groupId(row) : noGroup, true);
    this.rows.setUint32(base + at.response, Math.min(row.responseBytes, twoTo32 - 1), true);
    this.rows.setUint16(base + at.calls, Math.min(row.callOpenings, 0xffff), true);
    this.count++;
  }

  addMalformed(offset: number, length: number, reason: MalformedReason): void {
    const base = this.appendBase(offset, length);
    this.setMalformed(base);
    this.rows.setInt32(base + at.step, noStep, true);
    this.rows.setUint32(base + at.group, noGroup, true);
    this.rows.setUint32(base + at.response, 0, true);
    this.rows.setUint16(base + at.calls, 0, true);
    this.bad.push({ row: this.count, byteOffset: offset, reason });
    this.count++;
  }

  /** The malformed rows up to now, in a list that does not change. */
  get malformed(): readonly MalformedRow[] {
    if (this.badSeen.length !== this.bad.length) this.badSeen = [...this.bad];
    return this.badSeen;
  }

  /** Takes back the last rows: their unit was complete without its end, and more of it has come. */
  truncate(count: number): void {
    this.count = count;
    while ((this.bad.at(-1)?.row ?? -1) >= count) this.bad.pop();
  }

  /** Gives back the room kept for growth. */
  trim(): void {
    if (this.rows.byteLength > this.count * rowBytes) this.rows = new DataView(Uint8Array.from(this.rowData).buffer);
    if (this.groups.byteLength > this.groupCount * groupBytes) this.groups = this.groups.slice(0, this.groupCount * 2);
    for (const column of this.numbers) column.trim(this.count);
    this.groupIds = null;
  }

  private setMalformed(base: number): void {
    this.rows.setUint32(base + at.score, malformedCode, true);
    this.rows.setUint32(base + at.score + 4, 0x7ff80000, true);
  }

  private appendBase(offset: number, length: number): number {
    const base = this.count * rowBytes;
    if (base === this.rows.byteLength) this.grow();
    this.rows.setUint32(base + at.offsetLow, offset % twoTo32, true);
    this.rows.setUint16(base + at.offsetHigh, Math.floor(offset / twoTo32), true);
    this.rows.setUint32(base + at.length, Math.min(length, twoTo32 - 1), true);
    return base;
  }

  private grow(): void {
    const wider = new Uint8Array(Math.max(64, Math.ceil(this.count * 1.5)) * rowBytes);
    wider.set(this.rowData);
    this.rows = new DataView(wider.buffer);
  }

  private groupId(row: ScannedRow): number {
    const { lastGroup } = this;
    if (this.isGroup(lastGroup, row)) return lastGroup;
    this.groupIds ??= this.readGroupIds();
    const key = mapKey(row.groupLow, row.groupHigh);
    const known = this.groupIds.get(key);
    if (known !== undefined) return (this.lastGroup = known);
    const id = (this.lastGroup = this.groupCount++);
    this.groupIds.set(key, id);
    if (id * 2 === this.groups.length) {
      const wider = new Uint32Array(Math.max(8, id * 2) * 2);
      wider.set(this.groups);
      this.groups = wider;
    }
    this.groups.set([row.groupLow, row.groupHigh], id * 2);
    return id;
  }

  private isGroup(id: number, row: ScannedRow): boolean {
    const { groups } = this;
    return id < this.groupCount && groups[id * 2] === row.groupLow && groups[id * 2 + 1] === row.groupHigh;
  }

  private readGroupIds(): Map<number, number> {
    const ids = new Map<number, number>();
    for (let id = 0; id < this.groupCount; id++)
      ids.set(mapKey(this.groups[id * 2] ?? 0, this.groups[id * 2 + 1] ?? 0), id);
    return ids;
  }

  offsetOf(row: number): number {
    const base = row * rowBytes;
    return this.rows.getUint16(base + at.offsetHigh, true) * twoTo32 + this.rows.getUint32(base + at.offsetLow, true);
  }
  /** Place of a row among the rows of its unit, which stand behind one another and at one offset. */
  itemOf(row: number): number {
    const offset = this.offsetOf(row);
    let [low, high] = [0, row];
    // Nearly always: a unit with one row.
    if (row === 0 || this.offsetOf(row - 1) !== offset) return 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.offsetOf(middle) < offset) low = middle + 1;
      else high = middle;
    }
    return row - low;
  }
  /** Bytes; a line of 4 GiB or more says 2^32 - 1. */
  lengthOf(row: number): number {
    return this.rows.getUint32(row * rowBytes + at.length, true);
  }
  isMalformed(row: number): boolean {
    const base = row * rowBytes + at.score;
    return this.rows.getUint32(base, true) === malformedCode && this.rows.getUint32(base + 4, true) === 0x7ff80000;
  }
  stepOf(row: number): number {
    const step = this.rows.getInt32(row * rowBytes + at.step, true);
    return step === noStep ? NaN : step;
  }
  scoreOf(row: number): number {
    return this.rows.getFloat64(row * rowBytes + at.score, true);
  }
  scoreKindOf(row: number): NumberKind {
    return this.isMalformed(row) ? "absent" : doubleKind(this.rows, row * rowBytes + at.score);
  }
  groupOf(row: number): number {
    const group = this.rows.getUint32(row * rowBytes + at.group, true);
    return group === noGroup ? -1 : group;
  }
  responseLengthOf(row: number): number {
    return this.rows.getUint32(row * rowBytes + at.response, true);
  }
  callOpeningsOf(row: number): number {
    return this.rows.getUint16(row * rowBytes + at.calls, true);
  }
}

/** 53 of 64 bits as a number: far enough apart for the groups of a file, and a fast key. */
const mapKey = (low: number, high: number): number => (high & 0x1fffff) * twoTo32 + low;
