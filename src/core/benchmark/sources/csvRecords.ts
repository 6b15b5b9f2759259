/** A record of a table, by the names of its columns. */
export interface CsvRecord {
  /** From 1, where it begins. */
  readonly line: number;
  readonly value: Readonly<Record<string, string>>;
}

export interface CsvRead {
  readonly columns: readonly string[];
  readonly records: readonly CsvRecord[];
  readonly faults: readonly { readonly line: number; readonly reason: string }[];
}

interface Fields {
  readonly line: number;
  readonly fields: readonly string[];
  readonly isWhole: boolean;
}

/** Plain text up to what ends a field; a quote inside one is no more than a letter. */
const plain = /[^,\r\n]*/y;
const lineEnd = /\r\n|\n|\r/y;

/** A quoted field from its opening quote, with the place behind it; doubled quotes are one. */
function quotedField(text: string, start: number): { readonly value: string; readonly end: number; isWhole: boolean } {
  let value = "";
  let at = start + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close === -1) return { value: value + text.slice(at), end: text.length, isWhole: false };
    value += text.slice(at, close);
    if (text[close + 1] !== '"') return { value, end: close + 1, isWhole: true };
    value += '"';
    at = close + 2;
  }
}

function plainField(text: string, start: number): { readonly value: string; readonly end: number; isWhole: boolean } {
  plain.lastIndex = start;
  const value = plain.exec(text)?.[0] ?? "";
  return { value, end: start + value.length, isWhole: true };
}

const newlines = (text: string): number => text.split(/\r\n|\n|\r/).length - 1;

function* lines(text: string): Generator<Fields> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const [begin, fields] = [line, new Array<string>()];
    let isWhole = true;
    for (;;) {
      const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
      line += newlines(field.value);
      isWhole &&= field.isWhole;
      // Text behind a closing quote belongs to the field, as spreadsheets read it.
      const rest =
        field.end < text.length && !/[,\r\n]/.test(text[field.end] ?? "") ? plainField(text, field.end) : null;
      fields.push(field.value + (rest?.value ?? ""));
      at = rest?.end ?? field.end;
      if (text[at] !== ",") break;
      at++;
    }
    lineEnd.lastIndex = at;
    at += lineEnd.exec(text)?.[0].length ?? 0;
    line++;
    yield { line: begin, fields, isWhole };
  }
}

/**
 * Reads comma-separated values (RFC 4180) whose first line names the columns. A record with more or fewer fields, or whose
 * last quote does not close, is a fault and left out. A byte order mark is passed over, and so are empty lines.
 */
export function csvRecords(text: string): CsvRead {
  const records: CsvRecord[] = [];
  const faults: { line: number; reason: string }[] = [];
  let columns: readonly string[] | null = null;
  for (const { line, fields, isWhole } of lines(text.replace(/^\uFEFF/, ""))) {
    if (fields.length === 1 && fields[0] === "") continue;
    if (columns === null) {
      columns = fields.map(name => name.trim());
      continue;
    }
    if (!isWhole) faults.push({ line, reason: "a quote that does not close" });
    else if (fields.length !== columns.length)
      faults.push({ line, reason: `${fields.length} fields, not ${columns.length}` });
    else records.push({ line, value: Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? ""])) });
  }
  return { columns: columns ?? [], records, faults };
}
