import { formats } from "../../core/rollout/formats.js";
import type { RowRead } from "../../core/rollout/dumpFormat.js";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { decodeText } from "../index/decodeText.js";
import type { FormatId } from "../../core/rollout/formatId.js";

/** A row's bytes as a row. Bytes that are no UTF-8 become U+FFFD, as a trainer's own cut tokens do. */
export function readRow(bytes: Buffer, format: FormatId, columns: ColumnNames): RowRead {
  const reader = formats.find(({ id }) => id === format);
  const parsed = parseTolerant(decodeText(bytes));
  if (!parsed.ok) return { kind: "malformed", reason: { code: "not-json", at: parsed.at } };
  return reader?.readUnit(parsed.value, columns)[0] ?? { kind: "malformed", reason: { code: "not-an-object" } };
}
