import type { Launcher } from "./runConfig.js";
import { slurmJobName } from "./slurmJobName.js";

export type SlurmLauncher = Extract<Launcher, { kind: "slurm" }>;

/** What a Slurm submission needs to know of a run. */
export interface SlurmScriptInputs {
  readonly runId: string;
  readonly launcher: SlurmLauncher;
  readonly nodes: number;
  /** null: none are asked for. */
  readonly gpusPerNode: number | null;
  /** Lines that run before `slurm.sh`, which knows nothing of them. */
  readonly before?: readonly string[];
}

/** One word of Slurm's option grammar. A newline would end the line of the script, a space or a quote the value. */
const plainValue = /^[A-Za-z0-9_.,:+\-[\]@/%=&|*!()]+$/;

/** What of the configuration no `#SBATCH` line can hold: keys, e.g. `launcher.partition`, and values. */
export function badSlurmValues(launcher: SlurmLauncher): readonly (readonly [key: string, value: string])[] {
  const { partition, account, qos, time, memory, constraint } = launcher;
  const values = Object.entries({ partition, account, qos, time, memory, constraint });
  return values.flatMap(([key, value]) =>
    value === undefined || plainValue.test(value) ? [] : [[`launcher.${key}`, value] as const],
  );
}

type Option = readonly [name: string, value: string | number | null | undefined];

function askedFor({ runId, launcher, nodes, gpusPerNode }: SlurmScriptInputs): readonly Option[] {
  return [
    ["job-name", slurmJobName(runId)],
    ["nodes", nodes],
    ["ntasks-per-node", 1],
    ["gpus-per-node", gpusPerNode],
    ["cpus-per-task", launcher.cpusPerNode],
    ["mem", launcher.memory ?? "0"],
    ["partition", launcher.partition],
    ["account", launcher.account],
    ["qos", launcher.qos],
    ["time", launcher.time],
    ["constraint", launcher.constraint],
    ["array", launcher.arraySize === undefined ? null : `0-${launcher.arraySize - 1}`],
  ];
}

function optionLine([name, value]: Option): readonly string[] {
  if (value === null || value === undefined) return [];
  return plainValue.test(String(value)) ? [`#SBATCH --${name}=${value}`] : [];
}

/**
 * The batch script of a run, `slurm.sbatch` in its run folder beside `slurm.sh`, `lib.sh` and `wrapper.sh`: what is asked
 * of Slurm, and nothing else that differs from run to run. Slurm runs a copy of it, so that the run folder is known by the
 * working directory, which the submission sets, as it sets the place of the log. Values of `badSlurmValues` are left out.
 *
 * The trainer gets TERM 120 s before the time limit. Secrets do not come along (`--export=NONE`): Slurm keeps a job's
 * script and environment where others may read them.
 */
export function slurmScript(inputs: SlurmScriptInputs): string {
  const { launcher, runId } = inputs;
  // A memory that is named means that the node may be shared; without one the whole node is asked for.
  const whole = launcher.memory === undefined ? ["#SBATCH --exclusive"] : [];
  const lines = [
    "#!/bin/bash",
    ...askedFor(inputs).flatMap(optionLine),
    ...whole,
    "#SBATCH --open-mode=append",
    "#SBATCH --export=NONE",
    "#SBATCH --signal=B:TERM@120",
    `#SBATCH --${launcher.requeue ? "requeue" : "no-requeue"}`,
    // Where a node does not see the folder, Slurm goes on in /tmp.
    `if [ "\${PWD##*/}" != ${runId} ] || [ ! -f slurm.sh ]; then`,
    `  echo "loupe: $(uname -n) does not see the run folder of ${runId}: it has to be one that every node sees (launcher.sharedRoot)" >&2`,
    "  exit 97",
    "fi",
    ...(inputs.before ?? []),
    ". ./slurm.sh",
  ];
  return `${lines.join("\n")}\n`;
}
