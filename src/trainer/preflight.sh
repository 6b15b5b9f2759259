# Functions that look at a host before a launch. POSIX sh; nothing is changed, and what is not there is `no`, not an error.
# Each record is one line, its fields between tabs, the first of them says which it is (src/core/launch/readHostReport.ts).

# A dead network mount or a hanging driver would otherwise block every other look.
loupe_limited() {
  if command -v timeout >/dev/null 2>&1; then timeout 8 "$@"; else "$@"; fi
}

# What a program prints may hold anything: control characters but the line's end become spaces.
loupe_plain() { tr '\000-\011\013-\037\177' ' ' | head -c 8000; }
loupe_first() { loupe_plain | head -n 1; }

loupe_say() {
  printf '%s' "$1"
  shift
  for field in "$@"; do printf '\t%s' "$field"; done
  printf '\n'
}

# Every line of the standard input as a record of the kind $1.
loupe_each() {
  loupe_plain | while IFS= read -r line || [ -n "$line" ]; do printf '%s\t%s\n' "$1" "$line"; done
}

loupe_look_system() {
  loupe_say preflight 1
  loupe_say clock "$(date +%s)"
  loupe_say host "$(uname -n | loupe_first)" "$(uname -sm | loupe_first)" "$(id -un | loupe_first)"
  loupe_say files "$(ulimit -n)"
}

# The name comes last, since it may hold commas.
loupe_look_gpus() {
  command -v nvidia-smi >/dev/null 2>&1 || { loupe_say gpus no; return 0; }
  gpus=index,uuid,memory.used,memory.total,utilization.gpu,name
  list=$(loupe_limited nvidia-smi --query-gpu=$gpus --format=csv,noheader,nounits 2>/dev/null) || { loupe_say gpus failed; return 0; }
  loupe_say gpus yes
  printf '%s\n' "$list" | loupe_each gpu
  loupe_limited nvidia-smi --query-compute-apps=gpu_uuid,pid,process_name --format=csv,noheader 2>/dev/null | loupe_each app
}

# $path: $1 with the home folder in the place of ~.
loupe_at_home() {
  path=$1
  case $path in "~") path=$HOME ;; "~/"*) path=$HOME/${path#"~/"} ;; esac
}

# $1: its number, $2: the path. The room is that of the nearest folder that is there.
loupe_look_path() {
  loupe_at_home "$2"
  there=no
  [ -e "$path" ] && there=yes
  near=$path
  while [ -n "$near" ] && [ ! -e "$near" ]; do
    case $near in */*) near=${near%/*} ;; *) near= ;; esac
  done
  [ -n "$near" ] || near=/
  writable=no
  [ -w "$near" ] && writable=yes
  loupe_say path "$1" "$there" "$writable" "$(loupe_limited df -Pk "$near" 2>/dev/null | sed -n 2p | loupe_first)"
}

# Bytes of the weight files of a model: in its folder, or in the largest snapshot of a hub's cache, whose files are links.
loupe_look_weights() {
  loupe_at_home "$1"
  most=0
  for folder in "$path" "$path"/snapshots/*; do
    sum=0
    for file in "$folder"/*.safetensors; do
      [ -f "$file" ] || continue
      # Not wc, which reads the whole file where it is busybox's.
      set -- $(ls -lnL "$file" 2>/dev/null)
      sum=$((sum + ${5:-0}))
    done
    [ "$sum" -gt "$most" ] && most=$sum
  done
  [ "$most" -gt 0 ] && loupe_say weights "$most"
  return 0
}

# Inside a container only the group's own files are seen; outside each group above may have the lower limit.
loupe_look_memory() {
  loupe_say memory "$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo 2>/dev/null | loupe_first)"
  group=$(sed -n 's/^0:://p' /proc/self/cgroup 2>/dev/null | head -n 1)
  while :; do
    limit=/sys/fs/cgroup$group/memory.max
    [ -r "$limit" ] && loupe_say limit "$(loupe_first <"$limit")"
    case $group in */*) group=${group%/*} ;; *) break ;; esac
  done
  limit=/sys/fs/cgroup/memory/memory.limit_in_bytes
  [ -r "$limit" ] && loupe_say limit "$(loupe_first <"$limit")"
  return 0
}

# $1: the name that is reported, $2: the program where it has another.
loupe_look_program() {
  if command -v "${2:-$1}" >/dev/null 2>&1; then
    loupe_say version "$1" yes "$(loupe_limited "${2:-$1}" --version 2>&1 | loupe_first)"
  else
    loupe_say version "$1" no
  fi
}

# Versions of Python packages by their metadata, since importing a trainer takes many seconds. A checkout on the path has
# none: `unknown`.
loupe_look_packages() {
  loupe_limited python3 -c '
import sys
from importlib import util
def version(name):
    try:
        from importlib.metadata import version as of
        return of(name)
    except Exception:
        pass
    try:
        return "unknown" if util.find_spec(name) is not None else None
    except Exception:
        return None
print("version\tpython3\tyes\t" + sys.version.split()[0])
for name in sys.argv[1:]:
    found = version(name)
    print("version\t" + name + ("\tno" if found is None else "\tyes\t" + found))
' "$@" 2>/dev/null
}

# Listening sockets as the kernel lists them: their state is 0A.
loupe_look_port() {
  grep -qs ":$(printf '%04X' "$1") [0-9A-F]*:[0-9A-F]* 0A " /proc/net/tcp /proc/net/tcp6 && loupe_say port "$1"
  return 0
}

# Whether logind ends what a user started when that user logs out.
loupe_look_sessions() {
  command -v loginctl >/dev/null 2>&1 || return 0
  loupe_say linger "$(loupe_limited loginctl show-user "$(id -un)" -p Linger 2>/dev/null | loupe_first)"
  command -v busctl >/dev/null 2>&1 || return 0
  manager=org.freedesktop.login1.Manager
  loupe_say kills "$(loupe_limited busctl get-property org.freedesktop.login1 /org/freedesktop/login1 $manager KillUserProcesses 2>/dev/null | loupe_first)"
}
