import type { DrawnCell, DrawnRow, DrawnTable } from "./drawnTable.js";
import type { ResultSay } from "./resultSay.js";

/** Characters that Markdown would take for its own, and the line breaks that would end a row. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>|#~]/g, "\\$&")
    .replace(/\s*[\r\n]+\s*/g, " ")
    .trim();

function markdownCell(cell: DrawnCell | null): string {
  if (cell === null) return "";
  const text = escaped(cell.text);
  if (cell.emphasis === null) return text;
  return cell.emphasis === "best" ? `**${text}**` : `*${text}*`;
}

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;

function markdownRow({ label, cells }: DrawnRow, width: number): string {
  const full = Array.from({ length: width - 1 }, (_, at) => markdownCell(cells[at] ?? null));
  return line([escaped(label), ...full]);
}

/** Tables as text; every line ends with a line break. */
export const drawnText = {
  markdown(tables: readonly DrawnTable[], say: ResultSay): string {
    const parts = tables.map(({ title, head, rows, notes }) => {
      const listed = notes.map(note => `- ${escaped(note)}\n`).join("");
      const body = rows.map(row => markdownRow(row, head.length)).join("");
      const table = `${line(head.map(escaped))}${line(head.map(() => "---"))}${body}`;
      return `## ${escaped(title)}\n\n${table}${listed === "" ? "" : `\n${say("result_notes")}\n\n${listed}`}`;
    });
    return parts.join("\n");
  },
  /** Rows of words for people's eyes: the head, then the rows; `*` behind what is set in bold. */
  plain({ head, rows }: DrawnTable): readonly (readonly string[])[] {
    const cell = (one: DrawnCell | null) => (one === null ? "–" : `${one.text}${one.emphasis === "best" ? "*" : ""}`);
    return [head, ...rows.map(({ label, cells }) => [label, ...head.slice(1).map((_, at) => cell(cells[at] ?? null))])];
  },
} as const;
