// Runs the tests of test/host in the VS Code that is installed on this machine, in a window of its own.
//   npm run test:desktop
// VSCODE_PATH names the executable where it is not found.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desktopVscode } from "./desktopVscode.mjs";
import { paths } from "./paths.mjs";
import { setUp } from "./setUp.mjs";

await setUp();
const { runDesktopTests } = await import("./runDesktopTests.mjs");
const executable = desktopVscode();
if (executable === undefined) {
  console.error("No desktop VS Code was found. Name its executable in VSCODE_PATH, or run npm run test:host.");
  process.exitCode = 1;
} else {
  // A short path: VS Code puts sockets under its data, and they have at most 108 characters.
  const folder = mkdtempSync(join(tmpdir(), "loupe-"));
  try {
    const { passed, failed } = await runDesktopTests({ executable, folder, root: paths.root });
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
