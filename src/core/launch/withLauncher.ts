import { dockerCommand } from "./dockerCommand.js";
import { rayPlan } from "./rayRequest.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlanContext, PlannedFile } from "./runPlan.js";
import { slurmScript } from "./slurmScript.js";

/** What command.sh sources once the trainer's Python is the first in PATH (see `verlCommand`). */
function nodesFiles(name: string, { trainer }: PlanContext): readonly PlannedFile[] {
  return [file(name, trainer[name] ?? ""), file("trainer/loupe_ray.py", trainer["loupe_ray.py"] ?? "")];
}

function slurmFiles(resolved: ResolvedConfig, context: PlanContext): readonly PlannedFile[] {
  const { config, gpusPerNode } = resolved;
  const { launcher, nodes } = config;
  if (launcher.kind !== "slurm") return [];
  const inputs = { runId: context.runId, launcher, nodes, gpusPerNode: gpusPerNode.value };
  return [
    file("slurm.sbatch", slurmScript(inputs), true),
    file("slurm.sh", context.trainer["slurm.sh"] ?? ""),
    file("lib.sh", context.trainer["lib.sh"] ?? ""),
    ...nodesFiles("slurm-nodes.sh", context),
  ];
}

function rayFiles(resolved: ResolvedConfig, context: PlanContext): readonly PlannedFile[] {
  const plan = rayPlan(resolved.config, resolved.gpusPerNode.value);
  return [
    file("ray.sh", context.trainer["ray.sh"] ?? "", true),
    file("ray.json", `${JSON.stringify(plan, null, 2)}\n`),
    ...nodesFiles("ray-nodes.sh", context),
  ];
}

/** The command of the host becomes that of the container. */
function inContainer(
  files: readonly PlannedFile[],
  resolved: ResolvedConfig,
  context: PlanContext,
): readonly PlannedFile[] {
  const { config, gpusPerNode } = resolved;
  const { activate } = config.environment;
  if (activate.kind !== "docker") return files;
  return [
    ...files.map(planned => (planned.path === "command.sh" ? { ...planned, path: "train.sh" } : planned)),
    file("command.sh", dockerCommand(config, activate, context.runId, gpusPerNode.value), true),
    file("docker.sh", context.trainer["docker.sh"] ?? ""),
    file("docker-start.sh", context.trainer["docker-start.sh"] ?? "", true),
    file("lib.sh", context.trainer["lib.sh"] ?? ""),
  ];
}

/** The files of a plan as its launcher needs them: those that are planned for a job of the host, and its own. */
export function withLauncher(
  files: readonly PlannedFile[],
  resolved: ResolvedConfig,
  context: PlanContext,
): readonly PlannedFile[] {
  const own = inContainer(files, resolved, context);
  switch (resolved.config.launcher.kind) {
    case "host":
      return own;
    case "ray":
      return [...own, ...rayFiles(resolved, context)];
    case "slurm":
      return [...own.filter(({ path }) => path !== "lib.sh"), ...slurmFiles(resolved, context)];
  }
}

const file = (path: string, text: string, isExecutable = false): PlannedFile => ({ path, text, isExecutable });
