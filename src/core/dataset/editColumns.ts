import { applyEdits, modify } from "jsonc-parser";
import type { ColumnNames } from "./columnNames.js";

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" } as const;

/**
 * The text of a loupe.json with these columns: everything else in it stays as it is written, other columns too. Null takes a
 * column out. An empty text becomes an object.
 */
export function editColumns(
  text: string,
  columns: Readonly<Partial<Record<keyof ColumnNames, string | null | undefined>>>,
): string {
  let after = text.trim() === "" ? "{}\n" : text;
  for (const [role, column] of Object.entries(columns))
    after = applyEdits(after, modify(after, ["columns", role], column ?? undefined, { formattingOptions }));
  return after;
}
