import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { loggedText } from "../loggedText.js";
import { questionKeys } from "../questionKeys.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "deepeyes-board",
  prompt: "prompt",
  response: "response",
  score: "reward",
  step: "step",
  groundTruth: "ground_truth",
  givenAnswer: null,
  uid: null,
  readResponse: logged => ({ kind: "text", text: loggedText(logged) }),
};

/**
 * DeepEyes' `rollout_data_rank0.jsonl`: one growing file for the whole run, special tokens kept, each row with its token,
 * log-probability and reward lists (formats.md 2.1; DeepEyes rl_logging_board_utils.py).
 */
export const deepeyesBoard: DumpFormat = {
  id: "deepeyes-board",
  rows: "rollouts",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.deepeyes,
  scan: {
    prompt: ["prompt"],
    response: ["response"],
    score: ["reward"],
    step: ["step"],
    uid: [],
    question: questionKeys,
  },
  detect: first => hasKeys(first, ["prompt", "response", "response_tokens", "token_rewards"]),
  readUnit: (unit, columns) => [rolloutRow(unit, shape, columns)],
};
