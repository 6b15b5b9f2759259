import { renameSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";

/** Replaces a file at once: whoever reads it finds the old text or the new one, never a part. Only the person may read it. */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: 0o600, flag: "wx" });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
