import { join } from "node:path";
import { packageVsix } from "./packageVsix.mjs";
import { paths } from "./paths.mjs";
import { runProcess } from "./runProcess.mjs";
import { ownTarget } from "./vsixTargets.mjs";

/**
 * Installs the packaged extension into the window that a terminal belongs to, and opens a folder there.
 *
 * @param {string} code the `code` command
 * @param {string} target
 * @returns {Promise<void>}
 */
export async function installAndOpen(code, target) {
  const vsix = await packageVsix(ownTarget(), join(paths.cache, "start.vsix"));
  for (const args of [
    ["--install-extension", vsix, "--force"],
    ["--new-window", target],
  ]) {
    await runProcess(code, args, { cwd: paths.root, show: true, isScript: true });
  }
  console.log(`The extension is installed in this window's VS Code; ${target} is opening.`);
}
