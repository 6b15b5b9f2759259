import { resolveConfig } from "../../launch/resolveConfig.js";
import type { TrainerConfig } from "../../launch/runConfig.js";
import { verlBudget } from "../../launch/verlBudget.js";
import type { EvaluationSettings } from "../evaluationSettings.js";
import type { CheckpointFinding } from "./checkpointFinding.js";

/**
 * What a limit of tokens means in a loop of turns. verl counts a whole response, crops among it (`data.max_response_length`),
 * and lets a turn be as long as what is left; the DeepEyes fork ends turns, too (`single_response_max_tokens`). We end turns.
 */
export function responseLimits(config: TrainerConfig, asked: EvaluationSettings): readonly CheckpointFinding[] {
  const { family, hyper } = resolveConfig(config);
  if (family === "sft" || asked.tools === null) return [];
  const { turns, response } = verlBudget(config, hyper);
  if (turns < 2) return [];
  const code = config.engine === "verl-deepeyes" ? "limit-of-turns" : "limit-of-response";
  return [{ code, values: [String(response), String(asked.sampling.maxTokens), String(asked.tools.maxTurns)] }];
}
