import { sha256 } from "../../benchmark/sha256.js";
import { badMounts } from "../../launch/dockerCommand.js";
import { gpusOfNode } from "../../launch/gpusOfNode.js";
import type { TrainerConfig } from "../../launch/runConfig.js";
import { runRootOf } from "../../launch/runRootOf.js";
import { scheduledLauncher } from "../../launch/scheduledLauncher.js";
import { badSlurmValues } from "../../launch/slurmScript.js";
import type { HostCheckpoint } from "./hostCheckpoint.js";
import { gpusOfServer, type MergePlaces, type ServeWay } from "./serveSettings.js";
import type { ServerEngine } from "./serveWatch.js";

/**
 * Why a checkpoint cannot be served as its run was launched. `container-in-job`: in a container within a job of a
 * scheduler; `too-few-gpus`: servers, GPUs of each, GPUs there are; `kept-in-container`: what is merged in a container
 * goes with it; `unmounted`: docker cannot be told of this folder; `slurm-value`: key and value that no line of a batch
 * script can hold.
 */
export type ServeRefusalCode = "container-in-job" | "too-few-gpus" | "kept-in-container" | "unmounted" | "slurm-value";

export interface ServeRefusal {
  readonly kind: "unfit";
  readonly code: ServeRefusalCode;
  readonly values: readonly string[];
}

/** How the servers of a checkpoint are started. */
export interface ServersPlan {
  readonly kind: "planned";
  readonly engine: ServerEngine;
  /** Absolute, on the host: below it servers have their folders. */
  readonly root: string;
  /** Of the n-th server, where the first one's folder may have merged weights. */
  readonly wayOf: (index: number, first: string | null) => ServeWay;
  /** Where merged weights will stay; null: they go with their server, or nothing is merged. */
  readonly keptAt: string | null;
  /** Folders that a container has to see. */
  readonly seen: readonly string[];
}

export interface ServersWish {
  readonly checkpoint: HostCheckpoint;
  /** What the checkpoint is called, and the folder that it was found in. */
  readonly name: string;
  readonly folder: string;
  /** By whose launcher, environment and GPUs it is served; null: on the host itself, as it is there. */
  readonly config: TrainerConfig | null;
  /** Of the host's runs, absolute. */
  readonly root: string;
  readonly servers: number;
  readonly leaseSeconds: number;
  readonly keepsMerged: boolean;
}

const unfit = (code: ServeRefusalCode, ...values: readonly (string | number)[]): ServeRefusal => ({
  ...{ kind: "unfit", code, values: values.map(String) },
});

const inContainer = "/tmp/loupe-merged";

/** The folder of a kept merge: the same for the same shards. */
const keptFolder = ({ root, name, checkpoint }: ServersWish): string => {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+/, "");
  return `${root.replace(/\/+$/, "")}/.merged/${plain.slice(0, 60)}-${sha256(checkpoint.path).slice(0, 8)}`;
};

function engineOf(config: TrainerConfig | null): ServerEngine | null {
  if (config === null) return "host";
  const scheduled = scheduledLauncher(config)?.kind ?? "host";
  return scheduled !== "docker" && config.environment.activate.kind === "docker" ? null : scheduled;
}

/** GPUs of each server by number; null: what it is given, or all. A number: there are only so many. */
function devicesOf(
  { config, servers }: ServersWish,
  engine: ServerEngine,
): readonly (readonly number[] | null)[] | number {
  const each = gpusOfServer(config);
  const named = config?.gpus.devices ?? null;
  if (engine === "slurm" || engine === "ray") return Array.from({ length: servers }, () => null);
  if (servers === 1) return [named];
  const count = config === null ? servers * each : (gpusOfNode(config) ?? 0);
  const all = named ?? Array.from({ length: count }, (_, at) => at);
  if (servers * each > all.length) return all.length;
  return Array.from({ length: servers }, (_, at) => all.slice(at * each, (at + 1) * each));
}

function refusalOf({ config, folder, keepsMerged }: ServersWish, engine: ServerEngine): ServeRefusal | null {
  if (engine === "docker") {
    if (keepsMerged) return unfit("kept-in-container");
    const mount = `${folder}:${folder}:ro`;
    const bad = badMounts({ mounts: [mount] });
    return bad.length === 0 ? null : unfit("unmounted", folder);
  }
  const [value] = config?.launcher.kind === "slurm" ? badSlurmValues(config.launcher) : [];
  return value === undefined ? null : unfit("slurm-value", ...value);
}

function mergingOf(wish: ServersWish, engine: ServerEngine, first: string | null): MergePlaces {
  if (engine === "docker") return { known: [], keptAt: null, madeAt: inContainer };
  const kept = keptFolder(wish);
  const known = first === null ? [kept] : [kept, `${first}/merged`];
  return { known, keptAt: wish.keepsMerged ? kept : null, madeAt: null };
}

/** Plans the servers of a checkpoint: as its run was launched, each of them on one machine. */
export function planServers(wish: ServersWish): ServersPlan | ServeRefusal {
  const { config, checkpoint, servers, leaseSeconds, keepsMerged } = wish;
  const engine = engineOf(config);
  if (engine === null) return unfit("container-in-job");
  const placed = { ...wish, root: config === null ? wish.root : runRootOf(config, wish.root) };
  const refusal = refusalOf(placed, engine);
  if (refusal !== null) return refusal;
  const devices = devicesOf(placed, engine);
  if (typeof devices === "number") return unfit("too-few-gpus", servers, gpusOfServer(config), devices);
  return {
    ...{ kind: "planned", engine, root: placed.root, seen: [wish.folder] },
    keptAt: keepsMerged && checkpoint.form === "fsdp" ? keptFolder(placed) : null,
    wayOf: (index, first) => ({
      activation: config?.environment.activate ?? { kind: "none" },
      tensorParallel: gpusOfServer(config),
      devices: devices[index] ?? null,
      leaseSeconds,
      listens: engine === "slurm" || engine === "ray" ? "network" : "loopback",
      merging: mergingOf(placed, engine, first),
    }),
  };
}
