#!/bin/sh
# A folder per container: NAME.pid, NAME.code.
# Stands in for docker's client and its service, since no engine runs where this is tried: a container is a process in a
# session of its own, which the client waits for and hands signals to. STAND_IN is the folder of what the service knows.
all="$*"
verb=$1
shift
case $verb in
info) echo "runc "; exit 0 ;;
image) [ "$4" = verl:0.9 ] || [ "$3" = verl:0.9 ]; exit ;;
run)
  printf '%s\n' "$all" >>"$STAND_IN/asked"
  while [ "$1" != -- ]; do
    [ "$1" = --name ] && name=$2
    shift
  done
  shift 2
  # As a container has it: nothing of the client's environment, and not its child.
  (setsid env -i PATH="$PATH" sh -c 'echo $$ >"$0.pid"; sh "$@"; echo $? >"$0.code"' "$STAND_IN/$name" "$@" </dev/null >/dev/null 2>&1 &)
  while [ ! -s "$STAND_IN/$name.pid" ]; do sleep 0.05; done
  trap 'kill -TERM $(pgrep -P "$(cat "$STAND_IN/$name.pid")")' TERM
  while kill -0 "$(cat "$STAND_IN/$name.pid")" 2>/dev/null; do sleep 0.05; done
  exit "$(cat "$STAND_IN/$name.code")"
  ;;
esac
for name in "$@"; do :; done
[ -f "$STAND_IN/$name.pid" ] || { echo "Error: No such object: $name" >&2; exit 1; }
pid=$(cat "$STAND_IN/$name.pid")
lives() { kill -0 "$pid" 2>/dev/null; }
case $verb in
inspect)
  if lives; then status=running code=0 runs=true; else status=exited code=$(cat "$STAND_IN/$name.code" 2>/dev/null || echo 137) runs=false; fi
  case $2 in *Running*) echo $runs ;; *Status*) echo "$status $code" ;; *ExitCode*) echo "$code" ;; esac
  ;;
wait) while lives; do sleep 0.05; done ;;
stop)
  kill -TERM $(pgrep -P "$pid")
  end=$(($(date +%s) + $2))
  while lives && [ "$(date +%s)" -lt "$end" ]; do sleep 0.05; done
  lives && echo 137 >"$STAND_IN/$name.code" && kill -KILL -"$pid"
  ;;
kill) echo 137 >"$STAND_IN/$name.code" && kill -KILL -"$pid" ;;
rm) rm -f "$STAND_IN/$name.pid" ;;
esac
exit 0
