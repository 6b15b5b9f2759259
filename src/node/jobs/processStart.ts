import { readFileSync } from "node:fs";

/** When a process of this machine began, in ticks since its boot; null where the system has no /proc or no such process. */
export function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    // The name stands in parentheses and may hold anything; field 22 is the 20th after them.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
