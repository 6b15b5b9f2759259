import { formats } from "../../core/rollout/formats.js";
import type { RowRead } from "../../core/rollout/dumpFormat.js";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { isJsonObject, type JsonObject } from "../../core/dataset/jsonObject.js";
import { layRowOverLine } from "../../core/rollout/rewardRow.js";
import { parseUnit } from "../../core/rollout/parseUnit.js";
import { decodeText } from "../index/decodeText.js";
import type { FormatId } from "../../core/rollout/formatId.js";

/** A row, and whether its bytes were UTF-8. */
export type ReadRow = RowRead & {
  /** False when some bytes were no UTF-8 and became U+FFFD: the file was written in another encoding. */
  readonly isUtf8: boolean;
};

/** All rows of one unit. */
export interface ReadUnit {
  readonly rows: readonly RowRead[];
  readonly isUtf8: boolean;
}

/**
 * A unit's bytes as its rows; one that is no JSON is one malformed row. Bytes that are no UTF-8 become U+FFFD. A trainer's
 * own U+FFFD, which stands for a token that was cut, is UTF-8. `line`: what the trainer's own line says of the row, laid
 * under it; only for a unit that is that one row.
 */
export function readUnit(
  bytes: Buffer,
  format: FormatId,
  columns: ColumnNames,
  line: JsonObject | null = null,
): ReadUnit {
  const reader = formats.find(({ id }) => id === format);
  const { text, isUtf8 } = decodeText(bytes);
  const parsed = parseUnit(reader?.unit ?? "line", text);
  if (!parsed.ok) return { rows: [{ kind: "malformed", reason: { code: "not-json" } }], isUtf8 };
  const unit = line !== null && isJsonObject(parsed.value) ? layRowOverLine(parsed.value, line) : parsed.value;
  return { rows: reader?.readUnit(unit, columns) ?? [], isUtf8 };
}

/** The row at a place of a unit that was read. */
export function rowAt({ rows, isUtf8 }: ReadUnit, item: number): ReadRow {
  return { ...(rows[item] ?? notAnObject), isUtf8 };
}

/** The row that stands at the place `item` of a unit's bytes. */
export function readRow(
  bytes: Buffer,
  format: FormatId,
  columns: ColumnNames,
  line: JsonObject | null = null,
  item = 0,
): ReadRow {
  return rowAt(readUnit(bytes, format, columns, line), item);
}

const notAnObject: RowRead = { kind: "malformed", reason: { code: "not-an-object" } };
