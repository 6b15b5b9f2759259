import { describe, expect, it } from "vitest";
import { bareHostFindings } from "../../../src/core/launch/bareHostFindings.js";
import { checkpointBudget, type CheckpointBudget } from "../../../src/core/launch/checkpointBudget.js";
import { hostFindings } from "../../../src/core/launch/hostFindings.js";
import type { DiskReport, GpuReport, HostReport } from "../../../src/core/launch/hostReport.js";
import { isAtLeast } from "../../../src/core/launch/versionParts.js";
import { filledSentence } from "../../../src/protocol/jobs/filledSentence.js";
import { findingStrings } from "../../../src/protocol/jobs/findingStrings.js";
import { rarlConfig, sftConfig } from "./launchConfig.js";

const gigabyte = 1e9;

const gpu = (index: number, changes: Partial<GpuReport> = {}): GpuReport => ({
  ...{ index, name: "NVIDIA H800", usedMegabytes: 3, totalMegabytes: 81_559, utilisation: 0, processes: [] },
  ...changes,
});

const disk = (purpose: DiskReport["purpose"], path: string, freeBytes: number): DiskReport => ({
  ...{ purpose, path, freeBytes, exists: true, isWritable: true, mount: "/" },
});

/** A host on which everything is as it should be for verl. */
const rightHost: HostReport = {
  ...{ hostName: "gpu-1", system: "Linux x86_64", user: "kim", clockSkewSeconds: 0 },
  ...{ gpus: [0, 1, 2, 3, 4, 5, 6, 7].map(index => gpu(index)), hasBrokenDriver: false, weightBytes: null, data: null },
  disks: [
    disk("run", "~/.loupe/runs", 20_000 * gigabyte),
    disk("model", "~/.cache/huggingface/hub/models--Qwen--Qwen2.5-VL-7B-Instruct", 500 * gigabyte),
    disk("temporary", "/tmp", 100 * gigabyte),
    disk("shared-memory", "/dev/shm", 500 * gigabyte),
  ],
  ...{ memoryAvailableBytes: 1800 * gigabyte, memoryLimitBytes: null, openFiles: 1_048_576, isActivated: true },
  versions: {
    ...{ python3: "3.11.9", rsync: "rsync  version 3.2.7", verl: "0.9.0", vllm: "0.11.0" },
    ...{ ray: "2.50.0", torch: "2.9.0+cu128", transformers: "4.57.1" },
  },
  ...{ busyPorts: [], linger: null, killsUserProcesses: null },
};

const noBudget: CheckpointBudget = { saved: null, atOnce: null, bytesEach: null, totalBytes: null };

const codesOf = (report: HostReport, resolved = rarlConfig(), budget = noBudget) =>
  hostFindings(report, resolved, budget)
    .filter(({ level }) => level !== "good")
    .map(({ level, code, values }) => [level, code, ...values]);

describe("a host that has everything", () => {
  it("gives no finding but good ones", () => {
    expect(codesOf(rightHost)).toEqual([]);
    expect(hostFindings(rightHost, rarlConfig(), noBudget).map(({ code }) => code)).toContain("gpus-free");
  });
});

describe("GPUs", () => {
  it("are told one by one where somebody holds them", () => {
    const held = gpu(7, { usedMegabytes: 61_234, processes: [{ pid: 40_213, name: "vllm" }] });
    const gpus = [...(rightHost.gpus ?? []).slice(0, 7), held];
    expect(codesOf({ ...rightHost, gpus })).toEqual([
      ["warning", "gpus-too-few", 7, 8],
      ["note", "gpus-free", 7, 8, "8 × NVIDIA H800"],
      ["note", "gpus-held", 7, "pid 40213 (vllm)"],
    ]);
  });

  it("count as held by their memory where a container hides the processes", () => {
    const gpus = [0, 1, 2, 3].map(index => gpu(index, index === 2 ? { usedMegabytes: 40_000 } : {}));
    expect(codesOf({ ...rightHost, gpus }, rarlConfig({ gpus: { devices: [2, 3] } }))).toEqual([
      ["warning", "gpu-held", 2, "40000 MiB"],
      ["warning", "gpus-too-few", 1, 2],
      ["note", "gpus-free", 1, 2, "2 × NVIDIA H800"],
    ]);
  });

  it("that will never be enough forbid the launch", () => {
    expect(codesOf({ ...rightHost, gpus: [gpu(0)] })[0]).toEqual(["error", "gpus-too-few", 1, 8]);
    expect(codesOf({ ...rightHost, gpus: [] })).toEqual([["error", "gpus-none"]]);
    expect(codesOf({ ...rightHost, gpus: null, hasBrokenDriver: true })).toEqual([["error", "gpus-broken"]]);
  });

  it("of another kind or smaller than the paper's are named", () => {
    const gpus = (rightHost.gpus ?? []).map(one =>
      one.index === 3 ? gpu(3, { name: "A100", totalMegabytes: 40_960 }) : one,
    );
    expect(codesOf({ ...rightHost, gpus })).toEqual([
      ["warning", "gpus-mixed", "7 × NVIDIA H800, 1 × A100"],
      ["warning", "gpu-memory", 40],
    ]);
  });

  it("of the login node say nothing where Slurm chooses the machine", () => {
    const slurm = rarlConfig({ launcher: { kind: "slurm" } });
    const versions = { ...rightHost.versions, sbatch: "slurm 23.11", squeue: "slurm 23.11" };
    expect(codesOf({ ...rightHost, gpus: null, versions }, slurm)).toEqual([]);
    expect(codesOf({ ...rightHost, versions: { ...versions, sbatch: null } }, slurm)).toEqual([
      ["error", "program-missing", "sbatch"],
    ]);
  });

  it("that were chosen and are not there are named", () => {
    expect(codesOf(rightHost, rarlConfig({ gpus: { devices: [6, 9] } }))).toContainEqual(["error", "gpu-absent", 9, 7]);
  });
});

