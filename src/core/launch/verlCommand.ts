import { activationLines } from "./activationLines.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { RunConfig } from "./runConfig.js";
import type { PlanContext } from "./runPlan.js";
import { shellWord } from "./shellWord.js";
import type { TrainingStage } from "./trainingStage.js";
import { overrideWord, type VerlOverride } from "./verlOverride.js";

/** Functions of command.sh, POSIX sh. What they say begins with `loupe:`, so that it is found in the log. */
const helpers = String.raw`
# A text in the grammar of Hydra's overrides: a plain path as it is, else quoted, with escapes before a quote and at the end.
loupe_hydra() {
  case $1 in
    *'$''{'*) echo "loupe: verl would read a reference in: $1" >&2; exit 64 ;;
    *'
'*) echo "loupe: a line break in: $1" >&2; exit 64 ;;
    *[!A-Za-z0-9_./-]*) ;;
    */*) printf '%s' "$1"; return ;;
  esac
  printf "'%s'" "$(printf '%s\n' "$1" | sed -e "s/\(\\\\*\)'/\1\1\\\\'/g" -e 's/\(\\*\)$/\1\1/')"
}

# The step of the last whole checkpoint of a stage; 0: none.
loupe_at() {
  at=
  [ -f "$1/ckpt/latest_checkpointed_iteration.txt" ] && at=$(cat "$1/ckpt/latest_checkpointed_iteration.txt")
  case $at in '' | *[!0-9]*) at=0 ;; esac
  echo "$at"
}

# A folder of the host, absolute or of the run folder, or an id of a hub.
loupe_path() {
  case $1 in
    /*) printf '%s' "$1" ;;
    '~/'*) printf '%s' "$HOME/${"${1#'~/'}"}" ;;
    *) printf '%s' "$run/$1" ;;
  esac
}

# Metrics are opened anew at each start, so that each start has a file of its own.
loupe_metrics() {
  start=$(date +%s)
  while [ -e "$1/metrics/$start.jsonl" ]; do start=$((start + 1)); done
  printf '%s' "$1/metrics/$start.jsonl"
}

# Goes on from the last checkpoint of $folder until step $last. 65: no checkpoint was written.
loupe_phase() {
  phase=$1 last=$2
  at=$(loupe_at "$folder")
  if [ "$at" -ge "$last" ]; then
    echo "loupe: $stage, $phase: step $last was reached before"
    return
  fi
  before=$validates
  [ "$at" -eq 0 ] || before=False
  echo "loupe: $stage, $phase: from step $at to $last"
  VERL_FILE_LOGGER_PATH=$(loupe_metrics "$folder")
  TENSORBOARD_DIR=$folder/tb LOUPE_REWARD_DIR=$folder/reward
  export VERL_FILE_LOGGER_PATH TENSORBOARD_DIR LOUPE_REWARD_DIR
  loupe_start || { code=$?; echo "loupe: $stage, $phase: the trainer ended with code $code" >&2; exit "$code"; }
  [ -z "$stopped" ] || exit 143
  [ "$(loupe_at "$folder")" -ge "$last" ] || { echo "loupe: $stage, $phase: no checkpoint of step $last" >&2; exit 65; }
}

# A stage that was done until this step, now or by the run that is gone on from, is not done again.
loupe_is_done() {
  reached=
  [ -f "$folder/done" ] && reached=$(cat "$folder/done")
  case $reached in '' | *[!0-9]*) return 1 ;; esac
  [ "$reached" -ge "$1" ]
}

loupe_done() {
  printf '%s\n' "$1" >"$folder/done.part"
  mv -f "$folder/done.part" "$folder/done"
}
`;

/** `trainer.val_only`: the validation questions are answered once, by the last checkpoint or the model; nothing is saved. */
const evaluate = String.raw`
loupe_evaluate() {
  phase=$1 last=$2 before=True
  VERL_FILE_LOGGER_PATH=$(loupe_metrics "$folder")
  TENSORBOARD_DIR=$folder/tb LOUPE_REWARD_DIR=$folder/reward
  export VERL_FILE_LOGGER_PATH TENSORBOARD_DIR LOUPE_REWARD_DIR
  echo "loupe: $stage: validation alone"
  loupe_start
}
`;

