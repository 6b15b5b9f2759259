import type { Activation, RunConfig } from "./runConfig.js";
import { shellWord } from "./shellWord.js";

type DockerActivation = Extract<Activation, { kind: "docker" }>;

/** How docker lists the container of a run. */
export function containerName(runId: string): string {
  return `loupe-${runId}`;
}

/** `source:target[:options]`, as docker's `--volume` takes it; a colon, comma or quote inside a path it cannot take. */
const mount = /^(\/[^:,"'\p{Cc}]*):(\/[^:,"'\p{Cc}]*)(?::(?:ro|rw))?$/u;

/** Mounts of the configuration that docker would misread. */
export function badMounts({ mounts }: Pick<DockerActivation, "mounts">): readonly string[] {
  return mounts.filter(text => !mount.test(text));
}

/** What `--gpus` takes: its value is a line of CSV, so that a list stands in quotes of its own. */
function gpuWords({ gpus }: RunConfig, gpusPerNode: number | null): readonly string[] {
  if (gpusPerNode === null) return [];
  const chosen = gpus.devices === undefined ? String(gpusPerNode) : `"device=${gpus.devices.join(",")}"`;
  return ["--gpus", shellWord(chosen)];
}

/**
 * command.sh of a run in a container: `docker run` of the image with the run folder at the same path, whose train.sh is the
 * command that would otherwise run on the host. `--init` reaps what the trainer leaves behind; NCCL and vLLM want the
 * host's shared memory and locked pages (facts: remote 2.5). No variable is handed over by docker, which shows them: the
 * container reads env.sh and a file of secrets that it deletes.
 */
export function dockerCommand(
  config: RunConfig,
  activation: DockerActivation,
  runId: string,
  gpusPerNode: number | null,
): string {
  const bad = new Set(badMounts(activation));
  const mounts = activation.mounts.filter(text => !bad.has(text));
  const words = [
    ...["docker", "run", "--name", containerName(runId), "--init", "--network", "host", "--ipc", "host"],
    ...["--ulimit", "memlock=-1", "--ulimit", "stack=67108864"],
    ...gpuWords(config, gpusPerNode),
    ...["--mount", '"type=bind,\\"source=$LOUPE_RUN_DIR\\",\\"target=$LOUPE_RUN_DIR\\""'],
    ...mounts.flatMap(text => ["--volume", shellWord(text)]),
    // An image's own entrypoint may do anything with the words that follow.
    ...["--entrypoint", "/bin/sh", "--", shellWord(activation.image)],
    ...['"$LOUPE_RUN_DIR/docker-start.sh"', '"$LOUPE_RUN_DIR"'],
  ];
  const lines = [
    "#!/bin/sh",
    `LOUPE_SECRETS=${shellWord(config.environment.secrets.join(" "))}`,
    `set -- ${words.join(" ")}`,
    '. "$LOUPE_RUN_DIR/docker.sh"',
  ];
  return `${lines.join("\n")}\n`;
}
