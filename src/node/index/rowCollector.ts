import type { MalformedReason, ScanKeys } from "../../core/rollout/dumpFormat.js";
import { readLoggedNumber } from "../../core/rollout/readLoggedNumber.js";
import type { ByteScan, HashState } from "./byteScan.js";
import type { LineVerdict, LineVisitor, ValueType } from "./jsonLines.js";
import { KeyTable, type KeyRole, type KnownKey } from "./keyTable.js";
import type { RowTable, ScannedRow } from "./rowTable.js";
import type { StagedNumber } from "./stagedNumber.js";
import { numberCode, ScalarReader, type NumberCode } from "./scalarReader.js";

const unseen = 1 << 30;
/** `<tool_call>` and `<grounding>` have eleven bytes: a tag cut by a window's end began at most ten bytes before. */
const tagOverlap = 10;
/** Longest text that may be a number written as a string: "np.float64(0.1234567890123456789)" and room. */
const maxNumberText = 64;
/** Longest text that is kept whole where the window's end cuts it: a uid, a question id, a number written as a string. */
const maxCarriedBytes = 4096;
/** First bytes of texts that may be numbers: digits, signs, a point, True, False, nan, inf, np., numpy., spaces. */
const numberStarts = new Set(Buffer.from("0123456789+-.TtFfNnIi "));
const underscore = 0x5f;

/** What names a row's group; a lower one goes before a higher one. */
const groupSource = { uid: 0, question: 1, prompt: 2, none: 3 } as const;
type GroupSource = (typeof groupSource)[keyof typeof groupSource];

/** Turns the lines of a file into rows of its table: roles by key, groups by hash, responses by length. */
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
  private groupFrom: GroupSource = groupSource.none;
  /** The bytes so far of a short text that the window's end has cut; null where it is too long. */
  private carried: Buffer | null = null;
  private openings = 0;
  private number = NaN;
  private savedHash: HashState | null = null;

  constructor(scan: ByteScan, table: RowTable, scanKeys: ScanKeys | null) {
    this.scan = scan;
    this.table = table;
    this.scanKeys = scanKeys;
    this.keys = new KeyTable(scanKeys, table.numbers);
    this.row = emptyRow();
    this.ranks = {
      prompt: unseen,
      response: unseen,
      score: unseen,
      step: unseen,
      uid: unseen,
      question: unseen,
      number: unseen,
    };
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
    row.groupLow = row.groupHigh = 0;
    row.responseBytes = row.callOpenings = 0;
    ranks.prompt = ranks.response = ranks.score = ranks.step = ranks.uid = ranks.question = ranks.number = unseen;
    this.keyIndex = 0;
    this.groupFrom = groupSource.none;
    this.isPartial = false;
    for (const number of this.keys.numbers) number.discard();
  }

  key(from: number, to: number): void {
    this.current = to === 0 ? null : this.keys.find(this.scan.bytes, from, to, this.keyIndex);
    this.keyIndex++;
    this.isPartial = false;
  }

  part(from: number, to: number): void {
    this.take(from, to);
    this.carry(from, to);
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
    if (key.number !== null) this.stageNumber(key.number, type, from, to);
  }

  private readRole(role: KeyRole, type: ValueType, from: number, to: number, length: number): void {
    switch (role) {
      case "prompt":
        this.take(from, to);
        this.scan.hashDigest();
        this.takeGroup(groupSource.prompt);
        break;
      case "response":
        this.take(from, to);
        this.row.responseBytes = length;
        this.row.callOpenings = this.openings;
        break;
      case "uid":
      case "question":
        this.readName(role, type, from, to);
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
      for (const number of this.keys.numbers) number.discard();
      table.addMalformed(offset, length, reason);
    }
    for (const number of this.keys.numbers) number.commit(table.count - 1);
  }

  private reasonAgainst(verdict: LineVerdict, badAt: number): MalformedReason | null {
    if (verdict !== "object") return verdict === "not-json" ? { code: verdict, at: badAt } : { code: verdict };
    const { ranks } = this;
    if (ranks.prompt !== unseen && ranks.response !== unseen) return null;
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

  /** Takes the hash just made as the group's, unless the row has named its group in a better way. */
  private takeGroup(source: GroupSource): void {
    if (source > this.groupFrom) return;
    this.groupFrom = source;
    this.row.groupLow = this.scan.hashLow;
    this.row.groupHigh = this.scan.hashHigh;
    this.row.hasGroup = true;
  }

  /** A uid names a group by its first parts, a question id (a text or a number) by all of it. */
  private readName(role: "uid" | "question", type: ValueType, from: number, to: number): void {
    const { scan } = this;
    const isName = type === "string" || (role === "question" && type === "scalar" && isNumeral(scan.bytes[from]));
    if (!isName) return;
    const endOf = role === "uid" ? groupEnd : (_bytes: Buffer, _from: number, end: number) => end;
    if (this.isPartial) {
      const whole = this.wholeText(from, to);
      if (whole === null) return;
      scan.hashOf(whole.subarray(0, endOf(whole, 0, whole.length)));
    } else {
      if (to === from || to - from > maxCarriedBytes) return;
      scan.hashReset();
      scan.hashUpdate(from, endOf(scan.bytes, from, to));
      scan.hashDigest();
    }
    this.takeGroup(groupSource[role]);
  }

  /** Keeps a piece of a short text that the window's end cuts. */
  private carry(from: number, to: number): void {
    const role = this.current?.role;
    if (role === undefined || role === "prompt" || role === "response") return;
    if (this.isPartial) this.carried = this.wholeText(from, to);
    else this.carried = to - from > maxCarriedBytes ? null : Buffer.from(this.scan.bytes.subarray(from, to));
  }

  /** What was carried and the piece behind it; null where that is too long. */
  private wholeText(from: number, to: number): Buffer | null {
    const { carried } = this;
    if (carried === null || carried.length + to - from > maxCarriedBytes) return null;
    return Buffer.concat([carried, this.scan.bytes.subarray(from, to)]);
  }

  /** Reads a logged number into `number`; the code says why there is none. */
  private readNumber(type: ValueType, from: number, to: number): NumberCode {
    this.number = NaN;
    if (type === "nested") return numberCode.text;
    if (type === "string" && !this.isPartial) return this.readNumberText(this.scan.bytes, from, to);
    if (type === "string") {
      const whole = this.wholeText(from, to);
      return whole === null ? numberCode.text : this.readNumberText(whole, 0, whole.length);
    }
    const code = this.scalars.read(this.scan.bytes, from, to);
    this.number = this.scalars.value;
    return code;
  }

  private readNumberText(bytes: Buffer, from: number, to: number): NumberCode {
    if (to - from > maxNumberText || !numberStarts.has(bytes[from] ?? 0)) return numberCode.text;
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

  private stageNumber(number: StagedNumber, type: ValueType, from: number, to: number): void {
    const isString = type === "string";
    const code = isString && number.column.holdsTexts ? numberCode.text : this.readNumber(type, from, to);
    number.set(code, this.number, isString);
  }
}

/** The first byte of a number. */
const isNumeral = (byte = 0): boolean => byte === 0x2d || (byte >= 0x30 && byte <= 0x39);

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
  responseBytes: 0,
  callOpenings: 0,
});