const adopt = String.raw`
# Checkpoints of the run that is gone on from stay where they are; this run folder names them.
loupe_adopt() {
  [ -d "$from" ] || { echo "loupe: there is no run folder $from to go on from" >&2; exit 66; }
  for part in ckpt merged; do
    [ -e "$from/$1/$part" ] && [ ! -e "$run/$1/$part" ] || continue
    ln -s "$(cd -P "$from/$1/$part" && pwd)" "$run/$1/$part"
  done
  [ ! -f "$from/$1/done" ] || [ -f "$run/$1/done" ] || cp "$from/$1/done" "$run/$1/done"
  echo "loupe: $1 goes on from step $(loupe_at "$run/$1") of $from"
}
`;

const startCurrent = "loupe_start() { loupe_train; }";

/** The fork writes metrics to its log alone; they are read from there, beside the training and not between it and its log. */
const startDeepeyes = String.raw`
loupe_start() {
  : >"$VERL_FILE_LOGGER_PATH"
  size=0
  [ ! -f "$run/log" ] || size=$(($(wc -c <"$run/log")))
  end=$folder/metrics/end
  rm -f "$end"
  (trap '' TERM INT; exec python3 "$run/trainer/console_metrics.py" "$run/log" "$size" "$VERL_FILE_LOGGER_PATH" "$end") &
  reader=$!
  code=0
  loupe_train || code=$?
  : >"$end"
  wait "$reader" || :
  rm -f "$end"
  return "$code"
}
`;

/** Weights of a stage that the next one starts from; a torn merge leaves nothing that looks like one. */
const mergeCurrent = String.raw`
loupe_merge() {
  [ ! -d "$folder/merged" ] || return 0
  rm -rf "$folder/merged.part"
  python3 -m verl.model_merger merge --backend fsdp --local_dir "$folder/ckpt/global_step_$1/actor" --target_dir "$folder/merged.part"
  [ -z "$stopped" ] || exit 143
  mv "$folder/merged.part" "$folder/merged"
}
`;

/** The fork saves weights that transformers reads beside its own (`hf_model`). */
const mergeDeepeyes = String.raw`
loupe_merge() {
  [ ! -d "$folder/merged" ] || return 0
  weights=$folder/ckpt/global_step_$1/actor/huggingface
  set -- "$weights"/*.safetensors
  [ -e "$1" ] || { echo "loupe: no weights in $weights" >&2; exit 65; }
  ln -s "$weights" "$folder/merged"
}
`;

/**
 * command.sh of a run of verl: POSIX sh, sourced or started in any folder with LOUPE_RUN_DIR set. Phases go on in one
 * checkpoint folder; stages follow each other, and what is done is not done again, whoever did it.
 */
export function verlCommand(
  resolved: ResolvedConfig,
  context: PlanContext,
  stages: readonly TrainingStage[],
  overrides: readonly VerlOverride[],
): string {
  const { config } = resolved;
  const isFork = config.engine === "verl-deepeyes";
  return [
    "#!/bin/sh",
    `# Run ${context.runId}: ${config.method} by ${config.engine}.`,
    ...activationLines(config.environment.activate),
    "set -eu",
    ...environmentLines(resolved, context),
    helpers,
    ...pathLines(resolved, context),
    ...(context.resumeFrom === null ? [] : [`from=${shellWord(context.resumeFrom)}`, adopt]),
    ...(stages.length > 1 ? [isFork ? mergeDeepeyes : mergeCurrent] : []),
    trainFunction(overrides),
    isFork ? startDeepeyes : startCurrent,
    ...(isEvaluation(config)
      ? [evaluate, ...stages.slice(-1).flatMap(stage => evaluationLines(stage, context))]
      : stages.flatMap((stage, index) => stageLines(stage, index === stages.length - 1, context))),
    ...(config.launcher.kind === "host"
      ? ["# What Ray kept there is of use where a run failed.", 'rm -rf "$RAY_TMPDIR"']
      : []),
    'echo "loupe: the run is done"',
    "",
  ].join("\n");
}

