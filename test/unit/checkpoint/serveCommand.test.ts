import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serveCommand } from "../../../src/core/evaluation/checkpoint/serveCommand.js";
import type { ServeSettings } from "../../../src/core/evaluation/checkpoint/serveSettings.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();

/** Shards as verl leaves them. */
function makeShards(): string {
  const shards = join(makeFolder(), "it's one");
  mkdirSync(shards);
  writeFileSync(join(shards, "model_world_size_1_rank_0.pt"), "weights");
  return shards;
}

const settings: ServeSettings = {
  ...{ checkpoint: { form: "weights", path: "/w" }, base: "Qwen/base", served: "run's@20" },
  ...{ activation: { kind: "none" }, devices: [2, 3], tensorParallel: 2, mostTokens: 30_760, images: 16 },
  ...{ pixels: { min: 3136, max: 6_422_528 }, leaseSeconds: 600, listens: "loopback" },
  merging: { known: [], keptAt: null, madeAt: null },
};

/** Runs the command with programs that write down their words; the watch ends as the folder of the run is gone. */
function started(made: ServeSettings, vllm = "0.11.0"): { readonly merge: string; readonly serve: readonly string[] } {
  const folder = makeFolder();
  const run = join(folder, "run");
  const bin = join(folder, "bin");
  mkdirSync(bin);
  mkdirSync(run);
  const python = execFileSync("sh", ["-c", "command -v python3"], { encoding: "utf8" }).trim();
  const programs = {
    python3: `case "$*" in *model_merger*) echo "$*" >'${folder}/merge'; for target do :; done; mkdir -p "$target" ;; *importlib*) echo ${vllm} ;; *) exec '${python}' "$@" ;; esac`,
    vllm: `printf '%s\\n' "$@" >'${folder}/serve'; rm -rf '${run}'`,
  };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  writeFileSync(join(folder, "command.sh"), serveCommand(made));
  const { status } = spawnSync("sh", [join(folder, "command.sh")], {
    env: { PATH: `${bin}:${process.env["PATH"] ?? ""}`, LOUPE_RUN_DIR: run, HOME: folder },
    // The watch would hold a pipe open for a moment.
    stdio: "ignore",
  });
  if (status !== 0) throw new Error(`ended with ${status}`);
  const merge = existsSync(join(folder, "merge")) ? readFileSync(join(folder, "merge"), "utf8").trim() : "";
  return { merge, serve: readFileSync(join(folder, "serve"), "utf8").trim().split("\n") };
}

const valueOf = (words: readonly string[], name: string): string | undefined => words[words.indexOf(name) + 1];

describe("the command of a checkpoint's server", () => {
  it("merges verl's shards, and serves them on the host's own loopback as they were trained", () => {
    const shards = makeShards();
    const { merge, serve } = started({ ...settings, checkpoint: { form: "fsdp", path: shards } });
    expect(merge).toContain(`-m verl.model_merger merge --backend fsdp --local_dir ${shards} --target_dir `);
    expect(merge).toMatch(/\/merged$/);
    expect(serve[0]).toBe("serve");
    expect(serve[1]).toMatch(/\/run\/merged$/);
    const names = ["--host", "--served-model-name", "--generation-config", "--tensor-parallel-size", "--max-model-len"];
    expect(names.map(name => valueOf(serve, name))).toEqual(["127.0.0.1", "run's@20", "vllm", "2", "30760"]);
    expect(JSON.parse(valueOf(serve, "--limit-mm-per-prompt") ?? "")).toEqual({ image: 16 });
    expect(JSON.parse(valueOf(serve, "--mm-processor-kwargs") ?? "")).toEqual({
      ...{ min_pixels: 3136, max_pixels: 6_422_528 },
    });
    expect(valueOf(serve, "--port")).toMatch(/^[1-9]\d{3,4}$/);
    expect(serve).not.toContain("--api-key");
  });

  it("writes the limit of images as an old server reads it", () => {
    expect(valueOf(started(settings, "0.8.4").serve, "--limit-mm-per-prompt")).toBe("image=16");
    expect(valueOf(started(settings, "0.8.5.post1").serve, "--limit-mm-per-prompt")).toBe('{"image": 16}');
  });

  it("serves a folder of weights as it is, and says nothing of what nobody knows", () => {
    const { serve } = started({
      ...{ ...settings, checkpoint: { form: "weights", path: "/w" }, pixels: null, mostTokens: null, devices: null },
    });
    expect(serve[1]).toBe("/w");
    expect(serve).not.toContain("--mm-processor-kwargs");
    expect(serve).not.toContain("--max-model-len");
    expect(serve).not.toContain("--enable-lora");
  });

  it("lays an adapter over its model under the name that is asked for", () => {
    const adapter = makeFolder();
    writeFileSync(join(adapter, "adapter_config.json"), JSON.stringify({ r: 32 }));
    const { serve } = started({ ...settings, checkpoint: { form: "adapter", path: adapter } });
    expect(serve[1]).toBe("Qwen/base");
    expect(serve).toContain("--enable-lora");
    expect(valueOf(serve, "--max-lora-rank")).toBe("32");
    expect(valueOf(serve, "--lora-modules")).toBe(`run's@20=${adapter}`);
    expect(valueOf(serve, "--served-model-name")).toBe("run's@20-base");
  });

  it("finds an adapter's model in its own file where no run says it", () => {
    const adapter = makeFolder();
    const file = { r: 8, base_model_name_or_path: "Qwen/said here" };
    writeFileSync(join(adapter, "adapter_config.json"), JSON.stringify(file));
    const { serve } = started({ ...settings, checkpoint: { form: "adapter", path: adapter }, base: null });
    expect(serve[1]).toBe("Qwen/said here");
  });

  it("keeps what it has merged where it is told, and takes it again while the shards are the same", () => {
    const path = makeShards();
    const keptAt = join(makeFolder(), "kept", "rl@20");
    const made: ServeSettings = {
      ...{ ...settings, checkpoint: { form: "fsdp", path }, merging: { known: [keptAt], keptAt, madeAt: null } },
    };
    expect(started(made)).toMatchObject({
      merge: expect.stringContaining("merge") as string,
      serve: expect.arrayContaining(["serve", keptAt]) as string[],
    });
    expect(started(made)).toMatchObject({ merge: "", serve: expect.arrayContaining(["serve", keptAt]) as string[] });
    // Of another server, which keeps nothing.
    const other = { known: ["/nowhere", keptAt], keptAt: null, madeAt: null };
    expect(started({ ...made, merging: other })).toMatchObject({
      merge: "",
      serve: expect.arrayContaining(["serve", keptAt]) as string[],
    });
    writeFileSync(join(path, "model_world_size_1_rank_0.pt"), "other weights");
    expect(started(made).merge).toContain("merge");
  });

  it("listens for its host where that is another machine, and says where it is", () => {
    const { serve } = started({ ...settings, listens: "network" });
    expect(valueOf(serve, "--host")).toBe("0.0.0.0");
    expect(valueOf(serve, "--distributed-executor-backend")).toBe("mp");
  });
});
