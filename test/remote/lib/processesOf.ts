import { readdirSync, readFileSync } from "node:fs";

/** Pids of everything that runs now and carries the cookie of a run; zombies do not. */
export function processesOf(runId: string): readonly number[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name) && isOf(name, runId))
    .map(Number);
}

function isOf(pid: string, runId: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(`LOUPE_RUN_ID=${runId}`);
  } catch {
    return false;
  }
}
