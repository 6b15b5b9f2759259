import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import { buildHostTests } from "./buildHostTests.mjs";
import { judgeHostTests } from "./judgeHostTests.mjs";
import { launchBrowser } from "./launchBrowser.mjs";
import { makeProfile } from "./makeProfile.mjs";
import { paths } from "./paths.mjs";
import { startCodeServer } from "./startCodeServer.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * The address that makes a window a test window: the server's extension host loads the extension from its folder and
 * runs the test module.
 *
 * @param {{ url: string, authority: string }} server
 * @param {{ tests: string, folder: string, resultFile: string }} paths the test module, the workspace, where the counts go
 */
function testAddress({ url, authority }, { tests, folder, resultFile }) {
  const remote = (/** @type {string} */ path) => `vscode-remote://${authority}${encodeURI(path)}`;
  const payload = [
    ["extensionDevelopmentPath", remote(paths.root)],
    ["extensionTestsPath", remote(tests)],
    ["extensionEnvironment", JSON.stringify({ LOUPE_TEST_RESULT: resultFile })],
    ["skipWelcome", "true"],
  ];
  return `${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/**
 * Waits until the window says that the tests are over, and answers their exit code.
 *
 * @param {Page} page
 * @param {string} address
 * @param {number} seconds
 * @returns {Promise<number>}
 */
async function exitCode(page, address, seconds) {
  /** @type {(code: number) => void} */
  let onExit = () => undefined;
  /** @type {Promise<number>} */
  const exit = new Promise(resolve => (onExit = resolve));
  // Exposed before the page loads, so neither an early line nor a fast exit is lost.
  await page.exposeFunction("codeAutomationExit", (/** @type {number} */ code) => onExit(code));
  await page.exposeFunction("codeAutomationLog", (/** @type {string} */ level, /** @type {unknown[]} */ args) => {
    const line = format(...args);
    if (process.env["LOUPE_VERBOSE"]) console.error(`${level}| ${line}`);
    if (line.startsWith("[mocha] ")) console.log(line.slice("[mocha] ".length).trimEnd());
  });
  /** @type {Promise<never>} */
  const failure = new Promise((_, reject) => {
    page.once("crash", () => reject(new Error("the page crashed")));
    setTimeout(() => reject(new Error(`the tests did not end within ${seconds} s`)), seconds * 1000).unref();
  });
  await page.goto(address);
  return await Promise.race([exit, failure]);
}

/**
 * Runs test/host inside the extension host of a real VS Code (code-server's), with the extension from this checkout.
 *
 * @param {{ seconds?: number, only?: string }} [options] `only`: of all suites, those whose file name begins so
 * @returns {Promise<import("./judgeHostTests.mjs").Counts>}
 */
export async function runHostTests({ seconds = 1200, only = "" } = {}) {
  const tests = await buildHostTests(only);
  const profile = makeProfile();
  const folder = join(profile.temporary, "workspace");
  const resultFile = join(profile.temporary, "result.json");
  mkdirSync(folder);
  const server = await startCodeServer({ profile, runsExtensionTests: true, trusts: true });
  const browser = await launchBrowser();
  try {
    console.log(`In VS Code ${server.vscodeVersion} of code-server:`);
    // vscode.env.clipboard goes through the page.
    const page = await browser.newPage({ permissions: ["clipboard-read", "clipboard-write"] });
    const code = await exitCode(page, testAddress(server, { tests, folder, resultFile }), seconds);
    return judgeHostTests(resultFile, code);
  } finally {
    await browser.close();
    await server.stop();
    profile.dispose();
  }
}
