import type { StrategyProblem } from "../../core/reward/readStrategies.js";
import type { FileProblem } from "../../protocol/fileProblem.js";

/** What is wrong with a written strategy, as a code that has a sentence and the key where it is. */
export function strategyProblem({ code, key }: StrategyProblem): FileProblem {
  return { code: `strategy-${code}`, values: [key] };
}
