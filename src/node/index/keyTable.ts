import type { ScanKeys } from "../../core/rollout/dumpFormat.js";
import { NumberColumn } from "./numberColumn.js";
import { StagedNumber } from "./stagedNumber.js";

export type KeyRole = "prompt" | "response" | "score" | "step" | "uid" | "question" | "number";

/** A top-level key of a file: what its value is for. */
export interface KnownKey {
  readonly bytes: Buffer;
  readonly name: string;
  readonly role: KeyRole;
  /** Place among the keys that are tried for the role; the lowest present wins. */
  readonly rank: number;
  /** Where a value that is no role's goes; null when nothing is kept of it. */
  readonly number: StagedNumber | null;
}

const roles = ["prompt", "response", "score", "step", "uid", "question"] as const;

/** A file with more distinct keys than this is no dump; the rest is stepped over. */
const maxKeys = 1024;
const maxColumns = 256;

/** The keys seen in a file. Rows mostly repeat their keys in the same order, so a key is first compared with its predecessor. */
export class KeyTable {
  /** Bytes of keys that became strings, and keys that had to be unescaped by JSON.parse. */
  bytesDecoded = 0;
  jsonParses = 0;
  private readonly byText = new Map<string, KnownKey>();
  private readonly order: KnownKey[] = [];
  private readonly scanKeys: ScanKeys | null;
  private readonly columns: NumberColumn[];
  /** The number columns, each with what the current row has for it. */
  readonly numbers: StagedNumber[];

  /** Without `scanKeys` no value is kept. New columns are added to `columns`. */
  constructor(scanKeys: ScanKeys | null, columns: NumberColumn[]) {
    this.scanKeys = scanKeys;
    this.columns = columns;
    this.numbers = columns.map(column => new StagedNumber(column));
  }

  /** The key bytes[from, to) as the `index`-th of its row; null when nothing is to be kept of its value. */
  find(bytes: Buffer, from: number, to: number, index: number): KnownKey | null {
    const expected = this.order[index];
    if (expected !== undefined && isEqual(expected.bytes, bytes, from, to)) return expected;
    const text = bytes.toString("utf8", from, to);
    this.bytesDecoded += to - from;
    const known = this.byText.get(text) ?? this.add(text, Buffer.from(bytes.subarray(from, to)));
    if (known !== null && index < maxKeys) this.order[index] = known;
    return known;
  }

  private add(text: string, bytes: Buffer): KnownKey | null {
    if (this.byText.size >= maxKeys) return null;
    const name = text.includes("\\") ? this.unescape(text) : text;
    const key = this.classify(name, bytes);
    this.byText.set(text, key);
    return key;
  }

  private classify(name: string, bytes: Buffer): KnownKey {
    const { scanKeys } = this;
    const role = scanKeys === null ? undefined : roles.find(candidate => scanKeys[candidate].includes(name));
    const rank = role === undefined || scanKeys === null ? 0 : scanKeys[role].indexOf(name);
    const isNumber = scanKeys !== null && (role === undefined || (role === "score" && rank > 0));
    return { bytes, name, role: role ?? "number", rank, number: isNumber ? this.numberOf(name) : null };
  }

  private numberOf(name: string): StagedNumber | null {
    const known = this.numbers.find(({ column }) => column.name === name);
    if (known !== undefined) return known;
    if (this.columns.length >= maxColumns) return null;
    const column = new NumberColumn(name);
    const number = new StagedNumber(column);
    this.columns.push(column);
    this.numbers.push(number);
    return number;
  }

  private unescape(text: string): string {
    this.jsonParses++;
    try {
      const name: unknown = JSON.parse(`"${text}"`);
      return typeof name === "string" ? name : text;
    } catch {
      return text;
    }
  }
}

function isEqual(expected: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (expected.length !== to - from) return false;
  for (let index = 0; index < expected.length; index++) if (expected[index] !== bytes[from + index]) return false;
  return true;
}
