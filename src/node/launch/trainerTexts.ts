import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Texts of the files that travel to a training host, by name. Rejects when the folder is not there: the package is broken. */
export async function trainerTexts(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).filter(name => /\.(?:py|sh)$/.test(name));
  const texts = await Promise.all(names.map(async name => [name, await readFile(join(folder, name), "utf8")] as const));
  return Object.fromEntries(texts);
}
