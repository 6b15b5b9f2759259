// Sets everything up and runs every check, cheap ones first, side by side where they leave each other alone: each says one
// line at its end, below what went wrong in it. The last line says how many tests passed and failed.
//   npm test [-- --no-skip]      (or LOUPE_NO_SKIP=1: what would be skipped for a missing part fails)
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { paths } from "./paths.mjs";
import { python, pythonPackages, testedSets } from "./pythonPackages.mjs";
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

/** @param {string} name @param {readonly string[]} args @returns {Promise<Counts>} */
async function vitest(name, ...args) {
  const report = join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const run = tool("vitest/vitest.mjs", "run", ...args, ...reporters);
  // Failures are in the report; what was printed explains them.
  await run.catch((/** @type {unknown} */ error) => console.error(error instanceof Error ? error.message : error));
  return vitestCounts(report);
}

/** Real servers mostly wait: each project of theirs has ports and folders of its own. @param {string} project @returns {Stage} */
const remote = project => ({
  name: `remote ${project}`,
  run: () => vitest(`remote-${project}`, "--config", "vitest.remote.config.mts", "--project", project),
});

/** @type {string | undefined} why there can be no in-host and no end-to-end tests */
let missing;

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

/** What later stages share is got once. Where there is no Python, the tests that want its packages are skipped. */
async function download() {
  missing = await missingPart();
  const hasPython = await runProcess(python, ["--version"]).then(
    () => true,
    () => false,
  );
  if (hasPython) for (const name of testedSets) await pythonPackages(name);
}

/** @param {string} file @param {readonly string[]} args @returns {() => Promise<undefined>} */
const checked =
  (file, ...args) =>
  () =>
    tool(file, ...args).then(() => undefined);
/** The linter keeps all that the compiler tells it; in one process that is more than Node gives it: one for each of these. */
const lintedApart = ["test", "webview", "src/host", "src/node", "src/core"];

/** @param {string} folder "." is all that is linted nowhere else @returns {Stage} */
const lint = folder => ({
  name: `lint ${folder}`,
  run: checked(
    "eslint/bin/eslint.js",
    ...["--max-warnings", "0", folder],
    ...(folder === "." ? lintedApart.flatMap(apart => ["--ignore-pattern", `${apart}/`]) : []),
  ),
});
const inHost = () => import("./runHostTests.mjs").then(({ runHostTests }) => runHostTests());

/**
 * Groups one after the other; in a group the lists run side by side, and what is in a list one after the other. What fills
 * all cores by itself, or prints while it runs, is alone.
 *
 * @type {readonly (readonly (readonly Stage[])[])[]}
 */
const groups = [
  [
    // By far the longest of these; it reads sources only, and never what the compiler writes.
    ["test", "webview", "src/host", "src/node"].map(lint),
    [
      { name: "types", run: checked("typescript/bin/tsc", "-b") },
      { name: "build", run: () => import("../esbuild.mjs").then(({ build }) => build()).then(() => undefined) },
      // What is being downloaded is not even walked over.
      { name: "format", run: checked("prettier/bin/prettier.cjs", "--check", ".", "!.cache") },
      ...["src/core", "."].map(lint),
    ],
    [{ name: "downloads", run: () => download().then(() => undefined) }],
  ],
  [[{ name: "unit", run: () => vitest("unit", "--config", "vitest.config.mts") }]],
  [[remote("hosts")], [remote("schedulers")], [remote("trainers"), remote("connections")]],
  [[{ name: "in-host", needsBuild: true, run: inHost }]],
  [[{ name: "end-to-end", needsBuild: true, run: () => vitest("e2e", "--config", "vitest.e2e.config.mts") }]],
];

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

/** @param {Stage} stage @param {ReadonlySet<string>} broken names of the stages that failed */
async function runOrSkip(stage, broken) {
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

/** @param {readonly Stage[]} stages */
async function runInTurn(stages) {
  for (const stage of stages) {
    const { passed, failed } = await runOrSkip(stage, broken);
    if (failed > 0) broken.add(stage.name);
    total.passed += passed;
    total.failed += failed;
  }
}

for (const lists of groups) await Promise.all(lists.map(runInTurn));
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);
