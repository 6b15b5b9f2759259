import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { buildHostTests } from "./buildHostTests.mjs";
import { judgeHostTests } from "./judgeHostTests.mjs";

/**
 * Runs test/host in a desktop VS Code through @vscode/test-electron, with a profile of its own.
 *
 * @param {{ executable: string, folder: string, root: string }} options `folder`: short-lived, for profile and workspace
 * @returns {Promise<import("./judgeHostTests.mjs").Counts>}
 */
export async function runDesktopTests({ executable, folder, root }) {
  const workspace = join(folder, "workspace");
  mkdirSync(workspace);
  const resultFile = join(folder, "result.json");
  const profile = [`--user-data-dir=${join(folder, "user")}`, `--extensions-dir=${join(folder, "extensions")}`];
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const options = {
    // With the executable named, nothing is downloaded.
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: await buildHostTests(),
    extensionTestsEnv: { LOUPE_TEST_RESULT: resultFile },
    launchArgs: [workspace, ...profile, "--disable-workspace-trust", "--disable-extensions", ...asRoot],
  };
  const code = await runTests(options).catch((/** @type {unknown} */ error) => {
    console.error(error);
    return 1;
  });
  return judgeHostTests(resultFile, code);
}
