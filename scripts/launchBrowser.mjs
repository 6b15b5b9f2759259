import { chromium } from "playwright-core";
import { browser } from "./browser.mjs";

/**
 * A headless Chromium that playwright drives.
 *
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function launchBrowser() {
  const isRoot = process.getuid?.() === 0;
  const args = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
  ];
  // Chromium refuses its sandbox as root.
  return chromium.launch({ ...(await browser()), headless: true, args: isRoot ? ["--no-sandbox", ...args] : args });
}
