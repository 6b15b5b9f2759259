import type { MalformedReason, ScanKeys } from "../../core/rollout/dumpFormat.js";
import { readLoggedNumber } from "../../core/rollout/readLoggedNumber.js";
import type { ByteScan, HashState } from "./byteScan.js";
import type { LineVerdict, LineVisitor, ValueType } from "./jsonLines.js";
import { KeyTable, type KeyRole, type KnownKey } from "./keyTable.js";
import type { NumberColumn } from "./numberColumn.js";
import type { RowTable, ScannedRow } from "./rowTable.js";
import { numberCode, ScalarReader, type NumberCode } from "./scalarReader.js";

const unseen = 1 << 30;
/** `<tool_call>` and `<grounding>` have eleven bytes: a tag cut by a window's end began at most ten bytes before. */
const tagOverlap = 10;
/** Longest text that may be a number written as a string: "np.float64(0.1234567890123456789)" and room. */
const maxNumberText = 64;
const maxUidBytes = 4096;
/** First bytes of texts that may be numbers: digits, signs, a point, True, False, nan, inf, np., numpy., spaces. */
const numberStarts = new Set(Buffer.from("0123456789+-.TtFfNnIi "));
const underscore = 0x5f;

/** Turns the lines of a file into rows of its table: roles by key, prompts by hash, responses by length. */
export class RowCollector implements LineVisitor {
  private readonly keys: KeyTable;
  private textsDecoded = 0;
  private readonly scan: ByteScan;
  private readonly table: RowTable;
  private readonly scanKeys: ScanKeys | null;
  private readonly scalars = new ScalarReader();
  private readonly row: ScannedRow;
  private readonly ranks: Record<KeyRole, number>;
  private current: KnownKey | null = null;
  private keyIndex = 0;
  private isPartial = false;
  private hasUid = false;
  private openings = 0;
  private number = NaN;
  private savedHash: HashState | null = null;

  constructor(scan: ByteScan, table: RowTable, scanKeys: ScanKeys | null) {
    this.scan = scan;
    this.table = table;
    this.scanKeys = scanKeys;
    this.keys = new KeyTable(scanKeys, table.numbers);
    this.row = emptyRow();
    this.ranks = { prompt: unseen, response: unseen, score: unseen, step: unseen, uid: unseen, number: unseen };
  }

  /** Bytes that became strings, and JSON.parse calls, since the last time that this was asked. */
  takeCounts(): { readonly bytesDecoded: number; readonly jsonParses: number } {
    const { keys, scalars } = this;
    const counts = {
      bytesDecoded: this.textsDecoded + keys.bytesDecoded + scalars.bytesDecoded,
      jsonParses: keys.jsonParses,
    };
    this.textsDecoded = keys.bytesDecoded = scalars.bytesDecoded = keys.jsonParses = 0;
    return counts;
  }

  suspend(): void {
    this.savedHash = this.isPartial ? this.scan.saveHash() : null;
  }
  resume(): void {
    if (this.savedHash !== null) this.scan.restoreHash(this.savedHash);
  }

  lineStart(): void {
    const { row, ranks } = this;
    row.step = row.score = NaN;
    row.scoreCode = numberCode.absent;
    row.hasGroup = false;
    row.groupLow = row.groupHigh = row.promptLow = row.promptHigh = 0;
    row.responseBytes = row.callOpenings = 0;
    ranks.prompt = ranks.response = ranks.score = ranks.step = ranks.uid = ranks.number = unseen;
    this.keyIndex = 0;
    this.hasUid = false;
    this.isPartial = false;
    for (const column of this.table.numbers) column.discard();
  }

  key(from: number, to: number): void {
    this.current = to === 0 ? null : this.keys.find(this.scan.bytes, from, to, this.keyIndex);
    this.keyIndex++;
    this.isPartial = false;
  }

  part(from: number, to: number): void {
    this.take(from, to);
    this.isPartial = true;
  }

  value(type: ValueType, from: number, to: number, length: number): void {
    const key = this.current;
    if (key === null) return;
    const isOutranked = key.rank > this.ranks[key.role];
    if (!isOutranked) {
      this.ranks[key.role] = key.rank;
      this.readRole(key.role, type, from, to, length);
    }
    if (key.column !== null) this.stageNumber(key.column, type, from, to);
  }

  private readRole(role: KeyRole, type: ValueType, from: number, to: number, length: number): void {
    switch (role) {
      case "prompt":
        this.take(from, to);
        this.endPrompt();
        break;
      case "response":
        this.take(from, to);
        this.row.responseBytes = length;
        this.row.callOpenings = this.openings;
        break;
      case "uid":
        this.readUid(type, from, to);
        break;
      case "step":
        this.row.step = this.readNumber(type, from, to) === numberCode.number ? this.number : NaN;
        break;
      case "score":
        this.row.scoreCode = this.readNumber(type, from, to);
        this.row.score = this.number;
        break;
      case "number":
        break;
    }
  }

