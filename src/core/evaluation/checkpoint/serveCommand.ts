import { activationLines } from "../../launch/activationLines.js";
import { homeWord } from "../../launch/homeWord.js";
import { shellWord } from "../../launch/shellWord.js";
import type { ServeSettings } from "./serveSettings.js";

/** Files of a server's folder by which it and its client speak. */
export const serveFiles = {
  /** The client makes it again and again; it is taken away as often. */
  lease: "lease",
  /** `merging`, `loading`, `serving`. */
  phase: "phase",
  /** Where the server listens. */
  port: "port",
  /** Names and addresses of its machine, as others may reach it. */
  address: "address",
} as const;

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
  python3 -c 'import socket, sys
s = socket.socket()
s.bind((sys.argv[1], 0))
print(s.getsockname()[1])' "$1"
}

# Names, sizes and times of the shards $1 as a number. No clock is compared: a file server's may be another one.
loupe_shards() {
  (cd "$1" && LC_ALL=C ls -lnR . | cksum)
}

# Whether merged weights lie in $1, and are of the shards $2 as they are now.
loupe_is_merged() {
  [ -s "$1/loupe-merged" ] && [ "$(cat "$1/loupe-merged")" = "$(loupe_shards "$2")" ]
}

# How this machine may be reached from another one of its cluster: its name, and the address of the interface that NCCL or
# gloo is told to use, else the first one.
loupe_addresses() {
  interface=$(printenv GLOO_SOCKET_IFNAME || printenv NCCL_SOCKET_IFNAME || :)
  case $interface in
  '' | *[!A-Za-z0-9._-]*) found=$(hostname -I 2>/dev/null) || found= ;;
  *) found=$(ip -4 -o addr show dev "$interface" 2>/dev/null | sed -n 's/.* inet \([0-9.]*\).*/\1/p') ;;
  esac
  found=$(printf '%s\n' $found | grep -v '^127\.' | grep -m 1 '^[0-9]*\.[0-9]*\.[0-9]*\.[0-9]*$') || found=
  echo "$(uname -n) $found"
}

# Says when the server is up, whoever can reach it from elsewhere. No proxy of the environment is asked.
loupe_await() {
  while [ -d "$run" ] && [ ! -f "$run/exit" ]; do
    if python3 -c 'import sys, urllib.request
urllib.request.build_opener(urllib.request.ProxyHandler({})).open("http://127.0.0.1:" + sys.argv[1] + "/health", timeout=5)' "$port" 2>/dev/null; then
      cd "$run" && loupe_say serving
      return
    fi
    sleep 2
  done
}
`;

/** Makes `$merged` the folder of the merged weights of `$shards`. */
const mergeLines = ({ merging: { known, keptAt, madeAt } }: ServeSettings): readonly string[] => [
  `set -- ${known.map(shellWord).join(" ")}`,
  "merged=",
  "for place do",
  '  if loupe_is_merged "$place" "$shards"; then merged=$place; fi',
  "done",
  'if [ -n "$merged" ]; then',
  '  echo "loupe: merged before: $merged"',
  "else",
  `  merged=${madeAt === null ? "$run/merged" : shellWord(madeAt)}`,
  "  loupe_say merging",
  '  python3 -m verl.model_merger merge --backend fsdp --local_dir "$shards" --target_dir "$merged"',
  '  loupe_shards "$shards" >"$merged/loupe-merged"',
  ...(keptAt === null ? [] : keepLines(keptAt)),
  "fi",
];

/** A folder of the same disk: another client sees it whole or not at all. */
const keepLines = (keptAt: string): readonly string[] => [
  `  kept=${shellWord(keptAt)}`,
  '  mkdir -p "${kept%/*}"',
  '  rm -rf "$kept"',
  '  mv "$merged" "$kept"',
  "  merged=$kept",
];

/** Makes `$model` a folder that vLLM reads, and `$adapter` what is laid over it, or nothing. */
function weightLines(settings: ServeSettings): readonly string[] {
  const { checkpoint, base } = settings;
  const path = shellWord(checkpoint.path);
  switch (checkpoint.form) {
    case "weights":
      return [`model=${path} adapter=`];
    case "adapter":
      return [`adapter=${path}`, base === null ? 'model=$(loupe_base "$adapter")' : `model=${homeWord(base)}`];
    case "fsdp":
      return [
        `shards=${path}`,
        ...mergeLines(settings),
        "model=$merged adapter=",
        "# A merger leaves LoRA weights beside those of the model.",
        '[ ! -f "$merged/lora_adapter/adapter_config.json" ] || adapter=$merged/lora_adapter',
      ];
    default: {
      const never: never = checkpoint.form;
      return never;
    }
  }
}

/** As the model was trained: in the grid of its training, and without the sampling that its generation_config wishes for. */
function serverLine({ mostTokens, images, pixels, tensorParallel, listens }: ServeSettings): string {
  const limits = pixels === null ? null : JSON.stringify({ min_pixels: pixels.min, max_pixels: pixels.max });
  return [
    `exec vllm serve "$model" --host ${addressOf(listens)} --port "$port" --served-model-name "$name"`,
    `--generation-config vllm --tensor-parallel-size ${tensorParallel}`,
    // In a job of Ray it would look for GPUs of the whole cluster.
    ...(tensorParallel > 1 ? ["--distributed-executor-backend mp"] : []),
    `--limit-mm-per-prompt "$(loupe_images ${images})"`,
    ...(limits === null ? [] : [`--mm-processor-kwargs ${shellWord(limits)}`]),
    ...(mostTokens === null ? [] : [`--max-model-len ${mostTokens}`]),
    '"$@"',
  ].join(" \\\n  ");
}

const addressOf = (listens: ServeSettings["listens"]): string => (listens === "loopback" ? "127.0.0.1" : "0.0.0.0");

/**
 * What serves: POSIX sh, sourced with LOUPE_RUN_DIR set. Merges where it has to, takes a free port, and lets vLLM take the
 * shell's place. The key comes by VLLM_API_KEY, never by a word of a command.
 */
export function serveCommand(settings: ServeSettings): string {
  const { activation, devices, served, listens } = settings;
  return [
    "#!/bin/sh",
    "# Serves a checkpoint for an evaluation, and ends with it.",
    ...activationLines(activation),
    "set -eu",
    "run=${LOUPE_RUN_DIR:?}",
    'cd "$run"',
    ...(devices === null ? [] : [`export CUDA_VISIBLE_DEVICES=${devices.join(",")}`]),
    "export PYTHONUNBUFFERED=1",
    helpers,
    ...weightLines(settings),
    `name=${shellWord(served)}`,
    "set --",
    'if [ -n "$adapter" ]; then',
    '  set -- --enable-lora --max-lora-rank "$(loupe_rank "$adapter")" --lora-modules "$name=$adapter"',
    "  # The adapter bears the name, and what it is laid over another one.",
    '  name="$name-base"',
    "fi",
    `port=$(loupe_port ${addressOf(listens)})`,
    "loupe_say loading",
    listens === "loopback" ? "echo 127.0.0.1 >address" : "loupe_addresses >address",
    'printf "%s\\n" "$port" >port.part',
    "mv -f port.part port",
    "loupe_await &",
    serverLine(settings),
    "",
  ].join("\n");
}
