import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { isJsonObject, type JsonObject } from "../../core/dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../../core/rollout/dumpFormat.js";
import type { FormatId } from "../../core/rollout/formatId.js";
import { formats } from "../../core/rollout/formats.js";
import { layRowOverLine } from "../../core/rollout/rewardRow.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { parseUnit } from "../../core/rollout/parseUnit.js";
import { ByteScan, type ReadString } from "../index/byteScan.js";
import { decodeText } from "../index/decodeText.js";

const comma = 0x2c;
const brace = 0x7b;

/** How rows of a format begin when Python's `json.dumps` has written them: the prompt, then the response. */
interface Beginning {
  readonly prompt: string;
  readonly response: string;
  /** `{"input": "` and `, "output": "`. */
  readonly beforePrompt: Buffer;
  readonly beforeResponse: Buffer;
}

function beginningOf(format: DumpFormat | undefined): Beginning | null {
  const prompt = format?.scan?.prompt[0];
  const response = format?.scan?.response[0];
  if (prompt === undefined || response === undefined) return null;
  return {
    prompt,
    response,
    beforePrompt: Buffer.from(`{"${prompt}": "`),
    beforeResponse: Buffer.from(`, "${response}": "`),
  };
}

/** The prompt of the row before, and the bytes of the row up to its closing quote. */
interface KnownPrompt {
  readonly bytes: Buffer;
  readonly text: string;
}

/** A row, and what was at hand of its response: its UTF-8, which holds until the next row is parsed. */
export interface ParsedUnit {
  readonly read: RowRead;
  readonly response: ReadString | null;
}

/** Which row of which unit of the file. */
export interface UnitPlace {
  readonly offset: number;
  readonly item: number;
}

interface Unit {
  readonly value: unknown;
  readonly response: ReadString | null;
}

const startsAt = (bytes: Buffer, at: number, pattern: Buffer): boolean =>
  bytes.length - at > pattern.length && bytes.compare(pattern, 0, pattern.length, at, at + pattern.length) === 0;

/**
 * Parses rows of one file. Prompt and response are nearly all of a line: where they stand first, as trainers write them,
 * they are read from the bytes, the prompt once for all rollouts of a group, and only the rest is parsed as JSON. The
 * value is the same either way.
 */
export class RowParser {
  private readonly columns: ColumnNames;
  private readonly format: DumpFormat | undefined;
  private readonly beginning: Beginning | null;
  private readonly scan: ByteScan;
  private known: KnownPrompt | null = null;
  /** The rows of the unit before, where units hold several. */
  private unit: { readonly offset: number; readonly rows: readonly RowRead[] } | null = null;

  constructor(format: FormatId, columns: ColumnNames, scan: ByteScan) {
    this.columns = columns;
    this.format = formats.find(({ id }) => id === format);
    this.beginning = beginningOf(this.format);
    this.scan = scan;
  }

  /** `bytes` is changed for a moment and put right again. `line`: what the trainer's own line says, laid under the row. */
  parse(bytes: Buffer, line: JsonObject | null = null): ParsedUnit {
    const unit = this.parseParts(bytes) ?? parseWhole(bytes);
    if (unit === null) return { read: { kind: "malformed", reason: { code: "not-json" } }, response: null };
    const value = line !== null && isJsonObject(unit.value) ? layRowOverLine(unit.value, line) : unit.value;
    const [read] = this.format?.readUnit(value, this.columns) ?? [];
    return { read: read ?? { kind: "malformed", reason: { code: "not-an-object" } }, response: unit.response };
  }

  /** The row at the place `item` of a unit, which is parsed once for the rows of it that are asked for one behind another. */
  parseAt(bytes: Buffer, { offset, item }: UnitPlace, line: JsonObject | null = null): ParsedUnit {
    if (this.format?.scan !== null) return this.parse(bytes, line);
    if (this.unit?.offset !== offset) this.unit = { offset, rows: this.rowsOf(bytes, this.format) };
    if (line !== null && this.unit.rows.length === 1) return this.parse(bytes, line);
    return { read: this.unit.rows[item] ?? { kind: "malformed", reason: { code: "not-an-object" } }, response: null };
  }

  private rowsOf(bytes: Buffer, format: DumpFormat): readonly RowRead[] {
    const parsed = parseUnit(format.unit, decodeText(bytes).text);
    return parsed.ok
      ? format.readUnit(parsed.value, this.columns)
      : [{ kind: "malformed", reason: { code: "not-json" } }];
  }

  /** Null where the row is written otherwise, or is no JSON: then all of it is parsed. */
  private parseParts(bytes: Buffer): Unit | null {
    const { beginning } = this;
    const prompt = beginning === null ? null : this.promptOf(bytes, beginning);
    if (beginning === null || prompt === null || !startsAt(bytes, prompt.bytes.length, beginning.beforeResponse))
      return null;
    const response = this.scan.readString(bytes, prompt.bytes.length + beginning.beforeResponse.length);
    const rest = response === null ? null : parseRest(bytes, response.end + 1);
    if (response === null || rest === null) return null;
    // Of equal keys the last one holds.
    const value = { [beginning.prompt]: prompt.text, [beginning.response]: response.text, ...rest };
    return { value, response: Object.hasOwn(rest, beginning.response) ? null : response };
  }

  private promptOf(bytes: Buffer, { beforePrompt }: Beginning): KnownPrompt | null {
    const { known } = this;
    if (known !== null && startsAt(bytes, 0, known.bytes)) return known;
    const read = startsAt(bytes, 0, beforePrompt) ? this.scan.readString(bytes, beforePrompt.length) : null;
    this.known = read === null ? null : { bytes: Buffer.from(bytes.subarray(0, read.end + 1)), text: read.text };
    return this.known;
  }
}

function parseWhole(bytes: Buffer): Unit | null {
  const parsed = parseTolerant(decodeText(bytes).text);
  return parsed.ok ? { value: parsed.value, response: null } : null;
}

/** The members behind a comma, as an object of their own: its comma made a brace. Null when there are none. */
function parseRest(bytes: Buffer, at: number): JsonObject | null {
  if (bytes[at] !== comma) return null;
  bytes[at] = brace;
  const parsed = parseTolerant(decodeText(bytes.subarray(at)).text);
  bytes[at] = comma;
  const isObject = parsed.ok && isJsonObject(parsed.value);
  return isObject && Object.keys(parsed.value).length > 0 ? parsed.value : null;
}
