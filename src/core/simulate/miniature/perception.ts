import type { BoxedTaskKind } from "../taskKind.js";
import { miniatureConstants } from "./miniatureConstants.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import { miniatureTasks } from "./policyLayout.js";

/** What training cannot change about reading a page, by task kind, in log-odds of the right answer. */
export interface Perception {
  /** From the whole page. */
  readonly page: number;
  /** Added by a perfect view of all targets. */
  readonly view: number;
  /** Added by complete skill. */
  readonly skill: number;
}

export const logit = (share: number): number => Math.log(share / (1 - share));

/**
 * Accuracy in percent: `page`, the whole page alone (Table 3); `crops`, relevant panels given (Table 4); `skilled`, after
 * RL without a tool term (Table 5). Qwen2.5-VL-7B rows. Counting has no entry in Table 4: `countingCrops` is a guess.
 */
export const paperAccuracy: Readonly<
  Record<BoxedTaskKind, { readonly page: number; readonly crops: number; readonly skilled: number }>
> = {
  panel_understanding: { page: 41.33, crops: 58.67, skilled: 55.33 },
  action_recognition: { page: 43.54, crops: 55.78, skilled: 72.11 },
  depth_comparison: { page: 49.51, crops: 54.34, skilled: 52.43 },
  character_identification: { page: 49.26, crops: 52.94, skilled: 66.18 },
  character_counting: { page: 8.11, crops: miniatureConstants.countingCrops.value, skilled: 8.11 },
};

/** By task kind, in the policy's order. */
export function perceptionOf({ slope, accuracyShift }: MiniatureOptions): readonly Perception[] {
  return miniatureTasks.map(task => {
    const { page, crops, skilled } = paperAccuracy[task];
    const base = logit(page / 100);
    return {
      page: base + accuracyShift,
      view: slope * (logit(crops / 100) - base),
      skill: Math.max(0, logit(skilled / 100) - base),
    };
  });
}
