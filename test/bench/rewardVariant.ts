// All strategies on a dump, in a process of its own: node rewardVariant.mjs FOLDER DATASET
import { fileURLToPath } from "node:url";
import { builtInStrategies } from "../../src/core/reward/builtInStrategies.js";
import { defaultIndexLimits } from "../../src/node/index/indexLimits.js";
import { Rewards } from "../../src/node/reward/rewards.js";
import { ThreadCrew } from "../../src/node/reward/threadCrew.js";
import { Runs } from "../../src/node/runs/runs.js";
import type { RolloutSet } from "../../src/protocol/reward/rolloutSet.js";
import type { RunsSettings } from "../../src/protocol/runsApi.js";

/** Milliseconds but for what the names say. */
export interface RewardResult {
  /** Every strategy on every rollout, the first time. Of it, reading the facts. */
  readonly firstMs: number;
  readonly readMs: number;
  /** CPU of all threads while reading, and until the first table stood. */
  readonly readCpuMs: number;
  readonly firstCpuMs: number;
  /** The same table after one strategy changed. */
  readonly changedMs: number;
  readonly compareMs: number;
  /** From the call that cancels to the end of what it cancels. */
  readonly cancelMs: number;
  readonly rollouts: number;
  readonly bytes: number;
  readonly peakBytes: number;
  /** Rollouts whose boxes were judged by targets. */
  readonly judged: number;
}

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

/** CPU of the process since it began, of all its threads. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
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

async function measure(folder: string, dataset: string): Promise<RewardResult> {
  const runs = await opened(folder, dataset);
  const rewards = rewardsOf(runs);
  const run = rewards.facts.sources()[0]?.run ?? folder;
  const whole: RolloutSet = { run, phase: "training", folder: null, from: null, to: null };
  const strategies = builtInStrategies.map(({ id }) => id);
  const table = (specs: readonly string[]) =>
    rewards.whatIf.strategyTable({
      columns: [whole],
      strategies: [...specs],
      against: "logged",
      estimator: "grpo",
    });
  const cpu = cpuMs();
  const readMs = await timed(() => rewards.facts.of(whole));
  const readCpuMs = cpuMs() - cpu;
  const firstMs = readMs + (await timed(() => table(strategies)));
  const firstCpuMs = cpuMs() - cpu;
  const changedMs = await timed(() => table([...strategies.slice(1), "rarl@match=reuse"]));
  const facts = await rewards.facts.of(whole);
  const sides = [whole, { ...whole, from: 0 }];
  await Promise.all(sides.map(side => rewards.facts.of(side)));
  const compareMs = await timed(() => rewards.comparisons.compare({ sides, left: 0, right: 1 }));
  let judged = 0;
  for (let index = 0; index < facts.view.count; index++) if (facts.view.meanIouOf(index) >= 0) judged++;
  const { bytes } = rewards.facts;
  await rewards.dispose();
  const cancelMs = await cancelled(runs, whole);
  await runs.dispose();
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  return {
    firstMs,
    readMs,
    readCpuMs,
    firstCpuMs,
    changedMs,
    compareMs,
    cancelMs,
    rollouts: facts.view.count,
    bytes,
    peakBytes,
    judged,
  };
}

process.stdout.write(`${JSON.stringify(await measure(process.argv[2] ?? "", process.argv[3] ?? ""))}\n`);
