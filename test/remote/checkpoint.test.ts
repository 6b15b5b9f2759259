import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chosenCheckpoint } from "../../src/core/evaluation/checkpoint/hostCheckpoint.js";
import { type ServerPlan, serverFiles } from "../../src/core/evaluation/checkpoint/serverFiles.js";
import type { ServeSettings } from "../../src/core/evaluation/checkpoint/serveSettings.js";
import { builtInPrompts } from "../../src/core/benchmark/prompts/builtInPrompts.js";
import { defaultSettings } from "../../src/core/evaluation/defaultSettings.js";
import { findCheckpoints } from "../../src/node/evaluation/checkpoint/findCheckpoints.js";
import {
  serveCheckpoint,
  type ServedCheckpoint,
  type ServeOptions,
} from "../../src/node/evaluation/checkpoint/serveCheckpoint.js";
import { runEvaluation } from "../../src/node/evaluation/runEvaluation.js";
import { trainerTexts } from "../../src/node/launch/trainerTexts.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { writeMadeBenchmark } from "../fixtures/madeBenchmark.js";
import { until } from "../until.js";
import { newRunId, reached } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesOf } from "./lib/processesOf.js";
import { standInVllm, type StandInVllm } from "./lib/standInVllm.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";

type Made = ServeOptions & { readonly id: string };

const missing = missingPrograms(["sshd", "ssh", "python3"]);