function environmentLines({ config }: ResolvedConfig, { runId, data }: PlanContext): readonly string[] {
  const isOurs = config.launcher.kind === "host";
  const devices = isOurs ? config.gpus.devices : undefined;
  return [
    "run=${LOUPE_RUN_DIR:?}",
    `LOUPE_RUN_ID=${runId}`,
    "# A stop is passed on by whoever sends it; the trainer is waited for, and nothing begins after it.",
    "stopped=",
    "trap 'stopped=yes' TERM INT",
    'PYTHONPATH="$run/trainer${PYTHONPATH:+:$PYTHONPATH}"',
    "PYTHONUNBUFFERED=1",
    ...(devices === undefined ? [] : [`export CUDA_VISIBLE_DEVICES=${devices.join(",")}`]),
    "export LOUPE_RUN_ID PYTHONPATH PYTHONUNBUFFERED",
    ...rayLines(config, runId),
    `validates=${data.validation !== null && config.validation.before ? "True" : "False"}`,
  ];
}

/** The Ray cluster of the run: its own on a host, that of `ray-nodes.sh` or `slurm-nodes.sh` (src/trainer) elsewhere. */
function rayLines({ launcher, nodes, environment }: RunConfig, runId: string): readonly string[] {
  const forward = Object.keys(environment.variables).join(" ");
  switch (launcher.kind) {
    case "host":
      return [
        "# Without this a second run on the host would join the first one's cluster.",
        "export RAY_ADDRESS=local",
        "# Ray makes sockets there, whose paths have 107 bytes at most.",
        "temporary=${TMPDIR:-/tmp}",
        '[ "${#temporary}" -le 24 ] || temporary=/tmp',
        `export RAY_TMPDIR="$temporary/loupe-${runId.slice(-8)}"`,
        'mkdir -p -m 700 "$RAY_TMPDIR"',
      ];
    case "ray":
    case "slurm":
      return [`LOUPE_NODES=${nodes} LOUPE_FORWARD=${shellWord(forward)}`, `. "$run/${launcher.kind}-nodes.sh"`];
  }
}

/** Paths as they are on the host. What Hydra cannot hold is refused before anything begins. */
const pathLines = ({ config }: ResolvedConfig, { data }: PlanContext): readonly string[] => [
  `train=$(loupe_path ${shellWord(data.train)}) val=$(loupe_path ${shellWord(data.validation ?? data.train)})`,
  `model=${shellWord(config.model.path)}`,
  `case $model in '~/'*) model=$(loupe_path "$model") ;; esac`,
  'for path in "$run" "$train" "$val" "$model"; do loupe_hydra "$path" >/dev/null || exit 64; done',
];

const trainFunction = (overrides: readonly VerlOverride[]): string =>
  [
    "loupe_train() {",
    ["  python3 -m verl.trainer.main_ppo", ...overrides.map(overrideWord)].join(" \\\n    "),
    "}",
  ].join("\n");

/** Whether a run answers its validation questions and trains nothing. */
function isEvaluation({ extra }: RunConfig): boolean {
  const value = Object.entries(extra).find(([key]) => key.replace(/^\+{1,2}/, "") === "trainer.val_only")?.[1];
  return String(value).toLowerCase() === "true";
}

function stageStart({ folder, name }: TrainingStage, { resumeFrom }: PlanContext): readonly string[] {
  const word = shellWord(folder);
  return [
    "",
    `stage=${shellWord(name)} folder="$run/"${word}`,
    'mkdir -p "$folder/metrics" "$folder/reward" "$folder/rollouts" "$folder/val"',
    ...(resumeFrom === null ? [] : [`loupe_adopt ${word}`]),
  ];
}

function evaluationLines(stage: TrainingStage, context: PlanContext): readonly string[] {
  const name = stage.phases.at(-1)?.name ?? "main";
  return [...stageStart(stage, context), `loupe_evaluate ${name} ${stage.steps}`];
}

function stageLines(stage: TrainingStage, isLast: boolean, context: PlanContext): readonly string[] {
  const { phases, steps } = stage;
  return [
    ...stageStart(stage, context),
    `if loupe_is_done ${steps}; then echo "loupe: $stage is done"; else`,
    ...phases.map(phase => `  loupe_phase ${phase.name} ${phase.lastStep}`),
    ...(isLast ? [] : [`  loupe_merge ${steps}`]),
    `  loupe_done ${steps}`,
    "fi",
    ...(isLast ? [] : ["model=$folder/merged"]),
  ];
}
