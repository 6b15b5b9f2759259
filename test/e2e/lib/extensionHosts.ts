import { readdirSync, readFileSync } from "node:fs";

/** The processes that run the extensions of the windows whose data are in this folder. */
export function extensionHosts(dataFolder: string): readonly number[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        const isHost = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=extensionHost");
        return isHost && readFileSync(`/proc/${pid}/environ`, "utf8").includes(dataFolder);
      } catch {
        return false; // it has ended meanwhile
      }
    })
    .map(Number);
}
