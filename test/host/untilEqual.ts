import * as assert from "node:assert/strict";
import { untilHolds } from "./untilHolds.js";

/** Asks until the answer deep-equals what is claimed; fails with the difference from what was seen last. */
export function untilEqual<Answer>(
  ask: () => Answer | Promise<Answer>,
  claimed: NoInfer<Answer>,
  seconds = 60,
): Promise<void> {
  return untilHolds(async () => {
    assert.deepEqual(await ask(), claimed);
  }, seconds);
}
