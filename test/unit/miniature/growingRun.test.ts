import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { builtCli } from "../cli/builtCli.js";
import { bytesOf, runTiny } from "./writtenRun.js";

const makeFolder = temporaryFolder();
const cli = builtCli();
const script = pathToFileURL(resolve(import.meta.dirname, "../../../scripts/miniatureRun.mjs")).href;

/** What `npm start` does with the folder of its run, in a group of processes of its own. */
function growing(folder: string): ChildProcess {
  const code = `import(${JSON.stringify(script)}).then(({ growMiniatureRun }) =>
    growMiniatureRun(${JSON.stringify(folder)}, ${JSON.stringify(cli())}))`;
  return spawn(process.execPath, ["-e", code], { stdio: "ignore", detached: true });
}

const endOf = (child: ChildProcess) =>
  new Promise<void>(end => {
    child.once("exit", () => end());
  });

/** A run in the folder that `npm start` grows, three of five steps of which are there. */
async function stopped() {
  const folder = makeFolder();
  const stop = new AbortController();
  const out = join(folder, "miniature-run");
  await runTiny(folder, { out, signal: stop.signal, onStep: step => step === 3 && stop.abort() });
  return { folder, run: out };
}

describe("the run that grows while somebody watches", () => {
  it("is not taken away where another process writes it", async () => {
    const { folder, run } = await stopped();
    writeFileSync(join(run, ".writing"), JSON.stringify({ pid: process.pid, host: hostname() }));
    const before = bytesOf(folder, "miniature-run");
    await endOf(growing(folder));
    expect(bytesOf(folder, "miniature-run")).toEqual(before);
  });

  it("is not begun where the folder holds something else", async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, "miniature-run"));
    writeFileSync(join(folder, "miniature-run", "thesis.txt"), "mine");
    await endOf(growing(folder));
    expect(readFileSync(join(folder, "miniature-run", "thesis.txt"), "utf8")).toBe("mine");
  });

  it("begins anew where this version cannot go on with it", async () => {
    const { folder, run } = await stopped();
    for (const step of [2, 3]) writeFileSync(join(run, `global_step_${step}`, "policy.json"), "{}");
    const child = growing(folder);
    const ended = endOf(child);
    try {
      await vi.waitFor(() => expect(existsSync(join(run, "global_step_10", "policy.json"))).toBe(true), 60_000);
    } finally {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      await ended;
    }
  }, 90_000);
});
