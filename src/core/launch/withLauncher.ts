import { dockerCommand } from "./dockerCommand.js";
import { gpusOfNode } from "./gpusOfNode.js";
import { rayPlan } from "./rayRequest.js";
import type { RunConfig } from "./runConfig.js";
import type { PlanContext, PlannedFile } from "./runPlan.js";
import { slurmScript } from "./slurmScript.js";

/** What command.sh sources once the trainer's Python is the first in PATH (see `verlCommand`). The miniature has neither. */
function nodesFiles(name: string, { engine }: RunConfig, { trainer }: PlanContext): readonly PlannedFile[] {
  if (engine === "miniature") return [];
  return [file(name, trainer[name] ?? ""), file("trainer/loupe_ray.py", trainer["loupe_ray.py"] ?? "")];
}

/** One process of little memory needs no node of its own, which is asked for where nothing is said. */
const miniatureMemory = "2G";

function slurmFiles(config: RunConfig, context: PlanContext): readonly PlannedFile[] {
  const { launcher, nodes, engine } = config;
  if (launcher.kind !== "slurm") return [];
  const memory = launcher.memory ?? (engine === "miniature" ? miniatureMemory : undefined);
  const inputs = { runId: context.runId, launcher: { ...launcher, memory }, nodes, gpusPerNode: gpusOfNode(config) };
  return [
    file("slurm.sbatch", slurmScript(inputs), true),
    file("slurm.sh", context.trainer["slurm.sh"] ?? ""),
    file("lib.sh", context.trainer["lib.sh"] ?? ""),
    ...nodesFiles("slurm-nodes.sh", config, context),
  ];
}

function rayFiles(config: RunConfig, context: PlanContext): readonly PlannedFile[] {
  const plan = rayPlan(config, gpusOfNode(config));
  return [
    file("ray.sh", context.trainer["ray.sh"] ?? "", true),
    file("ray.json", `${JSON.stringify(plan, null, 2)}\n`),
    ...nodesFiles("ray-nodes.sh", config, context),
  ];
}

/** The command of the host becomes that of the container. */
function inContainer(files: readonly PlannedFile[], config: RunConfig, context: PlanContext): readonly PlannedFile[] {
  const { activate } = config.environment;
  if (activate.kind !== "docker") return files;
  return [
    ...files.map(planned => (planned.path === "command.sh" ? { ...planned, path: "train.sh" } : planned)),
    file("command.sh", dockerCommand(config, activate, context.runId, gpusOfNode(config)), true),
    file("docker.sh", context.trainer["docker.sh"] ?? ""),
    file("docker-start.sh", context.trainer["docker-start.sh"] ?? "", true),
    file("lib.sh", context.trainer["lib.sh"] ?? ""),
  ];
}

/** The files of a plan as its launcher needs them: those that are planned for a job of the host, and its own. */
export function withLauncher(
  files: readonly PlannedFile[],
  config: RunConfig,
  context: PlanContext,
): readonly PlannedFile[] {
  const own = inContainer(files, config, context);
  switch (config.launcher.kind) {
    case "host":
      return own;
    case "ray":
      return [...own, ...rayFiles(config, context)];
    case "slurm":
      return [...own.filter(({ path }) => path !== "lib.sh"), ...slurmFiles(config, context)];
  }
}

const file = (path: string, text: string, isExecutable = false): PlannedFile => ({ path, text, isExecutable });
