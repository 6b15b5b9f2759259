import type { AlarmId } from "../reward/alarmId.js";

/** How a simulated run goes. Steps count from 1; `null` says never. Everything that is not healthy is set by a fault. */
export interface Behaviour {
  /** A few rows that real dumps hold and readers trip over: see `oddities.ts`. */
  readonly hasOddities: boolean;
  /**
   * What the boxes that the model writes count. `model`: pixels of a page resized to a megapixel, which its tool crops
   * from, while the reward takes them for page pixels. `thousand`: thousandths, which tool and reward take for pixels.
   */
  readonly boxSpace: "page" | "model" | "thousand";
  /** From this step on every rollout asks for one and the same box. */
  readonly stuckFrom: number | null;
  /** From this step on the model stops zooming. */
  readonly noZoomFrom: number | null;
  /** From this step on all rollouts of a group are alike, so that no group has a spread. */
  readonly flatFrom: number | null;
  /** From this step on tags are left open more and more. */
  readonly looseFrom: number | null;
  /** From this step on responses grow until they are cut off. */
  readonly cutFrom: number | null;
  /** From this step on some scores are NaN. */
  readonly nanFrom: number | null;
  /** `"in-order"`: a wrong reward that compares the k-th box, not clamped to the page, with the k-th target. */
  readonly scoring: "assigned" | "in-order";
  /** Put before image paths, as a trainer on another machine writes them; such a run names no dataset. */
  readonly imagePrefix: string;
  /** No row names its question, page and targets: everything comes from the dataset. */
  readonly isBare: boolean;
  /** How likely the untrained model zooms at all; null: about every second time. */
  readonly firstCall: number | null;
  /** What an alarm is for, all of it from one step on. */
  readonly trouble: { readonly kind: AlarmId; readonly from: number } | null;
}

export const healthyBehaviour: Behaviour = {
  hasOddities: false,
  boxSpace: "page",
  stuckFrom: null,
  noZoomFrom: null,
  flatFrom: null,
  looseFrom: null,
  cutFrom: null,
  nanFrom: null,
  scoring: "assigned",
  imagePrefix: "",
  isBare: false,
  firstCall: null,
  trouble: null,
};
