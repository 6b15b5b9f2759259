import { readdirSync, readFileSync } from "node:fs";

/** The command lines of all processes of this machine, as `ps` shows them to everybody. */
export function processLines(): readonly string[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}
