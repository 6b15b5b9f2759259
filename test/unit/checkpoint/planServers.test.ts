import { describe, expect, it } from "vitest";
import type { HostCheckpoint } from "../../../src/core/evaluation/checkpoint/hostCheckpoint.js";
import { planServers, type ServersWish } from "../../../src/core/evaluation/checkpoint/planServers.js";
import { serverFiles } from "../../../src/core/evaluation/checkpoint/serverFiles.js";
import { runConfigSchema, type TrainerConfig } from "../../../src/core/launch/runConfig.js";

const checkpoint: HostCheckpoint = {
  form: "fsdp",
  path: "/runs/rl/out/ckpt/global_step_20/actor",
  stage: "",
  step: 20,
};

function configOf(more: Readonly<Record<string, unknown>>): TrainerConfig {
  const base = {
    name: "rl",
    method: "RL",
    engine: "verl-current",
    host: "h",
    model: { path: "m" },
    data: { train: "t" },
  };
  const config = runConfigSchema.parse({ ...base, ...more });
  if (config.engine === "miniature") throw new Error("a trainer's");
  return config;
}

const wish = (config: TrainerConfig | null, more: Partial<ServersWish> = {}): ServersWish => ({
  ...{ checkpoint, name: "rl@2/20", folder: "/runs/rl", config, root: "/runs/", servers: 1, leaseSeconds: 60 },
  ...{ keepsMerged: false, ...more },
});

function planned(config: TrainerConfig | null, more: Partial<ServersWish> = {}) {
  const plan = planServers(wish(config, more));
  if (plan.kind === "unfit") throw new Error(JSON.stringify(plan));
  return plan;
}

describe("the servers of a checkpoint", () => {
  it("share the GPUs of a host, each with its own", () => {
    const config = configOf({ gpus: { devices: [1, 3, 5, 7] }, hyper: { tensorParallel: 2 } });
    const { wayOf, engine } = planned(config, { servers: 2 });
    expect(engine).toBe("host");
    expect([wayOf(0, null).devices, wayOf(1, "/f").devices]).toEqual([
      [1, 3],
      [5, 7],
    ]);
    expect(planned(config).wayOf(0, null).devices).toEqual([1, 3, 5, 7]);
    expect(planServers(wish(config, { servers: 3 }))).toMatchObject({ code: "too-few-gpus", values: ["3", "2", "4"] });
  });

  it("take what a scheduler gives them, and listen for its host", () => {
    const launcher = { kind: "slurm", sharedRoot: "/shared" };
    const plan = planned(configOf({ launcher, gpus: { devices: [0] } }), { servers: 9 });
    expect(plan).toMatchObject({ engine: "slurm", root: "/shared" });
    expect(plan.wayOf(8, null)).toMatchObject({ devices: null, listens: "network" });
    const ray = planned(configOf({ launcher: { kind: "ray" } }));
    expect(ray).toMatchObject({ engine: "ray", root: "/runs/" });
    expect(ray.wayOf(0, null).listens).toBe("network");
    expect(planned(null).wayOf(0, null)).toMatchObject({ listens: "loopback", devices: null });
  });

  it("find what the first one has merged, or what was kept of the same shards", () => {
    const { wayOf, keptAt } = planned(null, { keepsMerged: true });
    expect(keptAt).toMatch(/^\/runs\/\.merged\/rl-2-20-[0-9a-f]{8}$/);
    expect(wayOf(0, null).merging).toEqual({ known: [keptAt], keptAt, madeAt: null });
    expect(planned(null).wayOf(1, "/runs/.serve/one").merging).toEqual({
      ...{ known: [keptAt, "/runs/.serve/one/merged"], keptAt: null, madeAt: null },
    });
    expect(planned(null, { keepsMerged: true, checkpoint: { ...checkpoint, form: "weights" } }).keptAt).toBeNull();
  });

  it.each([
    [{ launcher: { kind: "slurm" } }, {}, "container-in-job"],
    [{}, { keepsMerged: true }, "kept-in-container"],
    [{}, { folder: "/a:b" }, "unmounted"],
  ])("are refused in a container with %j and %j", (config, more, code) => {
    const environment = { activate: { kind: "docker", image: "i" } };
    expect(planServers(wish(configOf({ ...config, environment }), more))).toMatchObject({ kind: "unfit", code });
  });

  it("are refused where a batch script cannot say what is asked for", () => {
    const config = configOf({ launcher: { kind: "slurm", partition: "two words" } });
    expect(planServers(wish(config))).toMatchObject({
      ...{ code: "slurm-value", values: ["launcher.partition", "two words"] },
    });
  });

  it("ask Slurm for one node and their own GPUs, however large the training was", () => {
    const launcher = { kind: "slurm", partition: "gpu", time: "2:00:00", memory: "64G", arraySize: 8, requeue: true };
    const config = configOf({ launcher, nodes: 4, gpus: { perNode: 8 }, hyper: { tensorParallel: 2 } });
    const way = planned(config).wayOf(0, null);
    const settings = { ...way, checkpoint, base: null, served: "s", mostTokens: null, images: 16, pixels: null };
    const files = serverFiles({ id: "serve-1", engine: "slurm", settings, config, seen: [], trainer: {} });
    const script = files.find(({ path }) => path === "slurm.sbatch")?.text ?? "";
    for (const line of ["nodes=1", "gpus-per-node=2", "partition=gpu", "time=2:00:00", "mem=64G", "no-requeue"])
      expect(script).toContain(`#SBATCH --${line}\n`);
    expect(script).not.toContain("--array");
    expect(script).toMatch(/abandoned[^\n]*\n\. \.\/slurm\.sh\n$/);
  });
});
