import { topLevelFields } from "../../core/lines/topLevelFields.js";
import type { ShownLine } from "../../protocol/lines/linesDeskApi.js";
import type { LineReader, LineSpan } from "./lineReader.js";
import { textOf } from "./textOf.js";

/** So much of a line is read for its members. */
const fieldBytes = 64 << 10;
const previewCharacters = 400;
const valueCharacters = 120;

function shownLine(reader: LineReader, span: LineSpan): ShownLine {
  const length = reader.length(span);
  const bytes = reader.bytes(span, 0, Math.min(fieldBytes, length));
  const { text, isUtf8 } = textOf(bytes, bytes.length === length);
  const fields = topLevelFields(text);
  return {
    ...{ row: span.row, offset: span.offset, length, isUtf8 },
    text: text.slice(0, previewCharacters),
    fields: fields?.map(field => [field.key, field.text.slice(0, valueCharacters)] as const) ?? null,
  };
}

/** The beginnings of some lines. */
export const shownLines = (reader: LineReader, from: number, count: number): readonly ShownLine[] =>
  reader.spans(from, from + count).map(span => shownLine(reader, span));
