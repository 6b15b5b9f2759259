import { installAndOpen } from "./installAndOpen.mjs";
import { paths } from "./paths.mjs";
import { runProcess } from "./runProcess.mjs";

/**
 * Opens a folder or workspace file in the user's own VS Code, with the extension from this checkout.
 *
 * @param {string} code the `code` command
 * @param {string} target
 * @returns {Promise<void>}
 */
export async function openInCode(code, target) {
  // In a terminal of a remote window, `code` hands addresses to that window and knows no development folder.
  if (process.env["VSCODE_IPC_HOOK_CLI"]) return installAndOpen(code, target);
  const args = ["--new-window", `--extensionDevelopmentPath=${paths.root}`, target];
  await runProcess(code, args, { cwd: paths.root, show: true, isScript: true });
  const hasDisplay = process.platform !== "linux" || process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"];
  if (!hasDisplay) console.log("If no window opens (this machine shows no display): npm start -- --server");
  console.log(`VS Code is opening ${target}. Look for the loupe in its activity bar.`);
}
