import type { EstimatorId } from "../../core/reward/estimatorId.js";
import type { StrategyFigures } from "../../core/reward/strategyFigures.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { Rewards } from "../reward/rewards.js";
import type { CommandOptions } from "./commandOptions.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import type { RescoreOutput } from "./rescoreOutput.js";
import { figureText, rewardTable } from "./rewardTable.js";
import { withheldText } from "./withheldText.js";
import { withRewards } from "./withRewards.js";

export interface RescoreOptions extends CommandOptions {
  readonly strategy: string;
  readonly strategies?: string;
  readonly estimator: EstimatorId;
  readonly against: string;
}

type SetJson = RescoreOutput["sets"][number];
type FiguresJson = SetJson["strategies"][string];

/** Of the compared ones; null where nothing can be compared. */
const shareOf = (count: number | null, compared: number) =>
  count === null || compared === 0 ? null : count / compared;

const figuresJson = (figures: StrategyFigures): FiguresJson => ({
  ...figures,
  flat: { ...figures.flat },
  flippedShare: shareOf(figures.flipped, figures.compared),
  signalShare: shareOf(figures.signalChanged, figures.compared),
});

interface Asked {
  readonly strategies: readonly string[];
  readonly against: string;
  readonly estimator: EstimatorId;
}

/** The figures of each set under each strategy; sets that hold nothing have none. */
async function figuresOf(rewards: Rewards, sets: readonly RolloutSet[], { strategies, ...asked }: Asked) {
  const found: { readonly set: RolloutSet; readonly strategies: SetJson["strategies"]; readonly unread: number }[] = [];
  for (const set of sets) {
    const params = { columns: [set], strategies: [...strategies], ...asked };
    const { cells, unread } = await rewards.whatIf.strategyTable(params);
    const entries = strategies.flatMap((spec, k) => {
      const cell = cells[k]?.[0] ?? null;
      return cell === null ? [] : [[spec, figuresJson(cell)] as const];
    });
    found.push({ set, strategies: Object.fromEntries(entries), unread });
  }
  return found;
}

async function setJson(rewards: Rewards, { run, phase, folder, steps }: RolloutSource, asked: Asked): Promise<SetJson> {
  const whole = { run, phase, folder, from: null, to: null };
  const [all] = await figuresOf(rewards, [whole], asked);
  const ofSteps = await figuresOf(
    rewards,
    steps.map(step => ({ ...whole, from: step, to: step })),
    asked,
  );
  return {
    ...{ run, phase, folder },
    unread: all?.unread ?? 0,
    strategies: all?.strategies ?? {},
    steps:
      steps.length === 0
        ? [{ step: null, strategies: all?.strategies ?? {} }]
        : ofSteps.map(({ set, strategies }) => ({ step: set.from, strategies })),
  };
}

const head = ["", "mean", "format", "acc", "count", "iou", "unknown", "flat", "flips", "signal", "rank", "of"];

const countText = (count: number | null) => (count === null ? "–" : String(count));

function row(name: string, cell: FiguresJson): readonly string[] {
  const { means, notRecomputable, flatGroups, groups, flipped, signalChanged, rank, compared } = cell;
  return [
    name,
    ...[means.total, means.format, means.accuracy, means.toolCount, means.toolAccuracy].map(mean => figureText(mean)),
    String(notRecomputable),
    flatGroups === null ? "–" : `${flatGroups}/${groups}`,
    countText(flipped),
    countText(signalChanged),
    figureText(rank.value),
    String(compared),
  ];
}

function printSet({ run, phase, folder, unread, strategies, steps }: SetJson, output: Output): void {
  const rows = (name: string, cells: SetJson["strategies"]) =>
    Object.entries(cells).map(([spec, cell]) => row(`${name} ${spec}`, cell));
  const lines = rewardTable([
    head,
    ...steps.flatMap(({ step, strategies: cells }) => (step === null ? [] : rows(`step ${step}`, cells))),
    ...rows("all", strategies),
  ]);
  output.out(`${folder ?? run}, ${phase}\n`);
  const notes = Object.entries(strategies).flatMap(([spec, cell]) => withheldText(spec, cell, cell.rollouts));
  for (const line of [...lines, ...notes]) output.out(`${line}\n`);
  if (unread > 0) output.err(`loupe: ${unread === 1 ? "1 row was" : `${unread} rows were`} not read as rollouts\n`);
}

/** `loupe rescore PATH --strategy A,B`: what other strategies would have paid and pushed on, step by step. */
export async function rescoreCommand(path: string, options: RescoreOptions, output: Output): Promise<void> {
  const { estimator, against } = options;
  await withRewards(path, options, output, async ({ rewards, strategies }) => {
    const made: RescoreOutput = { estimator, against, sets: [] };
    for (const source of rewards.facts.sources())
      made.sets.push(await setJson(rewards, source, { strategies, against, estimator }));
    if (made.sets.length === 0) throw new ExpectedError(`${path}: no rollouts found`);
    if (options.json === true) output.out(`${JSON.stringify(made)}\n`);
    else for (const set of made.sets) printSet(set, output);
  });
}