describe("software", () => {
  const withVersion = (name: string, version: string | null) =>
    codesOf({ ...rightHost, versions: { ...rightHost.versions, [name]: version } });

  it("of the wrong version forbids the launch, and says which is right", () => {
    expect(withVersion("verl", "0.2.0.dev0")).toEqual([
      ["error", "package-version", "verl", "0.2.0.dev0", "verl", "0.9 or later"],
    ]);
    expect(withVersion("verl", "0.10.0.dev1")).toEqual([]);
    expect(withVersion("vllm", null)).toEqual([["error", "package-missing", "vllm"]]);
    expect(withVersion("verl", "unknown")).toEqual([
      ["warning", "package-version-unknown", "verl", "verl", "0.9 or later"],
    ]);
  });

  it("of the fork is told from the release with its number", () => {
    const fork = rarlConfig({ engine: "verl-deepeyes" });
    const versions = { ...rightHost.versions, vllm: "0.8.2" };
    expect(codesOf({ ...rightHost, versions: { ...versions, verl: "0.2.0.dev0" } }, fork)).toEqual([]);
    expect(codesOf({ ...rightHost, versions: { ...versions, verl: "0.2.0.post2" } }, fork)[0]?.slice(0, 4)).toEqual([
      ...["error", "package-version", "verl", "0.2.0.post2"],
    ]);
  });

  it("needs DeepSpeed for a full fine-tuning and not for LoRA", () => {
    const versions = { ...rightHost.versions, llamafactory: "0.9.5", deepspeed: null };
    expect(codesOf({ ...rightHost, versions }, sftConfig())).toEqual([["error", "package-missing", "deepspeed"]]);
    const lora = sftConfig({ model: { path: "Qwen/Qwen2.5-VL-7B-Instruct", finetuning: "lora" } });
    expect(codesOf({ ...rightHost, versions }, lora)).toEqual([]);
  });

  it("that is missing altogether is said once", () => {
    const versions = { python3: null, rsync: "rsync 3" };
    expect(codesOf({ ...rightHost, versions })).toEqual([["error", "python-missing"]]);
    const venv = rarlConfig({ environment: { activate: { kind: "venv", path: "/opt/verl" } } });
    expect(codesOf({ ...rightHost, versions, isActivated: false }, venv)).toEqual([
      ["error", "not-activated", "/opt/verl"],
    ]);
  });

  it("inside of an image is not judged", () => {
    const image = rarlConfig({ environment: { activate: { kind: "docker", image: "verl:0.9" } } });
    const versions = { rsync: "rsync 3", docker: "Docker 27" };
    expect(codesOf({ ...rightHost, versions, isActivated: false }, image)).toEqual([["note", "in-image", "verl:0.9"]]);
  });
});

describe("versions", () => {
  it("compare by their release numbers", () => {
    expect(isAtLeast("0.10.0.dev0", "0.9")).toBe(true);
    expect(isAtLeast("0.9.0", "0.9")).toBe(true);
    expect(isAtLeast("0.8.9", "0.9")).toBe(false);
    expect(isAtLeast("2.9.0+cu128", "2.10")).toBe(false);
    expect(isAtLeast("no version", "0")).toBe(false);
  });
});

