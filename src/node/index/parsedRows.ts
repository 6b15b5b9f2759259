import type { RowRead } from "../../core/rollout/dumpFormat.js";
import { countOpenings } from "../../core/rollout/countOpenings.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import { readLoggedNumber } from "../../core/rollout/readLoggedNumber.js";
import { questionKeys } from "../../core/rollout/questionKeys.js";
import type { Rollout, RolloutResponse } from "../../core/rollout/rollout.js";
import type { ByteScan } from "./byteScan.js";
import { NumberColumn } from "./numberColumn.js";
import type { RowTable, ScannedRow } from "./rowTable.js";
import { numberCode, type NumberCode } from "./scalarReader.js";
import { StagedNumber } from "./stagedNumber.js";

/** A table with more number columns than this is no table of rewards. */
const maxColumns = 256;
/** Longest text that may be a number written as a string. */
const maxNumberText = 64;

/**
 * Writes rows that were parsed into a table, with the columns that the scan finds in rows that it need not parse. Rows of
 * one unit share its offset and length; which of them a row is, is told by its place behind the first of them.
 */
export class ParsedRows {
  private readonly table: RowTable;
  private readonly scan: ByteScan;
  private readonly numbers: Map<string, StagedNumber>;

  constructor(table: RowTable, scan: ByteScan) {
    this.table = table;
    this.scan = scan;
    this.numbers = new Map(table.numbers.map(column => [column.name, new StagedNumber(column)]));
  }

  /** `offset` and `length`: where the row's unit stands, in bytes of the file. No hash may be under way. */
  add(offset: number, length: number, read: RowRead): void {
    for (const number of this.numbers.values()) number.discard();
    if (read.kind === "malformed") this.table.addMalformed(offset, length, read.reason);
    else if (read.kind === "rollout") this.table.add({ ...bareRow, offset, length, ...this.rolloutRow(read.rollout) });
    else
      this.table.add({ ...bareRow, offset, length, step: read.kind === "metrics" ? (read.metrics.step ?? NaN) : NaN });
    if (read.kind === "rollout") for (const { name, value } of read.rollout.extras) this.stage(name, value);
    for (const number of this.numbers.values()) number.commit(this.table.count - 1);
  }

  /** A row of which nothing is known but where it stands. */
  addBare(offset: number, length: number): void {
    for (const number of this.numbers.values()) number.discard();
    this.table.add({ ...bareRow, offset, length });
    for (const number of this.numbers.values()) number.commit(this.table.count - 1);
  }

  private rolloutRow(rollout: Rollout): Partial<ScannedRow> {
    const { code, value } = codeOf(rollout.score);
    const text = textOf(rollout.response);
    return {
      step: rollout.step ?? NaN,
      scoreCode: code,
      score: value,
      responseBytes: Buffer.byteLength(text),
      callOpenings: countOpenings(text),
      ...this.groupOf(rollout),
    };
  }

  /** By the first of them that the row has: what the trainer calls its group, its question's id, its prompt. */
  private groupOf({ groupKey, fields, prompt }: Rollout): Partial<ScannedRow> {
    const name = groupKey ?? fields.questionId ?? (prompt === "" ? null : prompt);
    if (name === null) return {};
    this.scan.hashOf(Buffer.from(name));
    return { hasGroup: true, groupLow: this.scan.hashLow, groupHigh: this.scan.hashHigh };
  }

  private stage(name: string, value: unknown): void {
    if (isQuestionKey(name)) return;
    const number = this.numbers.get(name) ?? this.addColumn(name);
    if (number === null) return;
    const isString = typeof value === "string";
    const isNested = typeof value === "object" && value !== null;
    const isText = isNested || (isString && (value.length > maxNumberText || number.column.holdsTexts));
    const read = isText ? textCode : codeOf(readLoggedNumber(value));
    number.set(read.code, read.value, isString);
  }

  private addColumn(name: string): StagedNumber | null {
    if (this.table.numbers.length >= maxColumns) return null;
    const column = new NumberColumn(name);
    const number = new StagedNumber(column);
    this.table.numbers.push(column);
    this.numbers.set(name, number);
    return number;
  }
}

const isQuestionKey = (name: string): boolean => questionKeys.some(key => key === name);

interface CodedNumber {
  readonly code: NumberCode;
  readonly value: number;
}

const textCode: CodedNumber = { code: numberCode.text, value: NaN };

function codeOf(logged: LoggedNumber): CodedNumber {
  switch (logged.kind) {
    case "number":
      return { code: numberCode.number, value: logged.value };
    case "infinity":
      return { code: numberCode.number, value: logged.sign * Infinity };
    case "nan":
    case "null":
    case "absent":
    case "text":
      return { code: numberCode[logged.kind], value: NaN };
  }
}

const textOf = (response: RolloutResponse): string =>
  response.kind === "text" ? response.text : response.messages.map(({ text }) => text).join("\n");

const bareRow: ScannedRow = {
  offset: 0,
  length: 0,
  step: NaN,
  scoreCode: numberCode.absent,
  score: NaN,
  hasGroup: false,
  groupLow: 0,
  groupHigh: 0,
  responseBytes: 0,
  callOpenings: 0,
};
