import { readdirSync, readFileSync } from "node:fs";

/** Pids of the ssh clients that use a configuration file; those that a jump host needs are not counted. */
export function sshProcesses(configFile: string): readonly number[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name) && isClient(name, configFile))
    .map(Number);
}

function isClient(pid: string, configFile: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return /(^|\/)ssh$/.test(words[0] ?? "") && words.includes(configFile) && !words.includes("-W");
  } catch {
    return false;
  }
}
