import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..", "..");

/** Every file of the project that git tracks or would track, as a path from its root. */
export const projectFiles: readonly string[] = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter(file => file !== "" && existsSync(join(root, file)));

/** The text of a file of the project. */
export const readProjectFile = (file: string): string => readFileSync(join(root, file), "utf8");

/** A JSON file of the project, parsed. */
export const readProjectJson = (file: string): unknown => JSON.parse(readProjectFile(file));
