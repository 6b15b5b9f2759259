import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin", "/usr/local/sbin"];

/** Absolute path of a program, also where only the superuser looks; null: it is not there. */
export function programPath(name: string): string | null {
  return folders.map(folder => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Why tests that need these programs cannot run here; null: they can. For `describe.skipIf`; on the machine that checks
 * every change a skipped test counts as failed.
 */
export function missingPrograms(names: readonly string[]): string | null {
  const missing = names.filter(name => programPath(name) === null);
  return missing.length === 0 ? null : `needs ${missing.join(", ")}`;
}
