import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The folder in which the command line remembers things: LOUPE_STORAGE, or one in the home folder. */
export function storageFolder(): string {
  const named = process.env["LOUPE_STORAGE"];
  return resolve(named === undefined || named === "" ? join(homedir(), ".loupe", "client") : named);
}
