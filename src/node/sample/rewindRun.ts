import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { validationEvery, type RunPlan } from "../../core/simulate/runPlan.js";
import type { SampleMode } from "./faults.js";
import type { SamplePaths } from "./samplePaths.js";
import { sampleReadme } from "./sampleReadme.js";

const isFile = (file: string) =>
  stat(file).then(
    found => found.isFile(),
    () => false,
  );

/** True when the folder holds the whole run of this plan, grown or not. */
export async function isWritten(paths: SamplePaths, plan: RunPlan, mode: SampleMode): Promise<boolean> {
  const readme = await readFile(paths.readme, "utf8").catch(() => "");
  if (readme !== sampleReadme(plan, mode)) return false;
  const needed = [...plan.pages.map(({ file }) => join(paths.run, file)), join(paths.rollouts, `${plan.steps}.jsonl`)];
  return (await Promise.all(needed.map(isFile))).every(Boolean);
}

/** Takes away the steps that a run grew by, as a trainer's user does who goes back to a checkpoint. */
export async function rewindRun(paths: SamplePaths, plan: RunPlan): Promise<void> {
  for (const folder of [paths.rollouts, paths.validation]) {
    const names = await readdir(folder);
    const later = names.filter(name => Number(name.replace(".jsonl", "")) > plan.steps);
    await Promise.all(later.map(name => rm(join(folder, name), { force: true })));
  }
  const checkpoints = (await readdir(paths.run)).filter(
    name => Number(/^global_step_(\d+)$/.exec(name)?.[1]) > plan.steps,
  );
  await Promise.all(checkpoints.map(name => rm(join(paths.run, name), { recursive: true, force: true })));
  const lines = (await readFile(paths.metrics, "utf8")).split("\n").slice(0, plan.steps + 1);
  await writeFile(paths.metrics, lines.map(line => `${line}\n`).join(""));
  const checkpoint = Math.floor(plan.steps / validationEvery) * validationEvery;
  if (checkpoint > 0) await writeFile(paths.tracker, String(checkpoint));
  else await rm(paths.tracker, { force: true });
}
