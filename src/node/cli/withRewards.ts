import type { Strategy } from "../../core/reward/strategy.js";
import { NoSuchStrategy } from "../reward/noSuchStrategy.js";
import { Rewards } from "../reward/rewards.js";
import type { Runs } from "../runs/runs.js";
import type { CommandOptions } from "./commandOptions.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import { rowReaders } from "./rowReaders.js";
import { readStrategyFile } from "./readStrategyFile.js";
import { strategiesOf } from "./strategiesOf.js";
import { tellProblems } from "./tellProblems.js";
import { UsageError } from "./usageError.js";

export interface RewardOptions extends CommandOptions {
  readonly strategy: string;
  /** A file with further strategies. */
  readonly strategies?: string;
  readonly against?: string;
}

export interface OpenRewards {
  readonly runs: Runs;
  readonly rewards: Rewards;
  /** As they were named, each of them known. */
  readonly strategies: readonly string[];
}

/** Every strategy that some run of the path knows. */
function knownTo(rewards: Rewards): readonly Strategy[] {
  const runs = [...new Set(rewards.facts.sources().map(({ run }) => run))];
  const listed = [null, ...runs].flatMap(run => rewards.book.of(run).strategies);
  return [...new Map(listed.map(({ strategy }) => [strategy.id, strategy])).values()];
}

/** Opens what a path names, with the strategies of a command, and closes it when `use` has ended. */
export async function withRewards(
  path: string,
  options: RewardOptions,
  output: Output,
  use: (open: OpenRewards) => Promise<void>,
): Promise<void> {
  const own = options.strategies === undefined ? [] : await readStrategyFile(options.strategies, output);
  const runs = await openRuns([path], options);
  const rewards = new Rewards(
    runs,
    () => undefined,
    own,
    rowReaders(text => output.err(text)),
  );
  try {
    const known = knownTo(rewards);
    const strategies = strategiesOf(options.strategy, known).map(({ spec }) => spec);
    if (options.against !== undefined && options.against !== "logged") strategiesOf(options.against, known);
    await use({ runs, rewards, strategies });
    tellProblems(runs, output);
  } catch (error) {
    throw error instanceof NoSuchStrategy ? new UsageError(error.message) : error;
  } finally {
    await rewards.dispose();
    await runs.dispose();
  }
}
