import { engineNeeds } from "./engineNeeds.js";
import { isHostPath } from "./isHostPath.js";
import { isSft } from "./method.js";
import { portOfRun } from "./portOfRun.js";
import type { PreflightNeeds, WantedPath } from "./preflightNeeds.js";
import type { RunConfig, TrainerConfig } from "./runConfig.js";

/** Where a host keeps what it downloads; the variables are those of the Hugging Face hub. */
function modelCache({ environment, model }: TrainerConfig): string {
  const { HF_HUB_CACHE: hub, HF_HOME: home } = environment.variables;
  const cache = hub ?? `${home ?? "~/.cache/huggingface"}/hub`;
  return `${cache}/models--${model.path.replaceAll("/", "--")}`;
}

function dataPaths({ data }: TrainerConfig): readonly WantedPath[] {
  if (!data.onHost) return [];
  const paths = [data.train, data.validation, data.images].filter(path => path !== undefined);
  return paths.map(path => ({ path, purpose: "data" }));
}

function programsOf({ environment, launcher }: RunConfig): readonly string[] {
  const container = environment.activate.kind === "docker" ? ["docker"] : [];
  return ["rsync", ...container, ...(launcher.kind === "slurm" ? ["sbatch", "squeue"] : [])];
}

function portsOf({ method, launcher }: TrainerConfig, runId: string): readonly number[] {
  return isSft(method) && launcher.kind === "host" ? [portOfRun(runId)] : [];
}

/** What to look at on a host before a configuration is launched there. `runRoot` is where run folders are made. */
export function preflightNeedsOf(config: RunConfig, runId: string, runRoot: string): PreflightNeeds {
  const { variables, activate } = config.environment;
  const run: WantedPath = { path: runRoot, purpose: "run" };
  const shared = { programs: programsOf(config), variables, activate };
  if (config.engine === "miniature") {
    const own = [{ name: "node", program: config.simulate.node }];
    return { ...shared, paths: [run], ownPrograms: own, packages: [], ports: [], data: null };
  }
  const model = isHostPath(config.model.path) ? config.model.path : modelCache(config);
  return {
    ...shared,
    paths: [
      run,
      { path: model, purpose: "model" },
      ...dataPaths(config),
      { path: variables["TMPDIR"] ?? "/tmp", purpose: "temporary" },
      { path: "/dev/shm", purpose: "shared-memory" },
      { path: "~", purpose: "home" },
    ],
    ownPrograms: [],
    packages: engineNeeds(config).packages.map(({ name }) => name),
    ports: portsOf(config, runId),
    data: config.data.onHost ? { train: config.data.train, images: config.data.images ?? null } : null,
  };
}
