import type { HostData } from "./hostData.js";
import type { DiskPurpose } from "./preflightNeeds.js";

/** A GPU as nvidia-smi lists it; memory in MiB, utilisation in percent, null where it says nothing. */
export interface GpuReport {
  readonly index: number;
  readonly name: string;
  readonly usedMegabytes: number;
  readonly totalMegabytes: number;
  readonly utilisation: number | null;
  /** Processes on it that could be seen; inside a container often none, so that memory decides. */
  readonly processes: readonly { readonly pid: number; readonly name: string | null }[];
}

export interface DiskReport {
  /** As it was asked for. */
  readonly path: string;
  readonly purpose: DiskPurpose;
  readonly exists: boolean;
  /** Of the path, or of the nearest folder above it that is there. */
  readonly isWritable: boolean;
  readonly freeBytes: number | null;
  /** Which file system it lies on; paths with the same one share their room. null: not known. */
  readonly mount: string | null;
}

/** One round trip's answer of a host, before any judgement. */
export interface HostReport {
  readonly hostName: string;
  readonly system: string;
  readonly user: string;
  /** Seconds by which the host's clock is ahead of ours. */
  readonly clockSkewSeconds: number;
  /** null: there is no nvidia-smi, or it fails. */
  readonly gpus: readonly GpuReport[] | null;
  readonly hasBrokenDriver: boolean;
  readonly disks: readonly DiskReport[];
  /** Bytes of the model's weight files, where the model is a folder of the host; null: not known. */
  readonly weightBytes: number | null;
  readonly memoryAvailableBytes: number | null;
  readonly memoryLimitBytes: number | null;
  readonly openFiles: number | null;
  /** Whether the trainer's environment could be activated. */
  readonly isActivated: boolean;
  /** Versions by program or package as asked for, and `python3`; null: not there, `unknown`: there without metadata. */
  readonly versions: Readonly<Record<string, string | null>>;
  /** What was counted in the data there; null: nothing was asked, or nothing came. */
  readonly data: HostData | null;
  readonly busyPorts: readonly number[];
  /** logind: whether processes live on after a logout; null: there is no logind. */
  readonly linger: boolean | null;
  readonly killsUserProcesses: boolean | null;
}