  lineEnd(offset: number, length: number, verdict: LineVerdict, badAt: number): void {
    const { table, row } = this;
    const reason = this.reasonAgainst(verdict, badAt);
    if (reason === null) {
      row.offset = offset;
      row.length = length;
      table.add(row);
    } else {
      for (const column of table.numbers) column.discard();
      table.addMalformed(offset, length, reason);
    }
    for (const column of table.numbers) column.commit(table.count - 1);
  }

  private reasonAgainst(verdict: LineVerdict, badAt: number): MalformedReason | null {
    if (verdict !== "object") return verdict === "not-json" ? { code: verdict, at: badAt } : { code: verdict };
    const missing = (["prompt", "response"] as const)
      .filter(role => this.ranks[role] === unseen)
      .flatMap(role => this.scanKeys?.[role].slice(0, 1) ?? []);
    return missing.length > 0 ? { code: "missing-keys", keys: missing } : null;
  }

  /** Takes a piece of a prompt into its hash, and counts the tags in a piece of a response. */
  private take(from: number, to: number): void {
    const role = this.current?.role;
    if (role === "prompt") {
      if (!this.isPartial) this.scan.hashReset();
      this.scan.hashUpdate(from, to);
    } else if (role === "response") {
      const before = this.isPartial ? this.openings : 0;
      this.openings = before + this.scan.openings(this.isPartial ? from - tagOverlap : from, to);
    }
  }

  private endPrompt(): void {
    this.scan.hashDigest();
    const { row } = this;
    row.promptLow = this.scan.hashLow;
    row.promptHigh = this.scan.hashHigh;
    row.hasGroup = true;
    if (this.hasUid) return;
    row.groupLow = row.promptLow;
    row.groupHigh = row.promptHigh;
  }

  private readUid(type: ValueType, from: number, to: number): void {
    if (type !== "string" || this.isPartial || to === from || to - from > maxUidBytes) return;
    this.scan.hashReset();
    this.scan.hashUpdate(from, groupEnd(this.scan.bytes, from, to));
    this.scan.hashDigest();
    this.row.groupLow = this.scan.hashLow;
    this.row.groupHigh = this.scan.hashHigh;
    this.row.hasGroup = this.hasUid = true;
  }

  /** Reads a logged number into `number`; the code says why there is none. */
  private readNumber(type: ValueType, from: number, to: number): NumberCode {
    this.number = NaN;
    if (type === "nested") return numberCode.text;
    if (type === "string") return this.readNumberText(from, to);
    const code = this.scalars.read(this.scan.bytes, from, to);
    this.number = this.scalars.value;
    return code;
  }

  private readNumberText(from: number, to: number): NumberCode {
    const { bytes } = this.scan;
    if (this.isPartial || to - from > maxNumberText || !numberStarts.has(bytes[from] ?? 0)) return numberCode.text;
    this.textsDecoded += to - from;
    const logged = readLoggedNumber(bytes.toString("utf8", from, to));
    switch (logged.kind) {
      case "number":
        this.number = logged.value;
        return numberCode.number;
      case "infinity":
        this.number = logged.sign * Infinity;
        return numberCode.number;
      case "nan":
      case "null":
      case "absent":
      case "text":
        return numberCode[logged.kind];
    }
  }

  private stageNumber(column: NumberColumn, type: ValueType, from: number, to: number): void {
    const isString = type === "string";
    const code = isString && column.holdsTexts ? numberCode.text : this.readNumber(type, from, to);
    column.stage(code, this.number, isString);
  }
}

/** Bytes of `groupOfUid`: up to the last but one underscore, if something stands before it. */
function groupEnd(bytes: Buffer, from: number, to: number): number {
  const last = lastUnderscore(bytes, from, to);
  const session = lastUnderscore(bytes, from, last);
  return session > from ? session : to;
}

function lastUnderscore(bytes: Buffer, from: number, before: number): number {
  for (let at = before - 1; at > from; at--) if (bytes[at] === underscore) return at;
  return -1;
}

const emptyRow = (): ScannedRow => ({
  offset: 0,
  length: 0,
  step: NaN,
  scoreCode: numberCode.absent,
  score: NaN,
  hasGroup: false,
  groupLow: 0,
  groupHigh: 0,
  promptLow: 0,
  promptHigh: 0,
  responseBytes: 0,
  callOpenings: 0,
});