describe("disks", () => {
  const full = sftConfig({ checkpoints: { every: 50, keep: null } });
  const budget = checkpointBudget(full, { weightBytes: null, questions: 8000, steps: null });
  const versions = { ...rightHost.versions, llamafactory: "0.9.5", deepspeed: "0.16.9" };
  const withRoom = (gigabytes: number): HostReport => ({
    ...rightHost,
    versions,
    disks: rightHost.disks.map(one => (one.purpose === "run" ? { ...one, freeBytes: gigabytes * gigabyte } : one)),
  });

  it("are compared with all checkpoints that will lie there at once", () => {
    // 500 steps an epoch, three epochs, every 50: 30 checkpoints of 16.58 GB × 7.
    expect(budget).toMatchObject({ saved: 30, atOnce: 30 });
    expect(budget.bytesEach).toBeCloseTo(116.06 * gigabyte, -8);
    expect(codesOf(withRoom(4000), full, budget)).toEqual([]);
    expect(codesOf(withRoom(1000), full, budget)).toEqual([["error", "checkpoints-too-large", 30, 116.1, 1000, 7]]);
    expect(codesOf(withRoom(50), full, budget)[0]?.slice(0, 3)).toEqual(["error", "disk-low", "~/.loupe/runs"]);
  });

  it("keep one checkpoint more than the limit for a moment", () => {
    const kept = sftConfig({ checkpoints: { every: 50, keep: 2 } });
    expect(checkpointBudget(kept, { weightBytes: null, questions: 8000, steps: null }).atOnce).toBe(3);
  });

  it("have to be writable where run folders are made", () => {
    const disks = rightHost.disks.map(one => ({ ...one, isWritable: one.purpose !== "run" }));
    expect(codesOf({ ...rightHost, disks })).toEqual([["error", "run-not-writable", "~/.loupe/runs"]]);
  });

  it("of a container with Docker's own /dev/shm are too small", () => {
    const disks = rightHost.disks.map(one =>
      one.purpose === "shared-memory" ? { ...one, freeBytes: 67_108_864 } : one,
    );
    expect(codesOf({ ...rightHost, disks })).toEqual([["warning", "shared-memory-low", "/dev/shm", 0.1]]);
  });

  it("need the data where the data shall be there already", () => {
    const onHost = rarlConfig({ data: { train: "/data/train.parquet", onHost: true } });
    const disks = [...rightHost.disks, { ...disk("data", "/data/train.parquet", gigabyte), exists: false }];
    expect(codesOf({ ...rightHost, disks }, onHost)).toEqual([
      ["error", "data-missing", "/data/train.parquet", "data.train"],
    ]);
  });

  it("tell a model that will be downloaded from one that is not there", () => {
    const disks = rightHost.disks.map(one => ({ ...one, exists: one.purpose !== "model" }));
    expect(codesOf({ ...rightHost, disks })).toEqual([["note", "model-download", "Qwen/Qwen2.5-VL-7B-Instruct"]]);
    const here = rarlConfig({ model: { path: "/models/7b" } });
    expect(codesOf({ ...rightHost, disks }, here)).toEqual([["error", "model-missing", "/models/7b"]]);
  });
});

describe("the rest of a host", () => {
  it("has a way out for logging out, ports, clock, memory and open files", () => {
    const report = {
      ...rightHost,
      ...{
        killsUserProcesses: true,
        linger: false,
        clockSkewSeconds: -7200,
        openFiles: 1024,
        memoryLimitBytes: 64 * gigabyte,
      },
    };
    expect(codesOf(report)).toEqual([
      ["warning", "memory-low", 64, 200],
      ["warning", "logout-ends"],
      ["warning", "clock-off", -7200],
      ["warning", "open-files-low", 1024, 65_536],
    ]);
    expect(codesOf({ ...rightHost, busyPorts: [29_511] })).toEqual([["error", "port-busy", 29_511]]);
  });

  it("that is no Linux is told what a stop finds there", () => {
    expect(codesOf({ ...rightHost, system: "Darwin arm64" })).toEqual([["warning", "not-linux", "Darwin arm64"]]);
    expect(codesOf({ ...rightHost, system: "" })).toEqual([]);
    const slurm = rarlConfig({ launcher: { kind: "slurm" } });
    expect(codesOf({ ...rightHost, system: "Darwin arm64" }, slurm)).toEqual(codesOf(rightHost, slurm));
  });

  it("forbids nothing while no configuration is named", () => {
    const report = { ...rightHost, gpus: null, versions: { python3: null }, killsUserProcesses: true, linger: false };
    const findings = bareHostFindings(report);
    expect(findings.map(({ code }) => code)).toEqual(["gpus-none", "python-missing", "logout-ends", "disk-enough"]);
    expect(findings.every(({ level }) => level !== "error")).toBe(true);
  });
});

it("every finding fills its sentence", () => {
  const worst = {
    ...rightHost,
    ...{ gpus: [gpu(0, { usedMegabytes: 9000 })], memoryAvailableBytes: 1, openFiles: 12, busyPorts: [1] },
    ...{
      system: "Darwin arm64",
      clockSkewSeconds: 99,
      killsUserProcesses: true,
      versions: { python3: "3.6.9", verl: "0.1", rsync: null },
    },
    disks: rightHost.disks.map(one => ({
      ...one,
      freeBytes: one.purpose === "run" ? null : 1,
      exists: one.purpose !== "model",
    })),
  };
  const findings = [worst, rightHost].flatMap(report => hostFindings(report, rarlConfig(), noBudget));
  expect(findings.length).toBeGreaterThan(12);
  for (const { code, values } of findings) expect(filledSentence(findingStrings[code], values)).not.toMatch(/\{\d\}/);
});
