import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Whether this machine remembers a job: by the names of their files alone. `storage`: the extension's own, absolute. */
export async function remembersJobs(storage: string): Promise<boolean> {
  try {
    return (await readdir(join(storage, "jobs"))).some(name => name.endsWith(".json"));
  } catch {
    return false; // nothing was ever launched
  }
}
