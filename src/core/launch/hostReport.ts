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
  /** `run`, `model`, `temporary`, `shared-memory`, `data`, `home`. */
  readonly purpose: string;
  readonly exists: boolean;
  readonly isWritable: boolean;
  readonly freeBytes: number | null;
}

/** One round trip's answer of a host, before any judgement. */
export interface HostReport {
  readonly hostName: string;
  readonly system: string;
  /** Seconds by which the host's clock is ahead of ours. */
  readonly clockSkewSeconds: number;
  /** null: there is no nvidia-smi. */
  readonly gpus: readonly GpuReport[] | null;
  readonly disks: readonly DiskReport[];
  readonly memoryAvailableBytes: number | null;
  readonly memoryLimitBytes: number | null;
  readonly openFiles: number | null;
  /** Versions by program or module (`python3`, `torch`, `vllm`, `verl`, `llamafactory`, `ray`, `rsync`, `docker`, `sbatch`); null: not there. */
  readonly versions: Readonly<Record<string, string | null>>;
  /** Paths of model and data that were asked for. */
  readonly paths: Readonly<Record<string, boolean>>;
  readonly busyPorts: readonly number[];
  /** logind: whether processes live on after a logout; null: there is no logind. */
  readonly linger: boolean | null;
  readonly killsUserProcesses: boolean | null;
}
