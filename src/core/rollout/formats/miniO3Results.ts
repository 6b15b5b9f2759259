import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { loggedText } from "../loggedText.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "mini-o3-results",
  prompt: "input",
  response: "output",
  score: "score",
  step: null,
  accuracy: "acc_reward",
  groundTruth: "ground_truth",
  givenAnswer: null,
  uid: "doc_id",
  readResponse: logged => ({ kind: "text", text: loggedText(logged) }),
};

type Columns = Parameters<DumpFormat["readUnit"]>[1];

/** `id` counts rollouts, so that it names no question. */
const notOfRollouts: ReadonlySet<string> = new Set(["id", "rollouts"]);

/** The rollouts of one question. */
function questionRows(question: unknown, columns: Columns): readonly RowRead[] {
  if (!isJsonObject(question)) return [{ kind: "malformed", reason: { code: "not-an-object" } }];
  const { rollouts } = question;
  if (!Array.isArray(rollouts)) return [{ kind: "malformed", reason: { code: "wrong-type", key: "rollouts" } }];
  const own = Object.fromEntries(Object.entries(question).filter(([name]) => !notOfRollouts.has(name)));
  return rollouts.map((one: unknown) => rolloutRow(isJsonObject(one) ? { ...own, ...one } : one, shape, columns));
}

/**
 * Mini-o3's `stats.json`, in `save_traj_dir`: a list of questions with the rollouts of each, decoded without special tokens,
 * written anew by every validation (Mini-o3 verl/trainer/ppo/ray_trainer.py).
 */
export const miniO3Results: DumpFormat = {
  id: "mini-o3-results",
  rows: "evaluation",
  unit: "file",
  growth: "rewritten",
  conventions: trainerConventions.miniO3,
  losses: ["no-steps", "no-images"],
  scan: null,
  detect: first => Array.isArray(first) && hasKeys(first[0], ["doc_id", "input", "ground_truth", "rollouts"]),
  readUnit: (unit, columns) => {
    if (!Array.isArray(unit)) return [{ kind: "malformed", reason: { code: "wrong-type", key: "" } }];
    return unit.flatMap((question: unknown) => questionRows(question, columns));
  },
};