describe.skipIf(missing !== null)(`the server of a checkpoint ${missing ?? ""}`, () => {
  let server: SshServer;
  let host: HostConnection;
  let vllm: StandInVllm;
  let root: string;
  let run: string;
  beforeAll(async () => {
    server = await startSshServer();
    host = openHost("loupe-dash", { trainerFolder, configFile: server.configFile });
    root = join(server.home, "runs");
    run = join(root, "rarl-0001");
    for (const step of [20, 40]) {
      mkdirSync(join(run, "out", "ckpt", `global_step_${step}`, "actor"), { recursive: true });
      writeFileSync(join(run, "out", "ckpt", `global_step_${step}`, "actor", "model_world_size_1_rank_0.pt"), "");
    }
    writeFileSync(join(run, "out", "ckpt", "latest_checkpointed_iteration.txt"), "20");
  });
  afterAll(async () => {
    await host.dispose();
    await server.stop();
  });
  beforeEach(() => {
    vllm = standInVllm(join(server.folder, newRunId("vllm")));
  });

  const made = async (more: Partial<ServeOptions> = {}, leaseSeconds = 600) => {
    const found = reached(await findCheckpoints(host, run));
    const checkpoint = chosenCheckpoint(found.checkpoints, { stage: null, step: null });
    if (checkpoint === null) throw new Error("no checkpoint");
    const settings: ServeSettings = {
      ...{ checkpoint, base: null, served: "rarl@20", activation: { kind: "venv", path: vllm.venv }, devices: null },
      ...{ tensorParallel: 1, mostTokens: 4096, images: 16, pixels: null, leaseSeconds, listens: "loopback" },
      merging: { known: [], keptAt: null, madeAt: null },
    };
    const id = newRunId("serve");
    const trainer = await trainerTexts(trainerFolder);
    const plan: ServerPlan = { id, engine: "host", settings, config: null, seen: [], trainer };
    const options: Made = {
      ...{ connection: host, runRoot: root, scheduler: null, secrets: {}, mergesFirst: true, id },
      servers: [{ id, files: () => serverFiles(plan) }],
      ...{ served: "rarl@20", waitMs: 60_000, reachMs: 30_000, beatMs: 200, signal: new AbortController().signal },
      ...{ onPhase: () => undefined, ...more },
    };
    return options;
  };

  /** Nothing runs and nothing lies there any more. */
  const expectNothingLeft = ({ id }: Made) => {
    expect(processesOf(id)).toEqual([]);
    expect(existsSync(join(root, ".serve"))).toBe(false);
    expect(vllm.pids().filter(pid => existsSync(`/proc/${pid}`))).toEqual([]);
  };

  const models = async ({ endpoint, key }: ServedCheckpoint) =>
    (await fetch(`${endpoint}/models`, { headers: { authorization: `Bearer ${key}` } })).status;

  it("lists whole checkpoints, not the one that is being written", async () => {
    const found = reached(await findCheckpoints(host, run));
    const path = join(run, "out/ckpt/global_step_20/actor");
    expect(found.checkpoints).toEqual([{ form: "fsdp", stage: "", step: 20, path }]);
  });

  it("are found as each program leaves them, below the home of the host, torn ones left out", async () => {
    const folder = join(server.home, "it's saved");
    const put = (path: string, text = "{}") => {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    for (const file of ["trainer_state.json", "adapter_config.json"]) put(`checkpoint-5/${file}`);
    for (const file of ["trainer_state.json", "config.json", "model.safetensors"])
      put(`out/2-b/ckpt/checkpoint-9/${file}`);
    for (const file of ["config.json", "model.safetensors"]) put(`checkpoint-7/${file}`);
    for (const file of ["config.json", "model.safetensors"])
      put(`out/1-a/ckpt/global_step_3/actor/huggingface/${file}`);
    for (const file of ["config.json", "pytorch_model.bin"]) put(file);
    const { checkpoints, run: none } = reached(await findCheckpoints(host, "~/it's saved"));
    expect(none).toBeNull();
    expect(checkpoints.map(({ form, stage, step }) => [form, stage, step])).toEqual([
      ["adapter", "", 5],
      ["weights", "1-a", 3],
      ["weights", "2-b", 9],
      ["weights", "", null],
    ]);
    for (const { path } of checkpoints) expect(existsSync(path)).toBe(true);
  });

  it("is merged, served to those who have the key, and gone afterwards", async () => {
    const phases: string[] = [];
    const options = await made({ onPhase: phase => phases.push(phase) });
    const result = await serveCheckpoint(options, async served => {
      const stranger = await fetch(`${served.endpoint}/models`);
      expect(processesOf(options.id).length).toBeGreaterThan(0);
      expect(vllm.words()?.join(" ")).not.toContain(served.key);
      return [await models(served), stranger.status];
    });
    expect(result).toEqual({ kind: "done", value: [200, 401], died: null, isRemoved: true });
    expect(vllm.merged()).toContain(`--local_dir ${run}/out/ckpt/global_step_20/actor`);
    expect(phases.slice(-2)).toEqual(["ready", "stopping"]);
    expectNothingLeft(options);
    expect(readdirSync(run)).toEqual(["out"]);
  });

  it("is evaluated through a connection that drops meanwhile", async () => {
    const dataset = join(server.folder, newRunId("set"));
    mkdirSync(dataset);
    await writeMadeBenchmark(dataset, 3);
    const options = await made();
    const settings = { ...defaultSettings("rarl@20", "page", "qwen2.5-vl"), splits: ["train", "val", "test"] as const };
    let drops = 0;
    const result = await serveCheckpoint(options, ({ endpoint, key }, signal) =>
      runEvaluation({
        ...{ dataset, out: join(server.folder, newRunId("out")), name: "rarl", settings, prompts: builtInPrompts },
        endpoint: {
          ...{ endpoint, key: () => Promise.resolve(key), prices: null, isStreamed: false },
          ...{ atOnce: { start: 1, most: 2 }, onSpent: () => Promise.resolve(true) },
        },
        ...{
          isFresh: false,
          retriesFailed: false,
          probes: true,
          isDryRun: false,
          strategy: null,
          toolVersion: "0.0.0",
        },
        ...{ signal, now: () => Date.now() },
        onProgress: ({ phase, done }) => {
          if (phase !== "ask" || done < 3 || drops > 0) return;
          drops += 1;
          server.dropAll();
        },
      }),
    );
    if (result.kind !== "done" || result.value.kind !== "evaluated") throw new Error(JSON.stringify(result));
    const { stop, summary, plan } = result.value;
    expect([drops, stop, summary.states.ok]).toEqual([1, null, plan.attempts]);
    expect([result.died, result.isRemoved]).toEqual([null, true]);
    expectNothingLeft(options);
  });

  it("is told by the merge's own words when that fails", async () => {
    vllm.behave("no-merge");
    const options = await made();
    const result = await serveCheckpoint(options, () => Promise.reject(new Error("never asked")));
    expect(result).toMatchObject({ kind: "ended", phase: "merging", exitCode: 3, isRemoved: true });
    expect(result).toHaveProperty("log", expect.stringContaining("no such shard"));
    expect(vllm.words()).toBeNull();
    expectNothingLeft(options);
  });

  it("is given up and ended when it never answers", async () => {
    vllm.behave("silent");
    const options = await made({ waitMs: 6000 });
    const result = await serveCheckpoint(options, () => Promise.reject(new Error("never asked")));
    expect(result).toMatchObject({ kind: "silent", isRemoved: true });
    expectNothingLeft(options);
  });

  it("is ended when it is cancelled while it loads", async () => {
    vllm.behave("silent");
    const stop = new AbortController();
    const options = await made({ signal: stop.signal, onPhase: phase => phase === "loading" && stop.abort() });
    const result = await serveCheckpoint(options, () => Promise.reject(new Error("never asked")));
    expect(result).toEqual({ kind: "aborted", isRemoved: true });
    expectNothingLeft(options);
  });

  it("is ended when it is cancelled while it is asked", async () => {
    const stop = new AbortController();
    const options = await made({ signal: stop.signal });
    const result = await serveCheckpoint(options, (_, signal) => {
      stop.abort();
      return Promise.resolve(signal.aborted);
    });
    expect(result).toEqual({ kind: "done", value: true, died: null, isRemoved: true });
    expectNothingLeft(options);
  });

  it("that dies while it is asked ends the asking, and says why", async () => {
    vllm.behave("dies");
    const options = await made();
    const result = await serveCheckpoint(options, async ({ endpoint, key }, signal) => {
      const ask = () =>
        fetch(`${endpoint}/chat/completions`, {
          method: "POST",
          headers: { authorization: `Bearer ${key}` },
          body: JSON.stringify({ model: "rarl@20" }),
        }).catch(() => null);
      for (let i = 0; i < 3; i++) await ask();
      await until("the end of the work", () => signal.aborted || null);
      return "told";
    });
    expect(result).toMatchObject({
      kind: "done",
      value: "told",
      died: { kind: "ended", exitCode: 7 },
      isRemoved: true,
    });
    expect(result).toHaveProperty("died.log", expect.stringContaining("out of memory"));
    expectNothingLeft(options);
  });

  it("leaves nothing when the work fails", async () => {
    const options = await made();
    await expect(serveCheckpoint(options, () => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
    expectNothingLeft(options);
  });

  it("ends by itself, with its folder, when nobody asks for it any more", async () => {
    const gone = openHost("loupe-dash", { trainerFolder, configFile: server.configFile });
    const options = await made({ connection: gone, beatMs: 1_000_000 }, 4);
    // The client is killed: its connection is gone, and nothing that it would do at its end is done.
    const left = serveCheckpoint(options, async () => {
      await gone.dispose();
      await until("the end of the server", () => processesOf(options.id).length === 0 || null);
      await until("the end of its folder", () => !existsSync(join(root, ".serve", options.id)) || null);
      return null;
    });
    expect(await left).toMatchObject({ kind: "done", isRemoved: false });
    expect(vllm.pids().filter(pid => existsSync(`/proc/${pid}`))).toEqual([]);
  });
});
