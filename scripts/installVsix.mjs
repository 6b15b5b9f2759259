import { codeServer } from "./codeServer.mjs";
import { runProcess } from "./runProcess.mjs";
import { serverEnvironment } from "./serverEnvironment.mjs";

/**
 * Installs a VSIX into a profile of code-server.
 *
 * @param {import("./makeProfile.mjs").Profile} profile
 * @param {string} vsix
 * @returns {Promise<void>}
 */
export async function installVsix(profile, vsix) {
  const { node, entry } = await codeServer();
  const args = [entry, ...profile.args, "--install-extension", vsix, "--force"];
  const output = await runProcess(node, args, { cwd: profile.folder, env: serverEnvironment(profile) });
  if (!output.includes("successfully installed")) throw new Error(`the VSIX was not installed\n${output}`);
}
