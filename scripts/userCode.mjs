import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** macOS keeps the command inside the application until its user puts it on PATH. */
const macCode = "/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code";

/**
 * The `code` command of the user's own VS Code, or undefined.
 *
 * @returns {string | undefined}
 */
export function userCode() {
  const names = process.platform === "win32" ? ["code.cmd", "code.exe"] : ["code"];
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(folder => folder !== "");
  return [...folders.flatMap(folder => names.map(name => join(folder, name))), macCode].find(existsSync);
}
