import type { ResolvedHyper } from "./resolvedConfig.js";
import type { RunConfig } from "./runConfig.js";

/** Tokens of a rollout: response over all turns, crops included, and prompt and response together. */
export interface VerlBudget {
  readonly turns: number;
  readonly response: number;
  readonly whole: number;
}

/** Table 10 writes the response of region-aware RL as 4096 × 5; read as turns, the default of the DeepEyes fork. */
export function verlBudget({ method }: RunConfig, hyper: ResolvedHyper): VerlBudget {
  const turns = method === "RARL" ? hyper.turns.value : 1;
  const response = hyper.responseTokens.value * turns;
  return { turns, response, whole: hyper.promptTokens.value + response };
}
