import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { isJsonObject, type JsonObject } from "../../core/dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../../core/rollout/dumpFormat.js";
import type { FormatId } from "../../core/rollout/formatId.js";
import { formats } from "../../core/rollout/formats.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { decodeText } from "../index/decodeText.js";

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const brace = 0x7b;

/** How a row begins: its first key, which is the prompt's, and that one's text. */
interface Beginning {
  /** Up to the closing quote of the prompt, as bytes of its own. */
  readonly bytes: Buffer;
  readonly key: string;
  readonly prompt: string;
}

/**
 * Parses rows of one file. Rollouts of a group follow each other and begin with one prompt, a quarter of the line: a row
 * that begins byte for byte as the one before is parsed from there on. The value is the same either way.
 */
export class RowParser {
  private readonly columns: ColumnNames;
  private readonly format: DumpFormat | undefined;
  private readonly promptKey: string | null;
  private beginning: Beginning | null = null;

  constructor(format: FormatId, columns: ColumnNames) {
    this.columns = columns;
    this.format = formats.find(({ id }) => id === format);
    this.promptKey = this.format?.scan?.prompt[0] ?? null;
  }

  /** `bytes` is changed for a moment and put right again. */
  parse(bytes: Buffer): RowRead {
    const unit = this.parseRest(bytes) ?? this.parseWhole(bytes);
    if (unit === null) return { kind: "malformed", reason: { code: "not-json" } };
    const [read] = this.format?.readUnit(unit.value, this.columns) ?? [];
    return read ?? { kind: "malformed", reason: { code: "not-an-object" } };
  }

  private parseWhole(bytes: Buffer): { readonly value: unknown } | null {
    const parsed = parseTolerant(decodeText(bytes).text);
    if (!parsed.ok) return null;
    this.beginning = isJsonObject(parsed.value) ? this.beginningOf(bytes, parsed.value) : null;
    return parsed;
  }

  /** Null where the row begins otherwise, or is no JSON from there on. */
  private parseRest(bytes: Buffer): { readonly value: JsonObject } | null {
    const { beginning } = this;
    const length = beginning?.bytes.length ?? 0;
    if (beginning === null || bytes[length] !== comma || bytes.compare(beginning.bytes, 0, length, 0, length) !== 0)
      return null;
    // What follows the prompt is an object of its own once its comma is a brace.
    bytes[length] = brace;
    const parsed = parseTolerant(decodeText(bytes.subarray(length)).text);
    bytes[length] = comma;
    if (!parsed.ok || !isJsonObject(parsed.value)) return null;
    const { key, prompt } = beginning;
    // Of equal keys the last one holds.
    return { value: Object.hasOwn(parsed.value, key) ? parsed.value : { [key]: prompt, ...parsed.value } };
  }

  /** Of a row that is known to be JSON. */
  private beginningOf(bytes: Buffer, row: JsonObject): Beginning | null {
    const key = this.promptKey;
    if (key === null) return null;
    const opening = new RegExp(`^\\{\\s*"${key}"\\s*:\\s*"`).exec(bytes.toString("latin1", 0, key.length + 16));
    const prompt = row[key];
    if (opening === null || typeof prompt !== "string") return null;
    const end = closingQuote(bytes, opening[0].length);
    const written: unknown = JSON.parse(decodeText(bytes.subarray(opening[0].length - 1, end + 1)).text);
    // A second key of the same name further on would have won.
    if (written !== prompt) return null;
    return { bytes: Buffer.from(bytes.subarray(0, end + 1)), key, prompt };
  }
}

/** The quote that ends the string whose content starts at `from`. */
function closingQuote(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(quote, from); ; at = bytes.indexOf(quote, at + 1)) {
    let slashes = 0;
    while (bytes[at - slashes - 1] === backslash) slashes++;
    if (at === -1 || slashes % 2 === 0) return at;
  }
}
