// Sets everything up and runs every check, cheap ones first. The last line says how many tests passed and failed.
//   npm test [-- --no-skip]      (or LOUPE_NO_SKIP=1: what would be skipped for a missing part fails)
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { paths } from "./paths.mjs";
import { runProcess } from "./runProcess.mjs";
import { setUp } from "./setUp.mjs";
import { vitestCounts } from "./vitestCounts.mjs";

/** @typedef {import("./judgeHostTests.mjs").Counts} Counts */
/** @typedef {{ name: string, run: () => Promise<Counts | undefined>, needsBuild?: boolean }} Stage `run` rejects when it fails; counts only where there are tests */

const { values } = parseArgs({ options: { "no-skip": { type: "boolean", default: false } } });
const mayNotSkip = values["no-skip"] || Boolean(process.env["LOUPE_NO_SKIP"]);
if (mayNotSkip) process.env["LOUPE_NO_SKIP"] = "1";
const reports = join(paths.cache, "test");

/** Runs a tool of node_modules by its file. @param {string} file @param {readonly string[]} args */
const tool = (file, ...args) =>
  runProcess(process.execPath, [join(paths.root, "node_modules", file), ...args], { cwd: paths.root });

/** @param {string} name @param {string} config @returns {Promise<Counts>} */
async function vitest(name, config) {
  const report = join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const run = tool("vitest/vitest.mjs", "run", "--config", config, ...reporters);
  // Failures are in the report; what was printed explains them.
  await run.catch((/** @type {unknown} */ error) => console.error(error instanceof Error ? error.message : error));
  return vitestCounts(report);
}

/** @type {readonly Stage[]} */
const stages = [
  { name: "types", run: () => tool("typescript/bin/tsc", "-b").then(() => undefined) },
  { name: "lint", run: () => tool("eslint/bin/eslint.js", "--max-warnings", "0", ".").then(() => undefined) },
  { name: "format", run: () => tool("prettier/bin/prettier.cjs", "--check", ".").then(() => undefined) },
  { name: "build", run: () => import("../esbuild.mjs").then(({ build }) => build()).then(() => undefined) },
  { name: "unit", run: () => vitest("unit", "vitest.config.mts") },
  { name: "remote", run: () => vitest("remote", "vitest.remote.config.mts") },
  {
    name: "in-host",
    needsBuild: true,
    run: () => import("./runHostTests.mjs").then(({ runHostTests }) => runHostTests()),
  },
  { name: "end-to-end", needsBuild: true, run: () => vitest("e2e", "vitest.e2e.config.mts") },
];

/** The parts that only the last two stages need; a machine may be unable to have them. @returns {Promise<string | undefined>} why not */
async function missingPart() {
  const { browser } = await import("./browser.mjs");
  const { codeServer } = await import("./codeServer.mjs");
  try {
    await browser();
    await codeServer();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @param {Stage} stage @returns {Promise<Counts>} */
async function runStage({ name, run }) {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    const counts = await run();
    const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
    const forbidden = mayNotSkip ? skipped : 0;
    const told = counts === undefined ? "good" : `${passed} passed, ${failed} failed, ${skipped} skipped`;
    console.log(`${failed + forbidden > 0 ? "✗" : "✓"} ${name}: ${told} (${seconds()})`);
    if (forbidden > 0) console.log(`  ${forbidden} skipped tests count as failed here`);
    return { passed, failed: failed + forbidden, skipped };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.log(`✗ ${name}: failed (${seconds()})`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param {Stage} stage @param {ReadonlySet<string>} broken names of the stages that failed @param {string | undefined} missing */
async function runOrSkip(stage, broken, missing) {
  if (stage.needsBuild !== true) return runStage(stage);
  if (broken.has("build")) {
    console.log(`✗ ${stage.name}: not run, since the build failed`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if (missing === undefined) return runStage(stage);
  console.log(`${mayNotSkip ? "✗" : "-"} ${stage.name}: skipped. ${missing}`);
  return { passed: 0, failed: mayNotSkip ? 1 : 0, skipped: 0 };
}

await setUp({ build: false });
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const broken = /** @type {Set<string>} */ (new Set());
const total = { passed: 0, failed: 0 };
/** @type {string | undefined} */
let missing;
for (const stage of stages) {
  if (stage.name === "in-host") missing = await missingPart();
  const { passed, failed } = await runOrSkip(stage, broken, missing);
  if (failed > 0) broken.add(stage.name);
  total.passed += passed;
  total.failed += failed;
}
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);
