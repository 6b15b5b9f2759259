import * as assert from "node:assert/strict";

const pauseMilliseconds = 50;

/**
 * Asks again and again until the answer deep-equals what is claimed; fails with the difference from what was seen last.
 * What cannot be asked yet (an item that is not there) counts as seen, too.
 */
export async function untilEqual<Answer>(
  ask: () => Answer | Promise<Answer>,
  claimed: NoInfer<Answer>,
  seconds = 60,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      assert.deepEqual(await ask(), claimed);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, pauseMilliseconds));
  }
}
