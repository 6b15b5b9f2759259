import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** Where installers put the executable (not the `code` script) of a desktop VS Code. */
const places = [
  "/usr/share/code/code",
  "/usr/lib/code/code",
  "/opt/visual-studio-code/code",
  "/snap/code/current/usr/share/code/code",
  "/Applications/Visual Studio Code.app/Contents/MacOS/Electron",
  "/Applications/Visual Studio Code.app/Contents/MacOS/Code",
  join(process.env["LOCALAPPDATA"] ?? "", "Programs", "Microsoft VS Code", "Code.exe"),
  join(process.env["ProgramFiles"] ?? "", "Microsoft VS Code", "Code.exe"),
];

/** The executable that belongs to the `code` script on PATH: `bin/code` lies one folder below it. */
function besideCode() {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const script = folders.map(folder => join(folder, "code")).find(existsSync);
  return script === undefined ? undefined : join(dirname(realpathSync(script)), "..", "code");
}

/**
 * The executable of the VS Code that is installed on this machine, or undefined.
 *
 * @returns {string | undefined}
 */
export function desktopVscode() {
  const named = process.env["VSCODE_PATH"];
  return [named, besideCode(), ...places].find(file => file !== undefined && file !== "" && existsSync(file));
}
