import { formats } from "../../core/rollout/formats.js";
import type { RowRead } from "../../core/rollout/dumpFormat.js";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { isJsonObject, type JsonObject } from "../../core/dataset/jsonObject.js";
import { layRowOverLine } from "../../core/rollout/rewardRow.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { decodeText } from "../index/decodeText.js";
import type { FormatId } from "../../core/rollout/formatId.js";

/** A row, and whether its bytes were UTF-8. */
export type ReadRow = RowRead & {
  /** False when some bytes were no UTF-8 and became U+FFFD: the file was written in another encoding. */
  readonly isUtf8: boolean;
};

/**
 * A row's bytes as a row. Bytes that are no UTF-8 become U+FFFD. A trainer's own U+FFFD, which stands for a token that
 * was cut, is UTF-8. `line`: what the trainer's own line says of the row, laid under it.
 */
export function readRow(
  bytes: Buffer,
  format: FormatId,
  columns: ColumnNames,
  line: JsonObject | null = null,
): ReadRow {
  const reader = formats.find(({ id }) => id === format);
  const { text, isUtf8 } = decodeText(bytes);
  const parsed = parseTolerant(text);
  if (!parsed.ok) return { kind: "malformed", reason: { code: "not-json" }, isUtf8 };
  const unit = line !== null && isJsonObject(parsed.value) ? layRowOverLine(parsed.value, line) : parsed.value;
  const read = reader?.readUnit(unit, columns)[0] ?? notAnObject;
  return { ...read, isUtf8 };
}

const notAnObject: RowRead = { kind: "malformed", reason: { code: "not-an-object" } };
