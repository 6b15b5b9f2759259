import { readdir } from "node:fs/promises";
import type { RunPaths } from "../sample/runPaths.js";

/** Whether a run has dumps of rollouts, be they of its first step alone. */
export async function hasRollouts({ rollouts }: Pick<RunPaths, "rollouts">): Promise<boolean> {
  const names = await readdir(rollouts).catch(() => []);
  return names.some(name => /^\d+\.jsonl$/.test(name));
}
