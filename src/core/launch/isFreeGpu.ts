import type { GpuReport } from "./hostReport.js";

/** What a driver takes for itself; a process that trains takes more. */
const idleMegabytes = 500;

/** Nobody computes on it. Inside a container the processes of others cannot be seen, so that memory decides (facts: remote 2.5). */
export const isFreeGpu = ({ processes, usedMegabytes }: GpuReport): boolean =>
  processes.length === 0 && usedMegabytes < idleMegabytes;
