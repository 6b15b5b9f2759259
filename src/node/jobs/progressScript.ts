import { shellWord } from "../../core/launch/shellWord.js";

/** Run whose files are looked at; the folders of its stages in their order. */
export interface ProgressPlace {
  readonly runId: string;
  /** Absolute, on the host. */
  readonly runFolder: string;
  readonly stageFolders: readonly string[];
}

/** Enough of the end of a file for some rows of metrics: a row of verl has about 5 kB. */
const tailBytes = 32_768;

const functions = (marker: string): string => `
LC_ALL=C; export LC_ALL
loupe_say() { printf '\\n%s %s\\n' ${marker} "$*"; }
loupe_tail() { [ -f "$2" ] && { loupe_say "$1"; tail -c ${String(tailBytes)} "$2"; }; }
loupe_progress() {
  cd "$1" 2>/dev/null || return 0
  loupe_say run "$2"; shift 2
  stage=; metrics=; number=0
  for s do
    [ -d "$s" ] && { stage=$s; loupe_say stage "$number"; }
    for c in "$s"/ckpt/global_step_* "$s"/ckpt/checkpoint-* "$s"/global_step_*; do [ -d "$c" ] && loupe_say checkpoint "\${c##*[_-]}"; done
    number=$((number + 1))
  done
  [ -n "$stage" ] || return 0
  # Named by their starts, so that the last one is the newest.
  for m in "$stage"/metrics/*.jsonl "$stage"/metrics.jsonl; do [ -f "$m" ] && metrics=$m; done
  [ -n "$metrics" ] && loupe_tail metrics "$metrics" && return 0
  for m in "$stage"/ckpt/trainer_log.jsonl "$stage"/trainer_log.jsonl; do loupe_tail metrics "$m" && return 0; done
  loupe_tail log log
}`;

const gpus = `
loupe_say gpus
if command -v nvidia-smi >/dev/null 2>&1; then
  limit=; command -v timeout >/dev/null 2>&1 && limit='timeout 5'
  $limit nvidia-smi --query-gpu=index,utilization.gpu --format=csv,noheader,nounits 2>/dev/null
fi`;

/**
 * Asks how far runs are, by their own files: metrics, else the end of the log; which stage there is; which checkpoints.
 * With the GPUs of the host, where it has nvidia-smi, and its clock.
 */
export function progressScript(marker: string, runs: readonly ProgressPlace[], hasGpus: boolean): string {
  const calls = runs.map(({ runId, runFolder, stageFolders }) => {
    const words = [runFolder, runId, ...stageFolders].map(shellWord).join(" ");
    return `( loupe_progress ${words} )`;
  });
  return `${functions(marker)}\nloupe_say clock "$(date +%s)"\n${calls.join("\n")}${hasGpus ? gpus : ""}\n:`;
}
