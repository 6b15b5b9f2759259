import type { EstimatorId } from "../../core/reward/estimatorId.js";
import { foreseenBehaviours } from "../../core/reward/foresight.js";
import type { Interval } from "../../core/reward/interval.js";
import { isUnclear } from "../../core/reward/isUnclear.js";
import type { RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { Foresight } from "../../protocol/reward/whatIfApi.js";
import type { Rewards } from "../reward/rewards.js";
import type { CommandOptions } from "./commandOptions.js";
import { ExpectedError } from "./expectedError.js";
import type { ForeseeOutput } from "./foreseeOutput.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { figureText, rewardTable } from "./rewardTable.js";
import { withheldText } from "./withheldText.js";
import { withRewards } from "./withRewards.js";

export interface ForeseeOptions extends CommandOptions {
  readonly strategy: string;
  readonly strategies?: string;
  readonly estimator: EstimatorId;
  readonly step?: number;
}

type StrategyJson = ForeseeOutput["strategies"][number];
type FigureJson = StrategyJson["aim"];

const figureJson = (figure: Interval): FigureJson => ({ ...figure, unclear: isUnclear(figure) });

function strategyJson(foresight: Foresight): StrategyJson {
  const { strategy, correlations, aim, flatGroups, groups, notRecomputable, isWithheld } = foresight;
  return {
    strategy,
    correlations: {
      format: figureJson(correlations.format),
      right: figureJson(correlations.right),
      call: figureJson(correlations.call),
      count: figureJson(correlations.count),
      view: figureJson(correlations.view),
      pageCrop: figureJson(correlations.pageCrop),
      repeat: figureJson(correlations.repeat),
    },
    aim: figureJson(aim),
    flatGroups,
    flatShare: flatGroups === null ? null : groups === 0 ? 0 : flatGroups / groups,
    notRecomputable,
    isWithheld,
  };
}

/** The training before the validation, and of its steps the given one, else the first: nothing has been learned yet. */
function setOf(sources: readonly RolloutSource[], step: number | undefined) {
  const holds = ({ steps }: RolloutSource) => step === undefined || steps.includes(step);
  const [source] = [...sources].filter(holds).sort((a, b) => a.phase.localeCompare(b.phase));
  if (source === undefined) return null;
  const chosen = step ?? source.steps[0] ?? null;
  const { run, phase, folder } = source;
  return { run, phase, folder, from: chosen, to: chosen };
}

async function foreseen(
  rewards: Rewards,
  set: NonNullable<ReturnType<typeof setOf>>,
  strategies: readonly string[],
  estimator: EstimatorId,
): Promise<ForeseeOutput> {
  const { unread } = await rewards.facts.of(set);
  const foresights = await rewards.whatIf.foresee({ set, strategies: [...strategies], estimator });
  const [first] = foresights;
  const { run, phase, folder, from } = set;
  return {
    ...{ run, phase, folder, estimator, unread },
    step: from,
    rollouts: first?.rollouts ?? 0,
    groups: first?.groups ?? 0,
    callRate: first?.callRate ?? 0,
    groupsWithCall: first?.groupsWithCall ?? 0,
    groupsWithCallIfAlike: first?.groupsWithCallIfAlike ?? 0,
    strategies: foresights.map(strategyJson),
  };
}

const cellText = ({ value, lo, hi, unclear }: FigureJson): string => {
  if (value === null) return "–";
  const interval = lo === null || hi === null ? "" : ` [${figureText(lo, 2)}, ${figureText(hi, 2)}]`;
  return `${figureText(value, 2)}${interval}${unclear ? " unclear" : ""}`;
};

const caution =
  "Correlation with call tells where zooming goes first, aim whether boxes get better; they fail differently, so take both, with `loupe paytable`, and neither for a promise.";

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

function printText(made: ForeseeOutput, output: Output): void {
  const where = made.step === null ? (made.folder ?? made.run) : `step ${made.step}`;
  const lines = rewardTable([
    ["", ...foreseenBehaviours, "aim", "flat groups", "of"],
    ...made.strategies.map(({ strategy, correlations, aim, flatShare, notRecomputable }) => [
      strategy,
      ...foreseenBehaviours.map(behaviour => cellText(correlations[behaviour])),
      cellText(aim),
      flatShare === null ? "–" : percent(flatShare),
      String(made.rollouts - notRecomputable),
    ]),
  ]);
  const calls = `rollouts with a call ${percent(made.callRate)}, groups with one ${percent(made.groupsWithCall)} (${percent(made.groupsWithCallIfAlike)} if all questions were alike)`;
  const notes = made.strategies.flatMap(one => withheldText(one.strategy, one, made.rollouts));
  for (const line of [
    `${where}: ${made.rollouts} rollouts in ${made.groups} groups`,
    calls,
    ...lines,
    ...notes,
    caution,
  ])
    output.out(`${line}\n`);
}

/** `loupe foresee DUMP`: what each strategy would push on, told from the first step of a dump. */
export async function foreseeCommand(path: string, options: ForeseeOptions, output: Output): Promise<void> {
  await withRewards(path, options, output, async ({ rewards, strategies }) => {
    const sources = rewards.facts.sources();
    const set = setOf(sources, options.step);
    const missing = options.step === undefined ? "no rollouts found" : `there is no step ${options.step}`;
    if (set === null) throw new ExpectedError(`${path}: ${missing}`);
    const trainings = sources.filter(({ phase }) => phase === "training").length;
    const looked = printable(set.folder ?? set.run);
    if (trainings > 1) output.err(`loupe: of ${trainings} trainings only the first is looked at: ${looked}\n`);
    const made = await foreseen(rewards, set, strategies, options.estimator);
    if (options.json === true) output.out(`${JSON.stringify(made)}\n`);
    else printText(made, output);
  });
}
