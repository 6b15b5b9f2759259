import type { Page } from "playwright-core";

/**
 * Reloads a view as if it had remembered `state` under `key`. It is laid there before the page's first script: laid there
 * in the old page it could be overwritten, for that page may still be about to write its own.
 */
export async function reloadWithState(page: Page, key: string, state: string): Promise<void> {
  await page.addInitScript(([name, value]) => sessionStorage.setItem(name, value), [key, state] as const);
  await page.reload();
}
