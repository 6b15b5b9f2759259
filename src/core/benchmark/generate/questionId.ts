import { canonicalJson } from "../canonicalJson.js";
import { sha256 } from "../sha256.js";
import type { TaskKind } from "../taskKinds.js";

const prefixes: Readonly<Record<TaskKind, string>> = {
  panel_understanding: "pu",
  action_recognition: "act",
  depth_comparison: "dep",
  dialog_reordering: "dia",
  panel_reordering: "pan",
  character_identification: "cid",
  character_counting: "cnt",
};

/**
 * Id of a question: of what it asks about and not of the seed, so that a decision about it is found again after a build
 * with other options. `variant` tells questions about the same annotations apart.
 */
export function questionId(task: TaskKind, page: string, annotations: readonly string[], variant = ""): string {
  return `${prefixes[task]}-${sha256(canonicalJson([task, page, annotations, variant])).slice(0, 12)}`;
}
