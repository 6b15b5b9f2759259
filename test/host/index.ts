import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";

/** Starts the tests. A file that cannot be loaded is said as such: VS Code tells nobody why a run was rejected. */
function runLoaded(mocha: Mocha, onEnd: () => void): Mocha.Runner {
  try {
    return mocha.run(onEnd);
  } catch (error) {
    console.log(`[mocha] The tests cannot be loaded: ${String(error)}`);
    throw error;
  }
}

/**
 * The module that `extensionTestsPath` names: VS Code calls `run` inside the extension host. Resolving means exit code
 * 0, rejecting 1. Lines carry a mark, so that the runner tells them from VS Code's own. The counts go into the file that
 * LOUPE_TEST_RESULT names, at the very end: a host that dies is reported as code 0, but writes no file.
 */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    console.log(`[mocha] ${format(...args)}`);
  };
  // How long one waits for a state is said where it is waited for; this only ends what hangs.
  const mocha = new Mocha({ ui: "bdd", color: false, timeout: 600_000, reporter: "spec" });
  const suite = join(__dirname, "suite");
  for (const file of readdirSync(suite)) if (file.endsWith(".test.js")) mocha.addFile(join(suite, file));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await new Promise<void>(resolve => {
    const runner = runLoaded(mocha, resolve);
    runner.on("pass", () => counts.passed++);
    runner.on("fail", () => counts.failed++);
    runner.on("pending", () => counts.skipped++);
  });
  const resultFile = process.env["LOUPE_TEST_RESULT"];
  if (resultFile !== undefined) writeFileSync(resultFile, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}
