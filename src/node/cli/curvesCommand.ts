import type { RewardCurves } from "../../protocol/reward/curvesApi.js";
import type { RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { Rewards } from "../reward/rewards.js";
import type { CommandOptions } from "./commandOptions.js";
import type { CurvesOutput } from "./curvesOutput.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { figureText, rewardTable } from "./rewardTable.js";
import { withRewards } from "./withRewards.js";

export interface CurvesOptions extends CommandOptions {
  readonly align: CurvesOutput["align"];
}

type SetJson = CurvesOutput["sets"][number];

/** Names something that is there, where nothing was named. */
const anyStrategy = "rarl";

const curveJson = ({ curve, source, steps, x, values, n }: RewardCurves["curves"][number]) => ({
  ...{ curve, source },
  ...{ steps: [...steps], x: [...x], values: [...values], n: [...n] },
});

const metricJson = ({ name, means, steps, x, values }: RewardCurves["metrics"][number]) => ({
  ...{ name, means },
  ...{ steps: [...steps], x: [...x], values: [...values] },
});

async function setJson({ curves }: Rewards, source: RolloutSource, align: CurvesOutput["align"]): Promise<SetJson> {
  const { run, phase, folder, rollouts } = source;
  const drawn = await curves.rewardCurves({ sets: [{ run, phase, folder, from: null, to: null }], align });
  return {
    ...{ run, phase, folder, rollouts },
    origin: drawn.origins[0] ?? 1,
    breaks: [...(drawn.breaks[0] ?? [])],
    curves: drawn.curves.map(curveJson),
    metrics: drawn.metrics.map(metricJson),
  };
}

function printSet({ run, phase, folder, curves }: SetJson, output: Output): void {
  const steps = [...new Set(curves.flatMap(curve => curve.steps))].sort((a, b) => a - b);
  const valueAt = (curve: SetJson["curves"][number], step: number) =>
    figureText(curve.values[curve.steps.indexOf(step)] ?? null);
  const rows = steps.map(step => [String(step), ...curves.map(curve => valueAt(curve, step))]);
  output.out(`${printable(`${folder ?? run}, ${phase}`)}\n`);
  for (const line of rewardTable([["step", ...curves.map(({ curve }) => curve)], ...rows])) output.out(`${line}\n`);
}

/** `loupe curves PATH`: the reward, its parts and what the model does, step by step. */
export async function curvesCommand(path: string, options: CurvesOptions, output: Output): Promise<void> {
  await withRewards(path, { ...options, strategy: anyStrategy }, output, async ({ rewards }) => {
    const sources = rewards.facts.sources().filter(({ steps }) => steps.length > 0);
    if (sources.length === 0) throw new ExpectedError(`${path}: no rollouts with steps found`);
    const made: CurvesOutput = { align: options.align, sets: [] };
    for (const source of sources) made.sets.push(await setJson(rewards, source, options.align));
    if (options.json === true) output.out(`${JSON.stringify(made)}\n`);
    else for (const set of made.sets) printSet(set, output);
  });
}
