import type { RolloutDetails } from "../../core/rollout/rolloutDetails.js";
import { executedCalls } from "../runs/executedCalls.js";
import type { ListedStep } from "../runs/listedSteps.js";
import type { Runs } from "../runs/runs.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import type { CommandOptions } from "./commandOptions.js";
import { refuseUnread } from "./refuseUnread.js";
import { statsJson } from "./statsJson.js";
import { tellProblems } from "./tellProblems.js";

type StepJson = ReturnType<typeof statsJson>;

const figure = (value: number | null) => (value === null ? "–" : value.toFixed(3));

function nameOf(step: StepJson): string {
  if (step.step === null) return step.file;
  return `${step.phase} ${step.step}${step.stale ? " (stale)" : ""}`;
}

function line(step: StepJson): string {
  const { right, wrong, unknown } = step.accuracy;
  const cells = [
    nameOf(step),
    `${step.rollouts} rollouts in ${step.groups} groups (${step.flatGroups} without spread)`,
    `mean score ${figure(step.meanScore)} of ${step.scored}`,
    `right ${right}, wrong ${wrong}, unknown ${unknown}`,
    `zooms ${figure(step.callsPerRollout)} (${figure(step.executedPerRollout)} executed)`,
    `IoU ${figure(step.meanIou.all)} of ${step.meanIou.n} calls`,
    ...(step.cut > 0 ? [`${step.cut} without an answer`] : []),
    ...(step.malformed > 0 ? [`${step.malformed} malformed`] : []),
    ...(step.unread > 0 ? [`${step.unread} not opened`] : []),
  ];
  return printable(cells.join(" · "));
}

async function figuresOf(runs: Runs, listed: ListedStep): Promise<StepJson> {
  const known: RolloutDetails[] = [];
  const executed: (number | null)[] = [];
  let unread = 0;
  let malformed = 0;
  for await (const opened of runs.openedRows(listed.step)) {
    if (opened.kind === "rollout") {
      known.push(opened.details);
      executed.push(executedCalls(opened.placed));
    } else if (opened.kind === "malformed") malformed++;
    else unread++;
  }
  return statsJson(listed, { known, executed, unread, malformed }, runs.statisticsOf(listed.step));
}

/**
 * `loupe stats PATH`: figures of every step, told as they are known. Of a step that was written again after a resume the
 * latest counts; the earlier ones are listed apart.
 */
export async function statsCommand(path: string, options: CommandOptions, output: Output): Promise<void> {
  const runs = await openRuns([path], options);
  try {
    refuseUnread(runs, path);
    const steps: StepJson[] = [];
    const superseded: StepJson[] = [];
    for (const listed of runs.listedSteps()) {
      const figures = await figuresOf(runs, listed);
      (listed.isRepeated ? superseded : steps).push(figures);
      if (options.json !== true) output.out(`${line(figures)}${listed.isRepeated ? " · written again later" : ""}\n`);
    }
    if (options.json === true) output.out(`${JSON.stringify({ steps, superseded })}\n`);
    else if (steps.length === 0) output.err("loupe: no rollouts found\n");
    tellProblems(runs, output);
  } finally {
    await runs.dispose();
  }
}
