import type { Frame, Page } from "playwright-core";
import { expect } from "vitest";

/** Whether a page still has something to hand to VS Code. One that goes away meanwhile has nothing any more. */
const isUnremembered = (frame: Frame): Promise<boolean> =>
  frame
    .evaluate(() => document.querySelector("body[data-unremembered]") !== null)
    .catch((error: unknown) => {
      if (frame.isDetached()) return false;
      throw error;
    });

/**
 * Waits until every view in the window has handed its state to VS Code: views write it once they are at rest (see
 * `rememberWhenQuiet`), so that a window which is loaded again before that comes back without the last change.
 */
export async function whenRemembered(page: Page): Promise<void> {
  await expect.poll(async () => (await Promise.all(page.frames().map(isUnremembered))).includes(true)).toBe(false);
  // What a view has handed on is on its way between frames: VS Code has it when both have been drawn once more.
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
