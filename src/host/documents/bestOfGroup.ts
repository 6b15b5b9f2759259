import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RolloutView } from "../../protocol/rolloutView.js";

const isSame = (a: RolloutRef, b: RolloutRef) => a.file === b.file && a.row === b.row;

/**
 * The rollout of a group with the highest logged score; of equal ones the first. Scores that are no finite number count
 * for nothing. Null where no member has one.
 */
function bestOf({ group }: RolloutView): RolloutRef | null {
  let best: { readonly ref: RolloutRef; readonly score: number } | null = null;
  for (const { ref, score } of group.members) {
    if (score.kind !== "number" || !Number.isFinite(score.value)) continue;
    if (best === null || score.value > best.score) best = { ref, score: score.value };
  }
  return best?.ref ?? null;
}

export type BestOfGroup =
  { readonly kind: "other"; readonly ref: RolloutRef } | { readonly kind: "itself" } | { readonly kind: "none" };

/** What a rollout is compared with when it is to be compared with the best of its group. */
export function bestOfGroup(view: RolloutView): BestOfGroup {
  const best = bestOf(view);
  if (best === null) return { kind: "none" };
  return isSame(best, view.ref) ? { kind: "itself" } : { kind: "other", ref: best };
}
