import type { Alarm } from "../../protocol/reward/curvesApi.js";
import type { RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { Rewards } from "../reward/rewards.js";
import type { AlarmsOutput } from "./alarmsOutput.js";
import type { CommandOptions } from "./commandOptions.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { withRewards } from "./withRewards.js";

/** Names something that is there, where nothing was named. */
const anyStrategy = "rarl";

const alarmJson = ({ values, evidence, ...alarm }: Alarm) => ({
  ...alarm,
  values: { ...values },
  evidence: evidence.map(ref => ({ ...ref })),
});

async function alarmsOf({ curves }: Rewards, source: RolloutSource): Promise<AlarmsOutput["sets"][number]> {
  const { run, phase, folder, rollouts, steps } = source;
  const set = { run, phase, folder, from: null, to: null };
  const alarms = await curves.alarms({ set });
  const breaks = [...(await curves.breaksOf(set))];
  return { run, phase, folder, rollouts, steps: steps.length, breaks, alarms: alarms.map(alarmJson) };
}

const figure = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(3));

function alarmLine({ id, state, silence, step, lastStep, values }: Alarm): string {
  const numbers = Object.entries(values).map(([name, value]) => `${name} ${figure(value)}`);
  if (state === "fires") return `  ${id}: fires at step ${step}, holds up to step ${lastStep} (${numbers.join(", ")})`;
  return `  ${id}: ${state === "quiet" ? "quiet" : `cannot be judged: ${silence}`}`;
}

function printText({ sets }: AlarmsOutput, output: Output): void {
  for (const { run, phase, rollouts, steps, alarms } of sets) {
    output.out(`${printable(`${run} · ${phase} · ${rollouts} rollouts in ${steps} steps`)}\n`);
    for (const alarm of alarms) output.out(`${alarmLine(alarm)}\n`);
  }
}

/** `loupe alarms PATH`: what training goes wrong by, of the training dumps of every run. */
export async function alarmsCommand(path: string, options: CommandOptions, output: Output): Promise<void> {
  await withRewards(path, { ...options, strategy: anyStrategy }, output, async ({ rewards }) => {
    const sources = rewards.facts.sources().filter(({ phase, steps }) => phase === "training" && steps.length > 0);
    if (sources.length === 0) throw new ExpectedError(`${path}: no training rollouts with steps found`);
    const sets = [];
    for (const source of sources) sets.push(await alarmsOf(rewards, source));
    if (options.json === true) output.out(`${JSON.stringify({ sets })}\n`);
    else printText({ sets }, output);
  });
}
