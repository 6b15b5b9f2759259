import { type HostCheckpoint, weightForms } from "../../../core/evaluation/checkpoint/hostCheckpoint.js";
import { homeWord } from "../../../core/launch/homeWord.js";
import { type TrainerConfig, trainerConfigSchema } from "../../../core/launch/runConfig.js";
import { type RunJson, runJsonSchema } from "../../../core/launch/runJson.js";
import { shellWord } from "../../../core/launch/shellWord.js";
import { type DatasetOptions, datasetOptionsSchema } from "../../../core/launch/trainerOptions.js";
import type { HostConnection, RunOptions } from "../../remote/hostConnection.js";
import { hostResult, type HostResult } from "../../remote/hostResult.js";
import { insidePath } from "../../remote/insidePath.js";

/** A folder of a host with checkpoints in it. */
export interface FoundRun {
  /** Absolute, on the host. */
  readonly folder: string;
  /** Null: no run of ours. */
  readonly run: RunJson | null;
  /** Null: what it was trained by is not known, or was no trainer. */
  readonly config: TrainerConfig | null;
  readonly checkpoints: readonly HostCheckpoint[];
}

/**
 * Lists whole checkpoints, `form stage step path` a line with tabs between. verl writes the number of its last whole one
 * beside them, LLaMA-Factory `trainer_state.json` last into each.
 */
const list = String.raw`
loupe_found() { printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$PWD/$4"; }
loupe_step() { step=${"$"}{1##*[_-]}; case $step in '' | *[!0-9]*) return 1 ;; esac; }
loupe_weights() {
  if [ -f "$1/adapter_config.json" ]; then
    loupe_found adapter "$2" "$3" "$1"
  elif [ -f "$1/config.json" ]; then
    for w in "$1"/*.safetensors "$1"/pytorch_model*.bin; do
      [ -e "$w" ] && { loupe_found weights "$2" "$3" "$1"; return 0; }
    done
    return 1
  else
    return 1
  fi
}
loupe_steps() {
  last=
  [ -f "$1/latest_checkpointed_iteration.txt" ] && IFS= read -r last <"$1/latest_checkpointed_iteration.txt"
  case $last in '' | *[!0-9]*) last=999999999 ;; esac
  for c in "$1"/global_step_*/actor; do
    loupe_step "${"$"}{c%/actor}" && [ "$step" -le "$last" ] || continue
    loupe_weights "$c/huggingface" "$2" "$step" && continue
    for w in "$c"/model_world_size_*; do
      [ -e "$w" ] && { loupe_found fsdp "$2" "$step" "$c"; break; }
    done
  done
  for c in "$1"/checkpoint-*; do
    [ -s "$c/trainer_state.json" ] && loupe_step "$c" && loupe_weights "$c" "$2" "$step"
  done
}
printf 'folder\t%s\n' "$PWD"
loupe_steps . ''
loupe_steps out/ckpt ''
for s in out/*/ckpt; do
  s=${"$"}{s%/ckpt}
  loupe_steps "$s/ckpt" "${"$"}{s#out/}"
done
loupe_weights . '' -
exit 0
`;

function checkpointOf(line: string): HostCheckpoint | null {
  const [form, stage = "", step = "", path = ""] = line.split("\t");
  const known = weightForms.find(name => name === form);
  if (known === undefined || !path.startsWith("/")) return null;
  return { form: known, stage, step: /^\d{1,9}$/.test(step) ? Number(step) : null, path };
}

function listed(out: Buffer): Pick<FoundRun, "folder" | "checkpoints"> | null {
  const [first = "", ...lines] = out.toString("utf8").split("\n");
  const [word, folder = ""] = first.split("\t");
  if (word !== "folder" || !folder.startsWith("/")) return null;
  return { folder, checkpoints: lines.map(checkpointOf).filter(one => one !== null) };
}

/** A small file of the run folder as JSON; null: it is none, or not there. */
async function jsonIn(host: HostConnection, folder: string, path: string, options: RunOptions): Promise<unknown> {
  const answer = await host.run(`head -c 4194304 ${shellWord(`${folder}/${insidePath(path)}`)} 2>/dev/null`, options);
  if (answer.kind !== "answered") return null;
  try {
    return JSON.parse(answer.out.toString("utf8"));
  } catch {
    return null;
  }
}

/**
 * What a folder of a host (absolute, or below its home as `~/…`) has of checkpoints: of a run of ours, of LLaMA-Factory or
 * verl, or weights themselves.
 */
export async function findCheckpoints(
  host: HostConnection,
  folder: string,
  options: RunOptions = {},
): Promise<HostResult<FoundRun>> {
  const answer = await host.run(`cd ${homeWord(folder)} || exit 3\n${list}`, options);
  const found = hostResult(answer, listed);
  if (found.kind !== "reached") return found;
  const run = runJsonSchema.safeParse(await jsonIn(host, found.value.folder, "run.json", options));
  const config = trainerConfigSchema.safeParse(run.data?.config);
  return { kind: "reached", value: { ...found.value, run: run.data ?? null, config: config.data ?? null } };
}

/** What the rows of a stage were made into for the model; null: nobody wrote it down, as of supervised runs. */
export async function trainedOptions(
  host: HostConnection,
  { folder, run }: FoundRun,
  { stage }: HostCheckpoint,
  options: RunOptions = {},
): Promise<DatasetOptions | null> {
  const place = stage === "" ? "out" : `out/${stage}`;
  const name = run?.stages.find(one => one.folder === place)?.name;
  if (name === undefined || !/^[A-Za-z0-9][A-Za-z0-9._ -]*$/.test(name)) return null;
  const read = datasetOptionsSchema.safeParse(await jsonIn(host, folder, `options/${name}/dataset.json`, options));
  return read.data ?? null;
}
