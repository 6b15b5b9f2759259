import * as z from "zod";
import type { GpuReport, HostReport } from "../../core/launch/hostReport.js";
import { isFreeGpu } from "../../core/launch/isFreeGpu.js";
import { findingOutput } from "./findingOutput.js";

const bytes = z.number().nullable();

const gpu = z.strictObject({
  index: z.number(),
  name: z.string(),
  isFree: z.boolean(),
  usedMegabytes: z.number(),
  totalMegabytes: z.number(),
  utilisation: z.number().nullable().describe("In percent."),
  processes: z.array(z.strictObject({ pid: z.number(), name: z.string().nullable() })),
});

/** What `loupe preflight --json` prints. */
export const preflightOutput = z.strictObject({
  host: z.string(),
  hostName: z.string(),
  system: z.string(),
  gpus: z.array(gpu).nullable().describe("Null: there is no nvidia-smi, or it fails."),
  disks: z.array(
    z.strictObject({
      path: z.string(),
      purpose: z.string(),
      exists: z.boolean(),
      isWritable: z.boolean(),
      freeBytes: bytes,
      mount: z.string().nullable(),
    }),
  ),
  memoryAvailableBytes: bytes,
  memoryLimitBytes: bytes,
  clockSkewSeconds: z.number(),
  versions: z.record(z.string(), z.string().nullable()).describe("Null: not there."),
  findings: z.array(findingOutput),
});

export type PreflightOutput = z.infer<typeof preflightOutput>;

const gpuJson = (report: GpuReport): z.infer<typeof gpu> => ({
  ...report,
  isFree: isFreeGpu(report),
  processes: report.processes.map(({ pid, name }) => ({ pid, name })),
});

/** A host's report as it is printed. */
export function preflightJson(
  host: string,
  report: HostReport,
  findings: PreflightOutput["findings"],
): PreflightOutput {
  const { hostName, system, memoryAvailableBytes, memoryLimitBytes, clockSkewSeconds, versions } = report;
  return {
    ...{ host, hostName, system },
    gpus: report.gpus?.map(gpuJson) ?? null,
    disks: report.disks.map(disk => ({ ...disk })),
    ...{ memoryAvailableBytes, memoryLimitBytes, clockSkewSeconds },
    versions: { ...versions },
    findings,
  };
}
