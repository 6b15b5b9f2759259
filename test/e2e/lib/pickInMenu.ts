import type { Locator, Page } from "playwright-core";
import { exactly } from "./exactly.js";
import { patience } from "./patience.js";

/** How long a menu may take to show an item, or to close after a click, before it is opened again. */
const menuMilliseconds = 10_000;

/**
 * Takes an item of what a right click offers. A window that has just been opened closes a menu when it lays itself out
 * anew, and does not add to an open one what it learns of an extension; and a menu takes no click in its first moments.
 */
export async function pickInMenu(page: Page, target: Locator, label: string): Promise<void> {
  const item = page.locator(".monaco-menu .action-label", { hasText: exactly(label) });
  const isSoon = (work: Promise<void>) =>
    work.then(
      () => true,
      () => false,
    );
  for (let waited = 0; waited < patience; waited += menuMilliseconds) {
    await target.click({ button: "right" });
    const isPicked =
      (await isSoon(item.click({ timeout: menuMilliseconds }))) &&
      (await isSoon(item.waitFor({ state: "hidden", timeout: menuMilliseconds })));
    if (isPicked) return;
    await page.keyboard.press("Escape");
  }
  throw new Error(`the menu does not offer “${label}”`);
}
