import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { loggedText } from "../loggedText.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { sumOfLogged } from "../sumOfLogged.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "skyrl",
  prompt: "input_prompt",
  response: "output_response",
  score: "score",
  step: null,
  groundTruth: "ground_truth",
  givenAnswer: null,
  uid: null,
  readResponse: logged => ({ kind: "text", text: loggedText(logged) }),
};

/** The score of a response is the sum of its tokens' where these are logged; the right answer stands in `env_extras`. */
function plainRow(unit: unknown): unknown {
  if (!isJsonObject(unit)) return unit;
  const extras = isJsonObject(unit["env_extras"]) ? unit["env_extras"] : {};
  const spec = isJsonObject(extras["reward_spec"]) ? extras["reward_spec"] : {};
  const { score, ...others } = unit;
  const summed = Array.isArray(score) && score.length > 0 ? { score: sumOfLogged(score) } : {};
  const row: JsonObject = Array.isArray(score) ? { ...others, ...summed, token_scores: score } : unit;
  return {
    ...row,
    ...(Object.hasOwn(spec, "ground_truth") ? { ground_truth: spec["ground_truth"] } : {}),
    ...(Object.hasOwn(extras, "extra_info") ? { extra_info: extras["extra_info"] } : {}),
  };
}

const path = /^(.+)\/dumped_evals\/(?:global_step_(\d+)_evals|eval_only)\/[^/]+$/;

/**
 * SkyRL's evaluations, `<export>/dumped_evals/global_step_<N>_evals/<data source>.jsonl` (`eval_only` without a step): special
 * tokens kept, the score a number or a list of the tokens' (formats.md 4; SkyRL trainer_utils.py). Its training batches are
 * pickles, which are not opened.
 */
export const skyrl: DumpFormat = {
  id: "skyrl",
  rows: "rollouts",
  unit: "line",
  growth: "rewritten",
  conventions: trainerConventions.verl,
  scan: null,
  placeOf: file => {
    const [, run, step] = path.exec(file) ?? [];
    if (run === undefined) return null;
    return { run, dumps: "dumped_evals", step: step === undefined ? null : Number(step), phase: "validation" };
  },
  detect: first => hasKeys(first, ["input_prompt", "output_response", "score"]),
  readUnit: (unit, columns) => [rolloutRow(plainRow(unit), shape, columns)],
};
