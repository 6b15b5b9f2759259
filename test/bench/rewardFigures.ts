import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atMost, exactly, median, type Figure } from "./figure.js";
import { generateDataset } from "./generateDump.js";
import type { RewardResult } from "./rewardVariant.js";
import { runJson, runVariant } from "./runVariant.js";

export interface RewardBench {
  /** As many files as the whole dump has. */
  readonly whole: string;
  readonly rollouts: number;
  readonly rounds: number;
  readonly scratch: string;
  readonly say: (text: string) => void;
}

interface Round {
  readonly parseMs: number;
  readonly reward: RewardResult;
}

/** A person who cancels should not have to wait longer than this. */
const promptMs = 100;
/** Columns of a rollout with six zoom calls, and what its set adds. */
const mostBytes = 600;

async function runRound(whole: string, dataset: string, isParseFirst: boolean): Promise<Round> {
  const script = fileURLToPath(new URL("rewardVariant.mjs", import.meta.url));
  const reward = () => runJson<RewardResult>(process.execPath, [script, whole, dataset]);
  const parse = async () => (await runVariant("parse", whole, { warm: 1 })).ms;
  if (isParseFirst) return { parseMs: await parse(), reward: await reward() };
  const measured = await reward();
  return { parseMs: await parse(), reward: measured };
}

function timeFigures(rounds: readonly Round[]): readonly Figure[] {
  const figure = (name: string, target: number, of: (reward: RewardResult) => number): Figure =>
    atMost(
      `${name}, of JSON.parse in two workers`,
      target,
      rounds.map(({ parseMs, reward }) => of(reward) / parseMs),
      Math.min(...rounds.map(({ reward }) => of(reward))) / Math.min(...rounds.map(({ parseMs }) => parseMs)),
    );
  return [
    figure("all strategies on the whole dump, the first time", 1.3, ({ firstMs }) => firstMs),
    figure("the same after a change of one strategy", 0.1, ({ changedMs }) => changedMs),
    figure("comparing two checkpoints of 25,600 rollouts", 0.02, ({ compareMs }) => compareMs),
  ];
}

/** What a reward view costs: reading the facts of a dump, its table of strategies, a comparison. */
export async function rewardFigures({
  whole,
  rollouts,
  rounds,
  scratch,
  say,
}: RewardBench): Promise<readonly Figure[]> {
  const dataset = join(scratch, "dataset.jsonl");
  generateDataset(dataset);
  const measured: Round[] = [];
  for (let k = 0; k < rounds; k++) {
    say(`rewards, round ${String(k + 1)} of ${String(rounds)}`);
    measured.push(await runRound(whole, dataset, k % 2 === 0));
  }
  const cancel = median(measured.map(({ reward }) => reward.cancelMs));
  const [first] = measured;
  const bytes = (first?.reward.bytes ?? NaN) / rollouts;
  const read = first?.reward.rollouts ?? 0;
  const judged = first?.reward.judged ?? 0;
  return [
    ...timeFigures(measured),
    {
      name: "the first time in a new process, which compiles its code on the way",
      target: "told",
      measured: median(measured.map(({ parseMs, reward }) => reward.coldMs / parseMs)).toFixed(2),
      ok: true,
    },
    // A time, which a loaded machine may stretch: told, and no count to fail on.
    { name: "cancelling it", target: `≤ ${promptMs} ms`, measured: `${cancel.toFixed(1)} ms`, ok: cancel <= promptMs },
    exactly("facts in columns, bytes a rollout", `≤ ${mostBytes}`, bytes.toFixed(0), bytes <= mostBytes),
    exactly(
      "rollouts that were read; with boxes that were judged",
      String(rollouts),
      `${read}; ${judged}`,
      read === rollouts && judged > read / 2,
    ),
  ];
}
