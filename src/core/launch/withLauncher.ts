import { dockerCommand } from "./dockerCommand.js";
import { rayPlan } from "./rayRequest.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlanContext, PlannedFile } from "./runPlan.js";
import { shellWord } from "./shellWord.js";
import { slurmScript } from "./slurmScript.js";

/** What command.sh runs as `nodes.sh`, once the trainer's Python is the first in PATH. */
function nodesFile(body: string, { config }: ResolvedConfig, { trainer }: PlanContext): readonly PlannedFile[] {
  const names = Object.keys(config.environment.variables).join(" ");
  const head = `LOUPE_NODES=${config.nodes} LOUPE_FORWARD=${shellWord(names)}\n`;
  return [file("nodes.sh", head + (trainer[body] ?? "")), file("trainer/loupe_ray.py", trainer["loupe_ray.py"] ?? "")];
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
    ...nodesFile("slurm-nodes.sh", resolved, context),
  ];
}

function rayFiles(resolved: ResolvedConfig, context: PlanContext): readonly PlannedFile[] {
  const plan = rayPlan(resolved.config, resolved.gpusPerNode.value);
  return [
    file("ray.sh", context.trainer["ray.sh"] ?? "", true),
    file("ray.json", `${JSON.stringify(plan, null, 2)}\n`),
    ...nodesFile("ray-nodes.sh", resolved, context),
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
      return [...own, ...slurmFiles(resolved, context)];
  }
}

const file = (path: string, text: string, isExecutable = false): PlannedFile => ({ path, text, isExecutable });
