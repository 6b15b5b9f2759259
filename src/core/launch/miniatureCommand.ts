import { defaultMiniatureOptions, type MiniatureOptions } from "../simulate/miniature/miniatureOptions.js";
import { activationLines } from "./activationLines.js";
import { homeWord } from "./homeWord.js";
import type { MiniatureConfig } from "./runConfig.js";
import type { PlanContext } from "./runPlan.js";
import { shellWord } from "./shellWord.js";

/** Where in the run folder our own program stands, laid out as it is built: it looks for its files beside itself. */
export const programFolder = "program";

/** Where in the run folder a strategy is said that the program does not bring itself. */
export const strategyFile = "strategies.json";

/** What the program is told of a run. */
export interface MiniatureOrder {
  readonly config: MiniatureConfig;
  readonly options: MiniatureOptions;
  /** As it is written, with its options. */
  readonly strategy: string;
  readonly hasStrategyFile: boolean;
}

/**
 * Copies the last whole checkpoint of the run that is gone on from, or of the one before it, with what says that it is a
 * miniature's. Rollouts and metrics stay where they are: the viewer joins the two runs.
 */
const adopt = String.raw`
loupe_adopt() {
  [ ! -e "$out" ] || return 0
  hops=0
  while [ "$hops" -lt 100 ]; do
    [ -d "$from" ] || { echo "loupe: there is no run folder $from to go on from" >&2; return 66; }
    at=
    [ -f "$from/out/latest_checkpointed_iteration.txt" ] && at=$(cat "$from/out/latest_checkpointed_iteration.txt")
    case $at in '' | *[!0-9]*) ;; *) break ;; esac
    if [ ! -f "$from/resume-from" ]; then
      echo "loupe: $from has no checkpoint: starting anew"
      return
    fi
    IFS= read -r from <"$from/resume-from" || return 66
    hops=$((hops + 1))
  done
  rm -rf "$out.part"
  mkdir -p "$out.part/rollouts" "$out.part/validation" "$out.part/pages"
  for part in "global_step_$at" README.txt loupe.json latest_checkpointed_iteration.txt; do
    cp -R "$from/out/$part" "$out.part"
  done
  mv "$out.part" "$out"
  echo "loupe: going on from step $at of $from"
}
loupe_adopt`;

/**
 * command.sh of a run of the miniature: POSIX sh, sourced or started in any folder with LOUPE_RUN_DIR set. Node takes the
 * shell's place, so that a stop reaches it and its exit code is the run's.
 */
export function miniatureCommand(order: MiniatureOrder, { runId, resumeFrom }: PlanContext): string {
  const { config } = order;
  const program = `"$run"/${programFolder}/dist/cli.js`;
  const lines = [
    "#!/bin/sh",
    `# Run ${runId}: ${config.method} by the miniature. Pages, questions and policy are simulated.`,
    ...activationLines(config.environment.activate),
    "set -eu",
    "run=${LOUPE_RUN_DIR:?} out=$LOUPE_RUN_DIR/out",
    'cd "$run"',
    ...(resumeFrom === null ? [] : [`from=${shellWord(resumeFrom)}${adopt}`]),
    [`exec ${homeWord(config.simulate.node)} ${program} simulate`, ...optionWords(order), '--out "$out"'].join(
      " \\\n  ",
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function optionWords({ config, options, strategy, hasStrategyFile }: MiniatureOrder): readonly string[] {
  return [
    `--strategy ${shellWord(strategy)}`,
    ...(hasStrategyFile ? [`--strategies "$run"/${strategyFile}`] : []),
    `--seed ${options.seed}`,
    `--steps ${options.steps}`,
    `--pace ${config.simulate.pace}`,
    ...setWords(options),
  ];
}

/** Every option that is not the program's own default. */
function setWords(options: MiniatureOptions): readonly string[] {
  const defaults: Readonly<Record<string, unknown>> = defaultMiniatureOptions;
  return Object.entries(options).flatMap(([name, value]) => {
    if (name === "seed" || name === "steps") return [];
    if (JSON.stringify(value) === JSON.stringify(defaults[name])) return [];
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return [`--set ${shellWord(`${name}=${text}`)}`];
  });
}
