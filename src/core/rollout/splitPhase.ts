const training = ["train", "training"];
const validation = ["val", "valid", "validation", "eval", "evaluation", "test"];

/** Which kind of rollouts a split of the data is scored as; null for a split that does not tell. */
export function splitPhase(split: string | null): "training" | "validation" | null {
  const name = split?.trim().toLowerCase() ?? "";
  if (training.includes(name)) return "training";
  return validation.includes(name) ? "validation" : null;
}
