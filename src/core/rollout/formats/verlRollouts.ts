import type { DumpFormat } from "../dumpFormat.js";
import { groupOfUid } from "../groupOfUid.js";
import { hasKeys } from "../hasKeys.js";
import { loggedText } from "../loggedText.js";
import { questionKeys } from "../questionKeys.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "verl-rollouts",
  prompt: "input",
  response: "output",
  score: "score",
  step: "step",
  groundTruth: "gts",
  givenAnswer: null,
  uid: "uid",
  readResponse: logged => ({ kind: "text", text: loggedText(logged) }),
};

/**
 * `trainer.rollout_data_dir` and `trainer.validation_data_dir` of verl 0.4 to 0.9: one file a step, written whole.
 * `gts` came with 0.6.0, `uid` with the v1 trainer, `request_id` with some versions; every key of the reward function's
 * dict may follow and may shadow a base name (formats.md 1.1; verl ray_trainer.py and v1/trainer_base.py).
 */
export const verlRollouts: DumpFormat = {
  id: "verl-rollouts",
  rows: "rollouts",
  unit: "line",
  growth: "rewritten",
  conventions: trainerConventions.verl,
  scan: {
    prompt: ["input"],
    response: ["output"],
    score: ["score"],
    step: ["step"],
    uid: ["uid"],
    question: questionKeys,
  },
  detect: first => hasKeys(first, ["input", "output", "score", "step"]),
  readUnit: (unit, columns) => [rolloutRow(unit, shape, columns, groupOfUid)],
};
