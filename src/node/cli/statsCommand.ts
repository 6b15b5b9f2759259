import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import type { CommandOptions } from "./program.js";
import { statsJson } from "./statsJson.js";

type StepJson = ReturnType<typeof statsJson>;

const figure = (value: number | null) => (value === null ? "–" : value.toFixed(3));

function line(step: StepJson): string {
  const { right, wrong, unknown } = step.accuracy;
  const cells = [
    `${step.phase} ${step.step}${step.stale ? " (stale)" : ""}`,
    `${step.rollouts} rollouts in ${step.groups} groups (${step.flatGroups} without spread)`,
    `mean score ${figure(step.meanScore)} of ${step.scored}`,
    `right ${right}, wrong ${wrong}, unknown ${unknown}`,
    `zooms ${figure(step.callsPerRollout)} (${figure(step.executedPerRollout)} executed)`,
    `IoU ${figure(step.meanIou.all)} of ${step.meanIou.n} calls`,
  ];
  return cells.join(" · ");
}

/** `loupe stats PATH`. */
export async function statsCommand(path: string, options: CommandOptions, output: Output): Promise<void> {
  const runs = await openRuns([path], options);
  try {
    const steps: StepJson[] = [];
    for await (const { step, details } of runs.detailedSteps()) steps.push(statsJson(step, details));
    output.out(options.json === true ? `${JSON.stringify({ steps })}\n` : `${steps.map(line).join("\n")}\n`);
  } finally {
    await runs.dispose();
  }
}
