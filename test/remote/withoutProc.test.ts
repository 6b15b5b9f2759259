import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openHost } from "../../src/node/remote/openHost.js";
import { runRoot } from "../../src/node/remote/runRoot.js";
import { requestStop } from "../../src/node/remote/stopRun.js";
import { writeRunFiles } from "../../src/node/remote/writeRunFiles.js";
import { filesOf, launched, newRunId, reached, stateOf, untilState } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";

const missing = missingPrograms(["ps", "awk"]);

/** Looks for processes where there are none, as on macOS. */
const withoutProc = (text: string) => text.replaceAll("/proc/", "/no-such-proc/");

/** The files that travel to hosts. */
function madeTrainer(folder: string): string {
  const made = join(folder, "trainer");
  cpSync(trainerFolder, made, { recursive: true });
  writeFileSync(join(made, "lib.sh"), withoutProc(readFileSync(join(made, "lib.sh"), "utf8")));
  return made;
}

describe.skipIf(missing !== null)(`a run on a host without /proc ${missing ?? ""}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "loupe-without-proc-"));
  const host = openHost("local", { trainerFolder: madeTrainer(folder) });
  afterAll(async () => {
    await host.dispose();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  async function started(command: string): Promise<string> {
    const runId = newRunId("run");
    const run = `${reached(await runRoot(host, join(folder, "runs")))}/${runId}`;
    const files = filesOf(runId, command).map(file => ({ ...file, text: withoutProc(file.text) }));
    reached(await writeRunFiles(host, run, files));
    await launched(host, run);
    return run;
  }

  it("runs while its wrapper lives, and ends with its code", async () => {
    const run = await started('until [ -f "$LOUPE_RUN_DIR/go" ]; do sleep 0.05; done; exit 7\n');
    expect(readFileSync(join(run, "job.pid"), "utf8")).toMatch(/^\d+ - - \d+ \S+ \d+\n$/);
    expect(await stateOf(host, run)).toMatchObject({ state: "running" });
    writeFileSync(join(run, "go"), "");
    expect(await untilState(host, run, "exited")).toMatchObject({ exitCode: 7 });
  });

  it("is stopped with what it started", async () => {
    const run = await started('sleep 300 & echo $! >"$LOUPE_RUN_DIR/child"; wait\n');
    await until("the child", () => existsSync(join(run, "child")));
    reached(await requestStop(host, run, 5));
    expect(await untilState(host, run, "stopped")).toMatchObject({ state: "stopped" });
    const child = Number(readFileSync(join(run, "child"), "utf8"));
    await until("the end of the child", () => !isAlive(child));
  });

  it("is lost when its wrapper is gone and left no code", async () => {
    const run = await started("sleep 300\n");
    const pid = Number(readFileSync(join(run, "job.pid"), "utf8").split(" ")[0]);
    process.kill(-pid, "SIGKILL");
    await until("the end of the wrapper", () => !isAlive(pid));
    expect(await stateOf(host, run)).toMatchObject({ state: "lost" });
  });
});

/** One that nobody has reaped yet counts as dead. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${String(pid)}/stat`, "utf8"));
  } catch {
    return false;
  }
}
