import { activationLines } from "./activationLines.js";
import { portOfRun } from "./portOfRun.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlanContext } from "./runPlan.js";
import { selectedRows, sftDataFolder, sftOutput } from "./sftValues.js";
import { shellWord } from "./shellWord.js";

/**
 * Finds the last whole checkpoint of this run, else of the run that it goes on from, and so on. trainer_state.json is
 * written last, so that a checkpoint without one was torn and is passed over. Only steps count: names sort 10 before 9.
 */
const lastCheckpoint = `loupe_last_checkpoint() {
  folder=$LOUPE_RUN_DIR
  hops=0
  while [ "$hops" -lt 100 ]; do
    last= last_step=-1
    for state in "$folder/${sftOutput}"/checkpoint-*/trainer_state.json; do
      [ -s "$state" ] || continue
      step=\${state%/trainer_state.json}
      step=\${step##*-}
      case $step in '' | *[!0-9]*) continue ;; esac
      [ "$step" -gt "$last_step" ] && last=\${state%/trainer_state.json} last_step=$step
    done
    if [ -n "$last" ]; then
      printf '%s\\n' "$last"
      return
    fi
    [ -f "$folder/resume-from" ] || return 0
    IFS= read -r folder <"$folder/resume-from" || return 0
    [ -d "$folder" ] || { echo "loupe: there is no run folder $folder to go on from" >&2; return 66; }
    hops=$((hops + 1))
  done
}`;

/** The configuration of this start: a checkpoint's path is known only now. In single quotes YAML knows one escape. */
const makeStart = `checkpoint=$(loupe_last_checkpoint)
cp sft.yaml start.yaml
if [ -n "$checkpoint" ]; then
  echo "loupe: going on from $checkpoint"
  printf "resume_from_checkpoint: '%s'\\n" "$(printf '%s' "$checkpoint" | sed "s/'/''/g")" >>start.yaml
else
  echo "loupe: starting from the weights of the model"
fi`;

function processLines({ gpusPerNode, config }: ResolvedConfig, runId: string): readonly string[] {
  const { devices } = config.gpus;
  // Ray and Slurm say themselves which devices a job has.
  const isChosen = devices !== undefined && config.launcher.kind === "host";
  return [
    ...(isChosen ? [`export CUDA_VISIBLE_DEVICES=${devices.join(",")}`] : []),
    `export FORCE_TORCHRUN=1 NNODES=1 NODE_RANK=0 NPROC_PER_NODE=${gpusPerNode.value}`,
    `export MASTER_ADDR=127.0.0.1 MASTER_PORT=${portOfRun(runId)} PYTHONUNBUFFERED=1`,
  ];
}

/** Only the rows of the chosen task kinds: LLaMA-Factory itself cannot leave any out. */
function selectLines({ config }: ResolvedConfig, { data }: PlanContext): readonly string[] {
  if (config.data.tasks === undefined) return [];
  const words = [data.train, `${sftDataFolder}/${selectedRows(data.train)}`, ...config.data.tasks].map(shellWord);
  return [`python3 trainer/select_rows.py ${words.join(" ")}`];
}

/** command.sh of a supervised run: POSIX sh, started in any folder with LOUPE_RUN_DIR set. */
export function sftCommand(resolved: ResolvedConfig, context: PlanContext): string {
  const lines = [
    "#!/bin/sh",
    ...activationLines(resolved.config.environment.activate),
    "set -eu",
    'cd "$LOUPE_RUN_DIR"',
    ...processLines(resolved, context.runId),
    ...selectLines(resolved, context),
    lastCheckpoint,
    makeStart,
    "exec llamafactory-cli train start.yaml",
  ];
  return `${lines.join("\n")}\n`;
}
