import { compareMiniatures } from "../../core/simulate/miniature/compareMiniatures.js";
import type { MiniatureComparison } from "../../core/simulate/miniature/miniatureComparison.js";
import type { MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { AskedTraining } from "./askedTraining.js";
import { trainMiniatures, type TrainingOptions } from "./trainMiniatures.js";

export interface AskedComparison {
  /** Each under the id that it is to be called by, e.g. `two-phase@match=reuse`. */
  readonly strategies: readonly Strategy[];
  readonly seeds: readonly number[];
  /** Of every training; its seed is not looked at. */
  readonly options: MiniatureOptions;
}

/**
 * `diverged`: a training came to numbers that are none, and after which step. `crashed`: a thread could not train one strategy under one seed, and without it
 * nothing is compared.
 */
export type ComparedRuns =
  | { readonly kind: "compared"; readonly comparison: MiniatureComparison }
  | { readonly kind: "stopped" }
  | { readonly kind: "diverged"; readonly strategy: string; readonly seed: number; readonly step: number }
  | { readonly kind: "crashed"; readonly strategy: string; readonly seed: number; readonly error: Error };

const whoseIs = (training: AskedTraining | undefined) => ({
  strategy: training?.strategy.id ?? "",
  seed: training?.options.seed ?? 0,
});

/**
 * Trains every strategy under every seed, on all cores, and compares them (the experiment of the paper's Figure 7).
 * The same for the same question, whatever the number of threads. Check strategies with `strategyProblem` before.
 */
export async function compareRuns(asked: AskedComparison, training: TrainingOptions): Promise<ComparedRuns> {
  const { strategies, seeds, options } = asked;
  // Seed by seed, so that a thread that goes on with the next training has that seed's pages.
  const trainings: readonly AskedTraining[] = seeds.flatMap(seed =>
    strategies.map(strategy => ({ options: { ...options, seed }, strategy })),
  );
  const trained = await trainMiniatures(trainings, training);
  switch (trained.kind) {
    case "stopped":
      return trained;
    case "diverged":
      return { kind: "diverged", ...whoseIs(trainings[trained.place]), step: trained.step };
    case "crashed":
      return { kind: "crashed", ...whoseIs(trainings[trained.place]), error: trained.error };
    case "trained": {
      const arms = strategies.map((strategy, arm) => ({
        strategy,
        histories: trained.histories.filter((_, place) => place % strategies.length === arm),
      }));
      return { kind: "compared", comparison: compareMiniatures(arms, seeds, options) };
    }
  }
}
