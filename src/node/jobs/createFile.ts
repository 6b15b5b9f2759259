import { writeFileSync } from "node:fs";

/** Creates a file that must not exist yet; false when somebody else was first. Throws for every other reason. */
export function createFile(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
