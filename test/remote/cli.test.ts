import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type * as z from "zod";
import { jobCommands } from "../../src/node/cli/jobCommands.js";
import { jobOutput, jobsOutput } from "../../src/node/cli/jobsOutput.js";
import { launchCommands } from "../../src/node/cli/launchCommands.js";
import { launchOutput } from "../../src/node/cli/launchOutput.js";
import { program, runProgram } from "../../src/node/cli/program.js";
import { writeStandInTrainer } from "../fixtures/standInTrainer.js";
import { killOne } from "./lib/killOne.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesOf } from "./lib/processesOf.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";

const missing = missingPrograms(["sshd", "ssh", "tar", "python3", "zsh"]);
const host = "loupe-zsh";

describe.skipIf(missing !== null)(`the command line over ssh ${missing ?? ""}`, () => {
  let server: SshServer;
  let place: string;
  let config: string;
  let run = "";

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), "loupe-cli-"));
    const { venv, bin, model, data } = await writeStandInTrainer(join(place, "host"));
    server = await startSshServer({ serverLines: [`SetEnv PATH=${bin}:${process.env["PATH"] ?? ""}`] });
    vi.stubEnv("LOUPE_STORAGE", join(place, "storage"));
    vi.stubEnv("LOUPE_PULL_FOLDER", join(place, "pulled"));
    vi.stubEnv("LOUPE_RUN_ROOT", "~/runs");
    vi.stubEnv("LOUPE_SSH_CONFIG", server.configFile);
    config = join(place, "by-command.loupe-run.json");
    const written = {
      ...{ name: "by-command", method: "RL", engine: "verl-current", host, model: { path: model } },
      ...{ data: { train: data, onHost: true }, hyper: { steps: 4000 }, checkpoints: { every: 4000 } },
      environment: { activate: { kind: "venv", path: venv } },
    };
    writeFileSync(config, JSON.stringify(written));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    if (run !== "") for (const pid of processesOf(run)) killOne(pid);
    await server.stop();
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Each command is a client of its own, as a process is. */
  async function loupe(...args: readonly string[]) {
    let out = "";
    let err = "";
    const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
    const commands = [...launchCommands(trainerFolder, output), ...jobCommands(trainerFolder, output)];
    const code = await runProgram(program("0.0.0", output, commands), args, output);
    return { code, out, err };
  }

  /** What a command says with --json, which has to be what its schema says and nothing else. */
  async function said<Schema extends z.ZodType>(schema: Schema, ...args: readonly string[]): Promise<z.infer<Schema>> {
    const { code, out, err } = await loupe(...args, "--json");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^[^\n]*\n$/);
    return schema.parse(JSON.parse(out));
  }

  const job = async () => {
    const { jobs, unreachable } = await said(jobsOutput, "jobs", host);
    expect(unreachable).toEqual([]);
    return jobs.find(one => one.run === run);
  };

  it("launches a configuration once its host was looked at", async () => {
    const made = await said(launchOutput, "launch", config, "--yes");
    run = made.run;
    expect(made).toMatchObject({ state: "launched", host });
    expect(made.findings.filter(({ level }) => level === "error")).toEqual([]);
    await expect.poll(job).toMatchObject({ state: "running", name: "by-command" });
    await expect.poll(async () => (await job())?.step ?? 0).toBeGreaterThan(1);
  });

  it("stops it at once where --hard says so, without the time to save", async () => {
    await said(jobOutput, "stop", "by-command", "--hard");
    await expect.poll(async () => (await job())?.state).toBe("stopped");
    await expect.poll(() => processesOf(run)).toEqual([]);
    const log = readFileSync(join(server.home, "runs", run, "log"), "utf8");
    expect(log).toContain("step:1 ");
    expect(log).not.toContain("saved step");
  });

  it("pulls it to where the environment says, and tells where in its JSON", async () => {
    const pulled = await said(jobOutput, "pull", run);
    const folder = pulled.localFolder ?? "";
    expect(folder.startsWith(join(place, "pulled"))).toBe(true);
    expect(pulled).toMatchObject({ host, run, state: "stopped", leftOnHost: [] });
    const there = join(server.home, "runs", run, "out", "rollouts");
    expect(readdirSync(join(folder, "out", "rollouts")).sort()).toEqual(readdirSync(there).sort());
    expect(readFileSync(join(folder, "log"), "utf8")).toContain("step:1 ");
    expect(existsSync(join(folder, "secrets.sh"))).toBe(false);
    expect(await said(jobOutput, "pull", run)).toEqual(pulled);
  });

  it("says in one sentence that a host is gone, and ends with 1", async () => {
    vi.stubEnv("LOUPE_SSH_CONFIG", join(place, "no such configuration"));
    try {
      const { code, out, err } = await loupe("pull", run, "--json");
      expect([code, out]).toEqual([1, ""]);
      expect(err.trimEnd().split("\n").at(-1)).toContain(host);
    } finally {
      vi.stubEnv("LOUPE_SSH_CONFIG", server.configFile);
    }
  });
});
