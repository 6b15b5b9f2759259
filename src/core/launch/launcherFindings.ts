import { badMounts } from "./dockerCommand.js";
import type { Finding } from "./finding.js";
import type { RunConfig } from "./runConfig.js";
import { badSlurmValues, type SlurmLauncher } from "./slurmScript.js";

/** What most clusters take at most (Slurm's MaxArraySize is 1001 unless it was raised). */
const mostElements = 1000;

function of(
  level: Finding["level"],
  code: Finding["code"],
  key: string,
  ...values: readonly (string | number)[]
): Finding {
  return { level, code, values, key };
}

function rayFindings({ environment, nodes }: RunConfig): readonly Finding[] {
  const { activate, secrets } = environment;
  const found: Finding[] = [];
  if (secrets.length > 0) found.push(of("warning", "ray-secrets", "environment.secrets", secrets.join(", ")));
  if (activate.kind === "docker") found.push(of("error", "ray-docker", "environment.activate"));
  else if (activate.kind !== "none") found.push(of("note", "ray-activation", "environment.activate"));
  if (nodes > 1) found.push(of("note", "ray-shared-folder", "nodes", nodes));
  return found;
}

function arrayFindings(config: RunConfig, size: number): readonly Finding[] {
  const found: Finding[] = [];
  const key = "launcher.arraySize";
  if (config.nodes > 1) found.push(of("error", "slurm-array-nodes", key));
  if (size > mostElements) found.push(of("error", "slurm-array-size", key, size, mostElements));
  if (String(config.extra["trainer.val_only"]).toLowerCase() !== "true")
    found.push(of("error", "slurm-array-trains", key, size));
  return found;
}

function slurmFindings(config: RunConfig, launcher: SlurmLauncher): readonly Finding[] {
  const { secrets } = config.environment;
  const found = badSlurmValues(launcher).map(([key, value]) => of("error", "slurm-bad-value", key, key, value));
  if (launcher.sharedRoot === undefined) found.push(of("note", "slurm-shared-root", "launcher.sharedRoot"));
  if (launcher.memory === undefined && config.engine !== "miniature")
    found.push(of("note", "slurm-whole-nodes", "launcher.memory"));
  if (launcher.requeue && secrets.length > 0)
    found.push(of("warning", "slurm-requeue-secrets", "launcher.requeue", secrets.join(", ")));
  return launcher.arraySize === undefined ? found : [...found, ...arrayFindings(config, launcher.arraySize)];
}

function dockerFindings({ environment: { activate }, nodes }: RunConfig): readonly Finding[] {
  if (activate.kind !== "docker") return [];
  const bad = badMounts(activate).map(text => of("error", "docker-mount", "environment.activate.mounts", text));
  return nodes > 1 ? [...bad, of("error", "docker-nodes", "nodes")] : bad;
}

/** What a configuration alone says of the way in which it is to be run: Ray, Slurm, docker. */
export function launcherFindings(config: RunConfig): readonly Finding[] {
  const { launcher } = config;
  switch (launcher.kind) {
    case "host":
      return dockerFindings(config);
    case "ray":
      return rayFindings(config);
    case "slurm":
      return [...slurmFindings(config, launcher), ...dockerFindings(config)];
  }
}
