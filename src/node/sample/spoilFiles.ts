import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunPlan } from "../../core/simulate/runPlan.js";
import type { FileFault } from "./faults.js";
import type { SamplePaths } from "./samplePaths.js";
import { writeStep, writeWhole } from "./writeStep.js";

async function tear(file: string): Promise<void> {
  const bytes = await readFile(file);
  const lastLine = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
  await truncate(file, lastLine + Math.floor((bytes.length - lastLine) * 0.6));
}

async function breakLine(file: string): Promise<void> {
  const lines = (await readFile(file, "utf8")).split("\n");
  const middle = Math.floor(lines.length / 2);
  await writeFile(
    file,
    lines.map((line, index) => (index === middle ? line.slice(0, line.length / 2) : line)).join("\n"),
  );
}

/** A run that went back: the metrics are wiped as verl's logger does, a quarter of the steps written anew. */
async function resume(paths: SamplePaths, plan: RunPlan): Promise<void> {
  const resumed: RunPlan = { ...plan, attempt: "resumed" };
  const from = Math.floor(plan.steps / 2) + 1;
  const to = Math.min(plan.steps, from + Math.ceil(plan.steps / 4) - 1);
  await writeFile(paths.metrics, "");
  for (let step = from; step <= to; step++) await writeStep(paths, resumed, step, writeWhole);
}

/** Does to a finished run's files what the fault says. Page faults are done when pages are written. */
export async function spoilFiles(paths: SamplePaths, plan: RunPlan, fault: FileFault | null): Promise<void> {
  const last = join(paths.rollouts, `${plan.steps}.jsonl`);
  switch (fault) {
    case null:
    case "missing-pages":
    case "wrong-size-pages":
      return;
    case "torn":
      return tear(last);
    case "bad-line":
      return breakLine(join(paths.rollouts, `${Math.ceil(plan.steps / 2)}.jsonl`));
    case "empty-file":
      return truncate(last, 0);
    case "resumed":
      return resume(paths, plan);
    default: {
      const never: never = fault;
      return never;
    }
  }
}
