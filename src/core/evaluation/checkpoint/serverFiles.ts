import { dockerCommand } from "../../launch/dockerCommand.js";
import { environmentFile } from "../../launch/environmentFile.js";
import type { Activation, Launcher, TrainerConfig } from "../../launch/runConfig.js";
import type { PlannedFile } from "../../launch/runPlan.js";
import { slurmScript } from "../../launch/slurmScript.js";
import { serveCommand, serveFiles } from "./serveCommand.js";
import type { ServeSettings } from "./serveSettings.js";
import { abandonedTrap, endScript, type ServerEngine, watchLines } from "./serveWatch.js";

/** A server that is to be started. */
export interface ServerPlan {
  /** `[a-z0-9-]`: of its folder, its processes and its job. */
  readonly id: string;
  readonly engine: ServerEngine;
  readonly settings: ServeSettings;
  /** Null: nothing is known of the run. */
  readonly config: TrainerConfig | null;
  /** Folders of the host that a container has to see, read only. */
  readonly seen: readonly string[];
  /** Texts of src/trainer by file name. */
  readonly trainer: Readonly<Record<string, string>>;
}

const file = (path: string, text: string): PlannedFile => ({
  ...{ path, text, isExecutable: path.endsWith(".sh") || path.endsWith(".sbatch") },
});

/** What the folder runs; it misses our client from its first line on. */
function watched(script: string, { leaseSeconds }: ServeSettings): PlannedFile {
  const [first = "", ...more] = script.split("\n");
  return file("command.sh", [first, watchLines(leaseSeconds), ...more].join("\n"));
}

type DockerActivation = Extract<Activation, { kind: "docker" }>;

/** The client of docker as the process of the folder, which misses our client; what serves is in the container. */
function inContainer(plan: ServerPlan, config: TrainerConfig, activation: DockerActivation): readonly PlannedFile[] {
  const { id, settings, trainer, seen } = plan;
  const mounts = [...activation.mounts, ...seen.map(folder => `${folder}:${folder}:ro`)];
  const { devices, tensorParallel } = settings;
  const own: TrainerConfig = {
    ...config,
    gpus: { perNode: tensorParallel, ...(devices === null ? {} : { devices: [...devices] }) },
    environment: { ...config.environment, secrets: [...config.environment.secrets, "VLLM_API_KEY"] },
  };
  return [
    watched(dockerCommand(own, { ...activation, mounts }, id, tensorParallel), settings),
    file("train.sh", serveCommand({ ...settings, devices: null })),
    ...["docker.sh", "docker-start.sh", "docker-host.sh"].map(name => file(name, trainer[name] ?? "")),
  ];
}

function commandFiles(plan: ServerPlan): readonly PlannedFile[] {
  const { settings, config } = plan;
  const activate = config?.environment.activate;
  if (config !== null && activate?.kind === "docker") return inContainer(plan, config, activate);
  return [watched(serveCommand(settings), settings)];
}

/** As the run was launched, but for its nodes and GPUs: one machine has the server. */
function slurmFiles({ id, settings, trainer }: ServerPlan, launcher: Launcher): readonly PlannedFile[] {
  if (launcher.kind !== "slurm") return [];
  const own = { ...launcher, requeue: false, arraySize: undefined };
  const gpusPerNode = settings.tensorParallel;
  return [
    file("slurm.sbatch", slurmScript({ runId: id, launcher: own, nodes: 1, gpusPerNode, before: [abandonedTrap] })),
    file("slurm.sh", trainer["slurm.sh"] ?? ""),
  ];
}

function engineFiles(plan: ServerPlan): readonly PlannedFile[] {
  const { engine, config, settings, trainer } = plan;
  switch (engine) {
    case "host":
    case "docker":
      return [];
    case "slurm":
      return config === null ? [] : slurmFiles(plan, config.launcher);
    case "ray":
      return [
        file("ray.sh", trainer["ray.sh"] ?? ""),
        file("ray.json", `${JSON.stringify({ entrypointGpus: settings.tensorParallel })}\n`),
      ];
    default: {
      const never: never = engine;
      return never;
    }
  }
}

/** The files of a server's folder on its host: those of a run folder, and what ends it when its client is gone. */
export function serverFiles(plan: ServerPlan): readonly PlannedFile[] {
  const { engine, config, trainer } = plan;
  return [
    ...commandFiles(plan),
    ...engineFiles(plan),
    file("env.sh", config === null ? "" : environmentFile(config)),
    file("end.sh", endScript(engine)),
    file("lib.sh", trainer["lib.sh"] ?? ""),
    file("wrapper.sh", trainer["wrapper.sh"] ?? ""),
    file(serveFiles.lease, ""),
  ];
}
