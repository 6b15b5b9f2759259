import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { evaluationRunSchema } from "../../src/core/evaluation/evaluationRun.js";
import { evalCommands } from "../../src/node/cli/evalCommands.js";
import { evalRunOutput } from "../../src/node/cli/evalRunOutput.js";
import { program, runProgram } from "../../src/node/cli/program.js";
import { writeMadeBenchmark } from "../fixtures/madeBenchmark.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { standInVllm, type StandInVllm } from "./lib/standInVllm.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";

const missing = missingPrograms(["sshd", "ssh", "python3"]);

describe.skipIf(missing !== null)(`loupe eval run --checkpoint over ssh ${missing ?? ""}`, () => {
  let server: SshServer;
  let vllm: StandInVllm;
  let run: string;
  let set: string;
  let questions = 0;

  /** A run of the host with one checkpoint, of its second stage. */
  function writeRun(runId: string, venv: string): string {
    const folder = join(server.home, "runs", runId);
    const stage = join(folder, "out", "2-depth", "ckpt", "global_step_40", "actor");
    mkdirSync(stage, { recursive: true });
    writeFileSync(join(stage, "model_world_size_1_rank_0.pt"), "");
    mkdirSync(join(folder, "options", "depth"), { recursive: true });
    const config = {
      ...{ name: "rl", method: "RL", engine: "verl-current", host: "loupe-zsh", data: { train: "t.jsonl" } },
      ...{ model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" }, environment: { activate: { kind: "venv", path: venv } } },
      hyper: { responseTokens: 512, tensorParallel: 1 },
    };
    const stages = [{ name: "depth", folder: "out/2-depth", steps: 40, warmSteps: 0 }];
    const json = { version: 1, runId, name: "rl", method: "RL", engine: "verl-current", stages, config };
    writeFileSync(join(folder, "run.json"), JSON.stringify(json));
    const options = {
      ...{ profile: "verl-current", maxPixels: 500_000, minPixels: 3136, factor: 28, systemPrompt: "My own words." },
      ...{ taskKinds: [], prompts: {}, imagesRoot: null, validationFile: null, tool: null },
    };
    writeFileSync(join(folder, "options", "depth", "dataset.json"), JSON.stringify(options));
    return folder;
  }

  beforeAll(async () => {
    server = await startSshServer();
    vllm = standInVllm(join(server.folder, "vllm"));
    run = writeRun("rl-0000001", vllm.venv);
    set = join(server.folder, "set");
    mkdirSync(set);
    questions = (await writeMadeBenchmark(set, 2)).questions.length;
    vi.stubEnv("LOUPE_STORAGE", join(server.folder, "storage"));
    vi.stubEnv("LOUPE_RUN_ROOT", "~/runs");
    vi.stubEnv("LOUPE_SSH_CONFIG", server.configFile);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.stop();
  });

  async function loupe(...args: readonly string[]) {
    let [out, err] = ["", ""];
    const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
    const commands = [evalCommands("0.0.0", output, null, trainerFolder)];
    const code = await runProgram(program("0.0.0", output, commands), ["eval", "run", ...args], output);
    return { code, out, err };
  }
  const asked = (...more: readonly string[]) =>
    loupe(set, "--checkpoint", `${run}@last`, "--host", "loupe-zsh", "--split", "train,val,test", ...more);

  it("asks as it was trained, in the words of its training, and leaves nothing on the host", async () => {
    const out = join(server.folder, "evaluation");
    const { code, out: said, err } = await asked("--out", out, "--json");
    expect([code, err]).toEqual([0, expect.stringContaining("asked in the words of its training")]);
    const output = evalRunOutput.parse(JSON.parse(said));
    expect(output).toMatchObject({ kind: "evaluated", stop: null, states: { ok: questions } });
    const written = evaluationRunSchema.parse(JSON.parse(readFileSync(join(out, "evaluation.json"), "utf8")));
    expect(written).toMatchObject({
      model: { requested: "rl-0000001@2-depth/40", checkpoint: { run, step: 40 }, family: "qwen2.5-vl" },
      ...{ input: "page", use: "reason", boxes: "px_resized", tools: null },
      ...{ image: { max_pixels: 500_000, min_pixels: 3136, multiple: 28 }, sampling: { max_tokens: 512 } },
    });
    const findings = [{ code: "prompts-differ", values: [expect.stringContaining("page")] }];
    expect(written.checkpoint_findings).toEqual(findings);
    expect(output).toMatchObject({
      checkpoint: { host: "loupe-zsh", form: "fsdp", stage: "2-depth", step: 40, findings },
    });
    expect(existsSync(join(out, "rollouts", "40.jsonl"))).toBe(true);
    expect(vllm.words()).toContain("rl-0000001@2-depth/40");
    expect(vllm.words()).toContain('{"min_pixels":3136,"max_pixels":500000}');
    expect(existsSync(join(server.home, "runs", ".serve"))).toBe(false);
    expect(vllm.pids().filter(pid => existsSync(`/proc/${pid}`))).toEqual([]);
    expect(readFileSync(join(out, "requests.jsonl"), "utf8")).toContain("My own words.");
  });

  it("serves nothing where everything was answered", async () => {
    const before = vllm.pids().length;
    const { code, out } = await asked("--out", join(server.folder, "evaluation"), "--json");
    expect([code, vllm.pids().length]).toEqual([0, before]);
    expect(evalRunOutput.parse(JSON.parse(out))).toMatchObject({ kind: "evaluated", sent: 0, plan: { toAsk: 0 } });
  });

  it("serves a folder of this machine without ssh", async () => {
    const [out, root] = [join(server.folder, "here"), join(server.folder, "roots")];
    vi.stubEnv("LOUPE_RUN_ROOT", root);
    const words = [
      "--checkpoint",
      `${run}@2-depth/40`,
      "--split",
      "train,val,test",
      "--limit",
      "2",
      "--out",
      out,
      "--json",
    ];
    const { code, out: said } = await loupe(set, ...words);
    vi.stubEnv("LOUPE_RUN_ROOT", "~/runs");
    expect([code, evalRunOutput.parse(JSON.parse(said))]).toMatchObject([0, { kind: "evaluated", states: { ok: 2 } }]);
    expect(existsSync(join(root, ".serve"))).toBe(false);
    expect(vllm.pids().filter(pid => existsSync(`/proc/${pid}`))).toEqual([]);
  });

  it("goes on with the others when a shard dies, and keeps what it has merged for the next time", async () => {
    const own = standInVllm(join(server.folder, "two"));
    own.behave("first-dies");
    const two = writeRun("rl-0000002", own.venv);
    const words = ["--host", "loupe-zsh", "--split", "train,val,test", "--json"];
    const ask = (out: string, ...more: readonly string[]) =>
      loupe(set, "--checkpoint", `${two}@last`, "--out", join(server.folder, out), ...words, ...more);
    const { code, out, err } = await ask("lossy", "--shards", "2", "--keep-merged");
    expect(err).toMatch(/CUDA error: out of memory\n.*the server on loupe-zsh ended with code 7; the others go on/);
    expect(err).toMatch(
      /merged weights are kept on loupe-zsh: \S*\/runs\/\.merged\/rl-0000002-2-depth-40-[0-9a-f]{8}$/m,
    );
    expect([code, evalRunOutput.parse(JSON.parse(out))]).toMatchObject([0, { stop: null, states: { ok: questions } }]);
    expect(own.merged()?.split("\n")).toHaveLength(1);
    expect(existsSync(join(server.home, "runs", ".serve"))).toBe(false);
    own.behave("well");
    expect((await ask("again", "--limit", "1", "--no-probe")).code).toBe(0);
    expect(own.merged()?.split("\n")).toHaveLength(1);
    rmSync(join(server.home, "runs", ".merged"), { recursive: true });
  });

  it("is served by another configuration that is given, and refused where that cannot be", async () => {
    const file = join(server.folder, "as.loupe-run.json");
    const base = {
      name: "as",
      method: "RL",
      engine: "verl-current",
      host: "x",
      model: { path: "m" },
      data: { train: "t" },
    };
    writeFileSync(file, JSON.stringify({ ...base, gpus: { devices: [6] }, hyper: { tensorParallel: 1 } }));
    const few = await asked("--out", join(server.folder, "few"), "--serve-as", file, "--shards", "2");
    expect([few.code, few.err]).toEqual([1, expect.stringContaining("2 servers of 1 GPUs each need more than the 1")]);
    const none = await asked("--out", join(server.folder, "few"), "--serve-as", join(server.folder, "nowhere"));
    expect([none.code, none.err]).toEqual([2, expect.stringContaining("is no run configuration")]);
  });

  it("names each setting that is not that of the training", async () => {
    const out = join(server.folder, "other");
    const { code, err } = await asked("--out", out, "--dry-run", "--max-pixels", "100000", "--input", "zoom");
    expect(code).toBe(0);
    expect(err).toContain("image.max_pixels was 500000, and is 100000 now");
    expect(err).toContain("input was page, and is zoom now");
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    [[`--checkpoint`, "nowhere"], 2, "RUN@STEP"],
    [["--checkpoint", "/nowhere@20", "--host", "loupe-zsh"], 1, "/nowhere"],
    [["--checkpoint", "x@20", "--endpoint", "http://127.0.0.1:1/v1"], 2, "leave --endpoint out"],
  ])("refuses %j", async (words, expected, sentence) => {
    const { code, err } = await loupe(set, "--out", join(server.folder, "none"), ...words);
    expect([code, err]).toEqual([expected, expect.stringContaining(sentence)]);
  });

  it("tells of a step that is not there, and of a server that fails", async () => {
    const step = await loupe(
      set,
      "--checkpoint",
      `${run}@20`,
      "--host",
      "loupe-zsh",
      "--out",
      join(server.folder, "a"),
    );
    expect([step.code, step.err]).toEqual([1, expect.stringContaining("no such whole checkpoint")]);
    vllm.behave("no-merge");
    const merge = await asked("--out", join(server.folder, "b"));
    expect([merge.code, merge.err]).toEqual([
      1,
      expect.stringMatching(/no such shard(.|\n)*the merge on loupe-zsh ended/),
    ]);
    expect(existsSync(join(server.home, "runs", ".serve"))).toBe(false);
  });
});
