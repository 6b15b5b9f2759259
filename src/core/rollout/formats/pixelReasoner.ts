import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { loggedText } from "../loggedText.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "pixel-reasoner",
  prompt: "questions",
  response: "solutions",
  score: "reward",
  step: null,
  accuracy: "round0_correctness",
  groundTruth: "gts",
  givenAnswer: null,
  uid: "qids",
  readResponse: logged => ({ kind: "text", text: loggedText(logged) }),
};

const path = /^(.+)\/logs\/sample\.(?:eval_iter(\d+)_\d+\.)?jsonl$/;

/**
 * Pixel-Reasoner's `logs/sample.jsonl` (training, without any step) and `logs/sample.eval_iter<k>_<rank>.jsonl`, of which
 * the ranks of one evaluation make one step: plural keys, one row each, every one but the texts optional (formats.md 2.3;
 * Pixel-Reasoner openrlhf/trainer/ppo_utils/experience_maker.py, which also reads `round0_correctness` as the result).
 */
export const pixelReasoner: DumpFormat = {
  id: "pixel-reasoner",
  rows: "rollouts",
  unit: "line",
  growth: "appended",
  conventions: { ...trainerConventions.verl, executes: "last", space: "unit" },
  scan: {
    prompt: ["questions"],
    response: ["solutions"],
    score: ["reward"],
    step: [],
    uid: [],
    question: ["qids"],
  },
  placeOf: file => {
    const [, run, iteration] = path.exec(file) ?? [];
    if (run === undefined) return null;
    if (iteration === undefined) return { run, dumps: "logs/sample", step: null, phase: "training" };
    return { run, dumps: "logs/eval", step: Number(iteration), phase: "validation" };
  },
  detect: first => hasKeys(first, ["solutions", "qids", "questions"]),
  readUnit: (unit, columns) => [rolloutRow(unit, shape, columns)],
};
