import { readdirSync, readlinkSync } from "node:fs";

/** Pids of everything whose current folder is this one or below it. */
export function processesIn(folder: string): readonly number[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name) && isIn(name, folder))
    .map(Number);
}

function isIn(pid: string, folder: string): boolean {
  try {
    const at = readlinkSync(`/proc/${pid}/cwd`);
    return at === folder || at.startsWith(`${folder}/`);
  } catch {
    return false;
  }
}
