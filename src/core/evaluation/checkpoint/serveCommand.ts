import { activationLines } from "../../launch/activationLines.js";
import { homeWord } from "../../launch/homeWord.js";
import { shellWord } from "../../launch/shellWord.js";
import type { ServeSettings } from "./serveSettings.js";

/** Files of a server's folder by which it and its client speak. */
export const serveFiles = {
  /** The client makes it again and again; it is taken away as often. */
  lease: "lease",
  /** `merging`, `loading`. */
  phase: "phase",
  /** Where the server listens on 127.0.0.1. */
  port: "port",
} as const;

/**
 * Ends the server and removes its folder, also when its client is gone for good. It runs beside the run, whose cookie it
 * does not bear, or it would end itself.
 */
export const endScript = String.raw`#!/bin/sh
. "$1/lib.sh"
loupe_stop "$1" 20 >/dev/null
i=0
while [ $i -lt 600 ]; do
  case $(loupe_state) in running* | starting*) ;; *) break ;; esac
  loupe_nap
  i=$((i + 1))
done
cd /
rm -rf "$1"
`;

/** No clock is asked: the lease is a file that the client makes and the server takes away. */
const watch = String.raw`
loupe_watch() {
  idle=0
  while [ -d "$run" ]; do
    sleep 2
    if [ -f "$run/lease" ]; then
      rm -f "$run/lease"
      idle=0
    else
      idle=$((idle + 2))
    fi
    [ "$idle" -lt "$patience" ] && continue
    echo "loupe: nobody has asked for this server for $patience s: it ends"
    (unset LOUPE_RUN_ID; . "$run/lib.sh"; cd "$run"; loupe_detach sh "$run/end.sh" "$run")
    return 0
  done
}
loupe_watch &
`;

const helpers = String.raw`
loupe_say() {
  printf '%s\n' "$1" >phase.part
  mv -f phase.part phase
  echo "loupe: $1"
}

# The rank of an adapter, which vLLM wants to know before.
loupe_rank() {
  python3 -c 'import json, sys; print(max(1, int(json.load(open(sys.argv[1]))["r"])))' "$1/adapter_config.json"
}

# The model that an adapter was trained on.
loupe_base() {
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["base_model_name_or_path"])' "$1/adapter_config.json"
}

# Before 0.8.5 vLLM wrote this limit in another way.
loupe_images() {
  version=$(python3 -c 'from importlib.metadata import version; print(version("vllm"))' 2>/dev/null) || version=
  case $version in
    0.[0-7].* | 0.8.[0-4] | 0.8.[0-4].*) printf 'image=%s' "$1" ;;
    *) printf '{"image": %s}' "$1" ;;
  esac
}

loupe_port() {
  python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}
`;

/** Makes `$model` a folder that vLLM reads, and `$adapter` what is laid over it, or nothing. */
function weightLines({ checkpoint, base }: ServeSettings): readonly string[] {
  const path = shellWord(checkpoint.path);
  switch (checkpoint.form) {
    case "weights":
      return [`model=${path} adapter=`];
    case "adapter":
      return [`adapter=${path}`, base === null ? 'model=$(loupe_base "$adapter")' : `model=${homeWord(base)}`];
    case "fsdp":
      return [
        "loupe_say merging",
        `python3 -m verl.model_merger merge --backend fsdp --local_dir ${path} --target_dir "$run/merged"`,
        "model=$run/merged adapter=",
        "# A merger leaves LoRA weights beside those of the model.",
        '[ ! -f "$run/merged/lora_adapter/adapter_config.json" ] || adapter=$run/merged/lora_adapter',
      ];
    default: {
      const never: never = checkpoint.form;
      return never;
    }
  }
}

/** As the model was trained: in the grid of its training, and without the sampling that its generation_config wishes for. */
function serverLine({ mostTokens, images, pixels, tensorParallel }: ServeSettings): string {
  const limits = pixels === null ? null : JSON.stringify({ min_pixels: pixels.min, max_pixels: pixels.max });
  return [
    'exec vllm serve "$model" --host 127.0.0.1 --port "$port" --served-model-name "$name"',
    `--generation-config vllm --tensor-parallel-size ${tensorParallel}`,
    `--limit-mm-per-prompt "$(loupe_images ${images})"`,
    ...(limits === null ? [] : [`--mm-processor-kwargs ${shellWord(limits)}`]),
    ...(mostTokens === null ? [] : [`--max-model-len ${mostTokens}`]),
    '"$@"',
  ].join(" \\\n  ");
}

/**
 * command.sh of a server: POSIX sh, sourced with LOUPE_RUN_DIR set. Merges where it has to, takes a free port, and lets
 * vLLM take the shell's place, on the host's own loopback. The key comes by VLLM_API_KEY, never by a word of a command.
 */
export function serveCommand(settings: ServeSettings): string {
  const { activation, devices, leaseSeconds, served } = settings;
  return [
    "#!/bin/sh",
    "# Serves a checkpoint for an evaluation, and ends with it.",
    ...activationLines(activation),
    "set -eu",
    `run=\${LOUPE_RUN_DIR:?} patience=${leaseSeconds}`,
    'cd "$run"',
    ...(devices === null ? [] : [`export CUDA_VISIBLE_DEVICES=${devices.join(",")}`]),
    "export PYTHONUNBUFFERED=1",
    watch,
    helpers,
    ...weightLines(settings),
    `name=${shellWord(served)}`,
    "set --",
    'if [ -n "$adapter" ]; then',
    '  set -- --enable-lora --max-lora-rank "$(loupe_rank "$adapter")" --lora-modules "$name=$adapter"',
    "  # The adapter bears the name, and what it is laid over another one.",
    '  name="$name-base"',
    "fi",
    "port=$(loupe_port)",
    "loupe_say loading",
    'printf "%s\\n" "$port" >port.part',
    "mv -f port.part port",
    serverLine(settings),
    "",
  ].join("\n");
}
