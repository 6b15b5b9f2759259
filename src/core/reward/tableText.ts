/** A table as it is copied: every cell a number, a text, or null for "does not apply". */
export interface PlainTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

type Cell = PlainTable["rows"][number][number];

/** Characters that Markdown would take for its own, and the line breaks that would end a row. */
const markdownText = (text: string) =>
  text
    .replace(/[\\`*_[\]<>|#~]/g, "\\$&")
    .replace(/\s*[\r\n]+\s*/g, " ")
    .trim();

const markdownCell = (cell: Cell, numberText: (value: number) => string) =>
  cell === null ? "" : typeof cell === "number" ? numberText(cell) : markdownText(cell);

/**
 * RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it: texts come from a model, and
 * numbers stand as numbers.
 */
function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const inert = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Columns whose cells are all numbers or empty stand to the right. */
function alignments({ head, rows }: PlainTable): readonly string[] {
  return head.map((_, column) => {
    const cells = rows.map(row => row[column] ?? null).filter(cell => cell !== null);
    return cells.length > 0 && cells.every(cell => typeof cell === "number") ? "--:" : "---";
  });
}

/** A table as text, for every "Copy" and for the command line. Every line ends with a line break. */
export const tableText = {
  /** `numberText`: how numbers are written; as they are where nobody says. */
  markdown(table: PlainTable, numberText: (value: number) => string = String): string {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
    const full = (row: PlainTable["rows"][number]) =>
      table.head.map((_, column) => markdownCell(row[column] ?? null, numberText));
    return [
      line(table.head.map(markdownText)),
      line(alignments(table)),
      ...table.rows.map(row => line(full(row))),
    ].join("");
  },
  csv(table: PlainTable): string {
    const line = (cells: readonly Cell[]) => `${cells.map(csvCell).join(",")}\r\n`;
    return [line(table.head), ...table.rows.map(row => line(table.head.map((_, i) => row[i] ?? null)))].join("");
  },
} as const;
