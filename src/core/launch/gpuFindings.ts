import type { Finding } from "./finding.js";
import type { GpuReport, HostReport } from "./hostReport.js";
import { isFreeGpu } from "./isFreeGpu.js";
import type { RunConfig } from "./runConfig.js";

/** MiB of the paper's H800; some drivers keep a part of the 80 GB. */
const paperMegabytes = 70_000;

const holder = ({ processes, usedMegabytes }: GpuReport): string => {
  const seen = processes.map(({ pid, name }) => (name === null ? `pid ${pid}` : `pid ${pid} (${name})`));
  return seen.length > 0 ? seen.join(", ") : `${usedMegabytes} MiB`;
};

/** `8 × NVIDIA H800, 1 × NVIDIA A100` */
function kindsOf(gpus: readonly GpuReport[]): string {
  const counts = new Map<string, number>();
  for (const { name } of gpus) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} × ${name}`).join(", ");
}

/** What a run wants of the GPUs of a host. */
export interface GpuWish {
  readonly gpusNeeded: number;
  /** Those that were chosen; null: any. */
  readonly devices: readonly number[] | null;
  /** Where Ray or Slurm chooses the machine, the GPUs of this one say nothing. */
  readonly launcher: RunConfig["launcher"]["kind"];
}

/** Whether the GPUs of a host do for a run. */
export function gpuFindings({ gpus, hasBrokenDriver }: HostReport, wish: GpuWish): readonly Finding[] {
  const { devices, gpusNeeded } = wish;
  if (wish.launcher !== "host") return [];
  const key = "host";
  if (hasBrokenDriver) return [{ level: "error", code: "gpus-broken", values: [], key }];
  if (gpus === null || gpus.length === 0) return [{ level: "error", code: "gpus-none", values: [], key }];
  const used = devices === null ? gpus : gpus.filter(({ index }) => devices.includes(index));
  const free = used.filter(isFreeGpu);
  const held = used.filter(gpu => !isFreeGpu(gpu));
  return [
    {
      level: free.length >= gpusNeeded ? "good" : "note",
      code: "gpus-free",
      values: [free.length, used.length, kindsOf(used)],
      key,
    },
    ...absentDevices(gpus, devices ?? []),
    ...held.map(gpu => heldFinding(gpu, devices !== null)),
    ...tooFew(free.length, gpus.length, gpusNeeded),
    ...kindFindings(free.length >= gpusNeeded ? free : used),
  ];
}

const heldFinding = (gpu: GpuReport, isChosen: boolean): Finding => ({
  level: isChosen ? "warning" : "note",
  code: isChosen ? "gpu-held" : "gpus-held",
  values: [gpu.index, holder(gpu)],
  key: "gpus.devices",
});

function absentDevices(gpus: readonly GpuReport[], devices: readonly number[]): readonly Finding[] {
  const last = gpus.reduce((most, { index }) => Math.max(most, index), 0);
  return devices
    .filter(device => !gpus.some(({ index }) => index === device))
    .map(device => ({ level: "error", code: "gpu-absent", values: [device, last], key: "gpus.devices" }));
}

/** Those that are held may come free; those that are not there will not. */
function tooFew(free: number, all: number, needed: number): readonly Finding[] {
  if (free >= needed) return [];
  return [
    { level: all < needed ? "error" : "warning", code: "gpus-too-few", values: [free, needed], key: "gpus.perNode" },
  ];
}

function kindFindings(gpus: readonly GpuReport[]): readonly Finding[] {
  const findings: Finding[] = [];
  if (new Set(gpus.map(({ name }) => name)).size > 1)
    findings.push({ level: "warning", code: "gpus-mixed", values: [kindsOf(gpus)], key: "gpus.devices" });
  const least = gpus.reduce((smallest, { totalMegabytes }) => Math.min(smallest, totalMegabytes), Infinity);
  if (least < paperMegabytes)
    findings.push({ level: "warning", code: "gpu-memory", values: [Math.round(least / 1024)], key: "host" });
  return findings;
}
