import type { CropRule, RefusalRule } from "../rollout/placedCall.js";
import type { Box } from "./box.js";

/** What a tool does with a box, in pixels of the image that the tool crops from. */
export type CropOutcome =
  | {
      readonly kind: "executed";
      readonly box: Box;
      readonly changedBy: readonly CropRule[];
      /** What the crop's pixels cover where that is more than `box`: a part beyond the edge is black. */
      readonly covers?: Box;
    }
  | { readonly kind: "refused"; readonly by: RefusalRule };
