// All strategies on a dump, in a process of its own: node rewardVariant.mjs FOLDER DATASET
import { fileURLToPath } from "node:url";
import { builtInStrategies } from "../../src/core/reward/builtInStrategies.js";
import { defaultIndexLimits } from "../../src/node/index/indexLimits.js";
import { Rewards } from "../../src/node/reward/rewards.js";
import { ThreadCrew } from "../../src/node/reward/threadCrew.js";
import { Runs } from "../../src/node/runs/runs.js";
import type { RolloutSet } from "../../src/protocol/reward/rolloutSet.js";
import type { RunsSettings } from "../../src/protocol/runsApi.js";
import { median } from "./figure.js";

/** What a person waits for, in milliseconds. */
interface Waits {
  /** Every strategy on every rollout, the first time. Of it, reading the facts. */
  readonly firstMs: number;
  readonly readMs: number;
  /** The same table after one strategy changed. */
  readonly changedMs: number;
  readonly compareMs: number;
}

export interface RewardResult extends Waits {
  /** `firstMs` in a process that has never read a rollout: its code is loaded and compiled on the way. */
  readonly coldMs: number;
  /** From the call that cancels to the end of what it cancels. */
  readonly cancelMs: number;
  readonly rollouts: number;
  readonly bytes: number;
  readonly peakBytes: number;
  /** Rollouts whose boxes were judged by targets. */
  readonly judged: number;
}

/** Every pass forgets all facts and reads them anew. The first ones are for the engine to compile what is measured. */
const warmPasses = 2;
const passes = 3;

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

const settingsFor = (folder: string, dataset: string): RunsSettings => ({
  roots: [folder],
  storage: null,
  discovery: defaultIndexLimits,
  pollSeconds: 10,
  savedIndexMegabytes: 0,
  extractedImagesMegabytes: 0,
  imageRoots: [],
  datasets: [dataset],
  space: "page",
  spaceByRun: {},
  pathPrefixes: {},
  strategies: [],
  applyOrientation: false,
  isTrusted: true,
});

async function opened(folder: string, dataset: string): Promise<Runs> {
  const runs = new Runs({ onEvent: () => undefined, watch: false, log: quiet });
  await runs.configure(settingsFor(folder, dataset));
  await runs.whenIdle();
  return runs;
}

function rewardsOf(runs: Runs): Rewards {
  const script = fileURLToPath(new URL("factWorker.mjs", import.meta.url));
  const crew = new ThreadCrew(script, error => {
    throw error;
  });
  return new Rewards(runs, () => undefined, [], crew);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function cancelled(runs: Runs, set: RolloutSet): Promise<number> {
  const rewards = rewardsOf(runs);
  const reading = rewards.facts.of(set).catch(() => undefined);
  await new Promise(resolve => setTimeout(resolve, 150));
  const ms = await timed(() => {
    rewards.facts.cancel();
    return reading;
  });
  await rewards.dispose();
  return ms;
}

const wholeOf = (rewards: Rewards, folder: string): RolloutSet => {
  const run = rewards.facts.sources()[0]?.run ?? folder;
  return { run, phase: "training", folder: null, from: null, to: null };
};

async function waits(rewards: Rewards, whole: RolloutSet): Promise<Waits> {
  const strategies = builtInStrategies.map(({ id }) => id);
  const table = (specs: readonly string[]) =>
    rewards.whatIf.strategyTable({
      columns: [whole],
      strategies: [...specs],
      against: "logged",
      estimator: "grpo",
    });
  const readMs = await timed(() => rewards.facts.of(whole));
  const firstMs = readMs + (await timed(() => table(strategies)));
  const changedMs = await timed(() => table([...strategies.slice(1), "rarl@match=reuse"]));
  const sides = [whole, { ...whole, from: 0 }];
  for (const side of sides) await rewards.facts.of(side);
  const compareMs = await timed(() => rewards.comparisons.compare({ sides, left: 0, right: 1 }));
  return { firstMs, readMs, changedMs, compareMs };
}

const middle = (all: readonly Waits[], of: (one: Waits) => number): number => median(all.map(of));

async function measure(folder: string, dataset: string): Promise<RewardResult> {
  const runs = await opened(folder, dataset);
  const rewards = rewardsOf(runs);
  const whole = wholeOf(rewards, folder);
  const all: Waits[] = [];
  for (let pass = 0; pass < warmPasses + passes; pass++) {
    await runs.refresh();
    all.push(await waits(rewards, whole));
  }
  const { view } = await rewards.facts.of(whole);
  let judged = 0;
  for (let index = 0; index < view.count; index++) if (view.meanIouOf(index) >= 0) judged++;
  const { bytes } = rewards.facts;
  await rewards.dispose();
  const cancelMs = await cancelled(runs, whole);
  await runs.dispose();
  const warm = all.slice(warmPasses);
  return {
    firstMs: middle(warm, one => one.firstMs),
    readMs: middle(warm, one => one.readMs),
    changedMs: middle(warm, one => one.changedMs),
    compareMs: middle(warm, one => one.compareMs),
    coldMs: all[0]?.firstMs ?? NaN,
    cancelMs,
    rollouts: view.count,
    bytes,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    judged,
  };
}

process.stdout.write(`${JSON.stringify(await measure(process.argv[2] ?? "", process.argv[3] ?? ""))}\n`);
