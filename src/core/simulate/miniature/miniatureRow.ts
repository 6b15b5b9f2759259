import { balancedOrder } from "../balancedOrder.js";
import type { MiniatureGroup, MiniatureQuestion, MiniatureRollout } from "./miniature.js";
import { miniatureText } from "./miniatureText.js";

/** One rollout with the text that its row holds. */
export interface MiniatureRow {
  readonly asked: MiniatureQuestion;
  readonly rollout: MiniatureRollout;
  readonly output: string;
}

/** Rollouts in the order in which they were sampled, group by group. */
export function miniatureRows(groups: readonly MiniatureGroup[]): readonly MiniatureRow[] {
  return groups.flatMap(({ asked, rollouts }) =>
    rollouts.map((rollout, index) => ({ asked, rollout, output: miniatureText(asked, rollout, index) })),
  );
}

/** Rollouts of a training step in the order in which verl dumps them. */
export const trainingRows = (groups: readonly MiniatureGroup[]): readonly MiniatureRow[] =>
  balancedOrder(miniatureRows(groups));
