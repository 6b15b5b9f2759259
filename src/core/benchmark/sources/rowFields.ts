import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";

/** Text of a column; numbers are written as text. Null: none, or empty. */
export function textField(value: JsonObject, column: string): string | null {
  const field = value[column];
  if (typeof field === "number" && Number.isFinite(field)) return String(field);
  return typeof field === "string" && field.trim() !== "" ? field : null;
}

/** A whole number of a column, also written as text. */
export function wholeField(value: JsonObject, column: string): number | null {
  const field = value[column];
  const number = typeof field === "string" && /^\s*[+-]?\d{1,15}(?:\.0+)?\s*$/.test(field) ? Number(field) : field;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null;
}

type About = Readonly<Record<string, string | number | boolean>>;

/** The columns of a row that are kept as they stand, without those that say nothing. */
export function aboutRow(value: JsonObject, columns: readonly string[]): About {
  const about: Record<string, string | number | boolean> = {};
  for (const column of columns) {
    const field = value[column];
    if (typeof field === "boolean" || (typeof field === "number" && Number.isFinite(field))) about[column] = field;
    else if (typeof field === "string" && field !== "") about[column] = field;
  }
  return about;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** A, B, C … and numbers behind Z, which no set needs. */
export const optionLetter = (index: number): string => letters[index] ?? String(index + 1);

/** An image as datasets write one: a path, or a struct of path and bytes. */
export function imageName(cell: unknown): string | null {
  const path = isJsonObject(cell) ? cell["path"] : cell;
  if (typeof path !== "string" || path === "" || /^data:/i.test(path)) return null;
  return path;
}

/** Whether the row itself holds the image: a struct whose bytes are there or were not read, or a data URI. */
export function holdsImage(cell: unknown): boolean {
  if (typeof cell === "string") return /^data:/i.test(cell);
  return isJsonObject(cell) && !(cell["bytes"] === null && imageName(cell) !== null);
}
