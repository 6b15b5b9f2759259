import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files below the folders that hold a text. */
export function filesWith(text: string, folders: readonly string[]): readonly string[] {
  const wanted = Buffer.from(text);
  return folders.flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map(name => join(folder, name))
      .filter(file => holds(file, wanted)),
  );
}

function holds(file: string, wanted: Buffer): boolean {
  try {
    return lstatSync(file).isFile() && readFileSync(file).includes(wanted);
  } catch {
    return false; // gone meanwhile
  }
}
