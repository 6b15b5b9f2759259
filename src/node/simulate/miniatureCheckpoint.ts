import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import * as z from "zod";
import type { Miniature } from "../../core/simulate/miniature/miniature.js";
import { miniatureOptionsSchema } from "../../core/simulate/miniature/miniatureOptions.js";
import { miniatureStateSchema } from "../../core/simulate/miniature/miniatureState.js";
import type { RunPaths } from "../sample/runPaths.js";
import { miniatureMark } from "./miniatureReadme.js";
import { keptStrategySchema } from "./miniatureRequest.js";
import { partSuffix, replaceFile } from "./replaceFile.js";
import type { RunDisk } from "./runDisk.js";
import { withoutKey } from "./withoutKey.js";

/** `policy.json` of a checkpoint. The run's number of steps is no part of it: it can be raised. */
const checkpointSchema = z.object({
  miniature: z.literal(1),
  options: miniatureOptionsSchema.omit({ steps: true }),
  strategy: keptStrategySchema,
  parameters: z.array(z.string()),
  state: miniatureStateSchema,
});
export type MiniatureCheckpoint = z.infer<typeof checkpointSchema>;

const policyFile = "policy.json";

function policyText(miniature: Miniature): string {
  const policy = {
    simulated: miniatureMark,
    miniature: 1,
    strategy: withoutKey(miniature.strategy, "own"),
    options: withoutKey(miniature.options, "steps"),
    parameters: miniature.parameterNames,
    state: miniature.state(),
  };
  return `${JSON.stringify(policy, null, 1)}\n`;
}

/** Writes a checkpoint whose folder is whole once it has its name, and says last, as verl does, that it is there. */
export async function writeCheckpoint(disk: RunDisk, paths: RunPaths, miniature: Miniature): Promise<void> {
  const { step } = miniature.state();
  const folder = paths.checkpoint(step);
  await disk.makeFolder(folder + partSuffix);
  await disk.write(join(folder + partSuffix, policyFile), policyText(miniature));
  await disk.rename(folder + partSuffix, folder);
  await replaceFile(disk, paths.tracker, String(step));
}

/** Steps of the folders that are named like checkpoints, last first. */
export async function checkpointSteps({ run }: RunPaths): Promise<readonly number[]> {
  const names = await readdir(run).catch(() => []);
  return names
    .map(name => Number(/^global_step_(\d+)$/.exec(basename(name))?.[1] ?? Number.NaN))
    .filter(step => Number.isSafeInteger(step))
    .sort((a, b) => b - a);
}

async function readCheckpoint(folder: string): Promise<MiniatureCheckpoint | null> {
  try {
    const parsed = checkpointSchema.safeParse(JSON.parse(await readFile(join(folder, policyFile), "utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The last checkpoint that is complete; null when there is none. */
export async function lastCheckpoint(paths: RunPaths): Promise<MiniatureCheckpoint | null> {
  for (const step of await checkpointSteps(paths)) {
    const read = await readCheckpoint(paths.checkpoint(step));
    if (read?.state.step === step) return read;
  }
  return null;
}
