import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { slurmJobState } from "../../../src/core/launch/slurmJobState.js";
import { readSlurmReport } from "../../../src/core/launch/slurmReport.js";
import { shellWord } from "../../../src/core/launch/shellWord.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const trainer = join(import.meta.dirname, "..", "..", "..", "src", "trainer");
const functions = ["lib.sh", "slurm-login.sh"].map(name => readFileSync(join(trainer, name), "utf8")).join("\n");
const runId = "login-0123456789ab";
const mark = "0123456789ab";

// What a real Slurm does is tried in test/remote; here is what one is seldom caught doing.
describe.each(["dash", "bash"])("functions of a login node, read by %s", shell => {
  const newFolder = temporaryFolder();
  let folder: string;
  let bin: string;

  beforeEach(() => {
    const root = newFolder();
    bin = join(root, "bin");
    folder = join(root, runId);
    mkdirSync(bin);
    mkdirSync(folder);
    for (const name of ["slurm.sbatch", "slurm.sh", "lib.sh", "wrapper.sh", "command.sh"])
      writeFileSync(join(folder, name), "");
    for (const name of ["sbatch", "squeue", "sacct", "scontrol", "scancel"]) program(name, "exit 1");
  });

  function program(name: string, body: string): void {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }

  function run(call: string): { readonly code: number; readonly out: string } {
    const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: folder };
    const script = `${functions}\n( ${call} )\necho "code $?"`;
    const out = execFileSync(shell, ["-s"], { env, input: script, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
    const [, said = "", code = ""] = /^([^]*)code (\d+)\n$/.exec(out) ?? [];
    return { code: Number(code), out: said };
  }

  const submit = (secrets = "") => run(`loupe_slurm_submit ${shellWord(folder)} ${shellWord(secrets)} 2>&1`);
  const isThere = (name: string) => existsSync(join(folder, name));

  function stateNow() {
    const report = readSlurmReport(run(`loupe_slurm_states ${mark} ${shellWord(folder)}`).out, mark);
    const at = report?.folders[0];
    return report === null || at === undefined ? null : slurmJobState(report.rows.get(at.id ?? "") ?? [], at);
  }

  it("keep the claim when the controller was too slow to answer, and find the job at the next try", () => {
    program("sbatch", 'echo "sbatch: error: Socket timed out on send/recv operation" >&2; exit 1');
    program("squeue", "exit 1");
    expect(submit("SECRET=x\n").code).toBe(70);
    expect(isThere("launch.lock")).toBe(true);
    program("squeue", "echo 41");
    expect(submit("SECRET=x\n")).toMatchObject({ code: 0, out: "already 41\n" });
    expect(readFileSync(join(folder, "slurm.id"), "utf8")).toBe("41\n");
  });

  it("let go of the claim when Slurm refuses", () => {
    program("sbatch", 'echo "sbatch: error: invalid account" >&2; exit 1');
    expect(submit("SECRET=x\n")).toMatchObject({ code: 65, out: "sbatch: error: invalid account\n" });
    expect([isThere("launch.lock"), isThere("secrets.sh")]).toEqual([false, false]);
  });

  it("take over the claim of a client that died, and not that of one that is at work", () => {
    program("sbatch", "echo 42");
    mkdirSync(join(folder, "launch.lock"));
    writeFileSync(join(folder, "launch.lock", "at"), `${Math.floor(Date.now() / 1000) - 60}\n`);
    expect(submit()).toMatchObject({ code: 0, out: "started 42\n" });
  });

  it("keep the cluster of a number", () => {
    program("sbatch", 'echo "43;west"');
    expect(submit()).toMatchObject({ out: "started 43;west\n" });
    program("squeue", '[ "$1" = -Mwest ] && echo "43|43|N/A|RUNNING|None"');
    expect(stateNow()).toMatchObject({ state: "running", note: { id: "43;west" } });
  });

  it("cancel a second job of a run whose number is known by then", () => {
    program("sbatch", `echo 44 >${shellWord(join(folder, "slurm.id"))}; echo 45`);
    program("scancel", `echo "$@" >${shellWord(join(folder, "cancelled"))}`);
    expect(submit()).toMatchObject({ out: "already 44\n" });
    expect(readFileSync(join(folder, "cancelled"), "utf8")).toBe("45\n");
  });

  it("ask the accounting for what the queue has forgotten, and scontrol where there is none", () => {
    writeFileSync(join(folder, "slurm.id"), "46\n");
    mkdirSync(join(folder, "launch.lock"));
    program("squeue", 'echo "slurm_load_jobs error: Invalid job id specified" >&2; exit 1');
    program("sacct", 'echo "46|CANCELLED by 1000|0:15|None"');
    expect(stateNow()).toMatchObject({ state: "stopped", note: { word: "CANCELLED by 1000" } });
    program("sacct", 'echo "Slurm accounting storage is disabled" >&2; exit 1');
    program(
      "scontrol",
      'echo "JobId=46 JobName=x JobState=FAILED Reason=None Dependency=(null) Restarts=1 ExitCode=97:0"',
    );
    expect(stateNow()).toMatchObject({ state: "exited", exitCode: 97, note: { restarts: 1 } });
    program("scontrol", "exit 1");
    utimesSync(join(folder, "launch.lock"), 1, 1);
    expect(stateNow()).toMatchObject({ state: "lost", note: { word: null } });
  });

  it("never hand a number to Slurm that is none", () => {
    writeFileSync(join(folder, "slurm.id"), "46 $(touch x) --all\n");
    program("squeue", `echo "$@" >${shellWord(join(folder, "asked"))}`);
    expect(stateNow()).toMatchObject({ note: { id: null } });
    expect(run(`loupe_slurm_stop ${shellWord(folder)} 5`).code).toBe(0);
    expect([isThere("asked"), isThere("x")]).toEqual([false, false]);
  });

  it("say that there is no Slurm, or that it is silent", () => {
    expect(run("loupe_slurm_look ''").out).toMatch(/^silent\|/);
    const none = functions.replaceAll("command -v sbatch", "false sbatch");
    const env = { PATH: "/usr/bin:/bin", HOME: folder };
    expect(execFileSync(shell, ["-s"], { env, input: `${none}\nloupe_slurm_look ''`, encoding: "utf8" })).toBe(
      "absent\n",
    );
  });
});
