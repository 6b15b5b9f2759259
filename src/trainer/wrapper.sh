#!/bin/sh
# Runs command.sh of a run folder and writes down how it ended. POSIX sh; its argument is the run folder, absolute. It is
# the leader of a session of its own and outlives whoever launched it.
D=$1
cd "$D" || exit 97
umask 077
trap '' HUP

# Field 22 of /proc/PID/stat, in clock ticks since the boot.
started() {
  IFS= read -r s <"/proc/$1/stat" 2>/dev/null || return 1
  s=${s##*) }
  set -- $s
  printf %s "${20}"
}

# Whoever sees the run folder from another host has nothing else to tell life from death by. At the end it waits for a
# stop that is going on: the stop finds what is left of the run by our session, which lasts as long as we wait for it.
beat() {
  ending=0 nap=
  trap 'ending=1; [ -n "$nap" ] && kill "$nap" 2>/dev/null' TERM
  while [ $ending = 0 ] && [ ! -f exit ] && kill -0 "$1" 2>/dev/null; do
    touch beat 2>/dev/null
    sleep 20 &
    nap=$!
    [ $ending = 0 ] || kill "$nap" 2>/dev/null
    wait "$nap"
    nap=
  done
  while [ -f stop.req ] && [ ! -f stop.done ]; do
    read -r _ deadline _ <stop.req
    [ "$(date +%s)" -gt $((${deadline:-0} + 20)) ] && break
    sleep 0.2 2>/dev/null || sleep 1
  done
}

hear='import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])'

boot=- me=
{ IFS= read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null || boot=-
{ IFS= read -r me </proc/sys/kernel/hostname; } 2>/dev/null || me=$(uname -n)

# Room for the exit code is taken now: a full disk must not make a run that ended look like a lost one.
printf '%-60s\n' ' ' >exit.part || {
  rm -f secrets.sh
  exit 98
}
beat $$ </dev/null >/dev/null 2>&1 &
b=$!
began=$(started $$)
{ printf '%s %s %s %s %s %s\n' "$$" "${began:--}" "$boot" "$(date +%s)" "$me" "$b" >job.pid.part &&
  mv -f job.pid.part job.pid; } || {
  kill "$b"
  rm -f secrets.sh
  exit 98
}

if [ -f stop.req ]; then
  code=143
  : >stop.done
else
  SH=$(command -v bash || command -v sh)
  (
    trap - HUP
    set -a
    [ -f env.sh ] && . ./env.sh
    [ -f secrets.sh ] && . ./secrets.sh
    # SPT_NOENV keeps setproctitle from wiping the environment, by which a stop finds the run's processes.
    LOUPE_RUN_DIR=$D LOUPE_RUN_ID=${D##*/} SPT_NOENV=1
    set +a
    rm -f secrets.sh
    [ -d code ] && cd code
    # A TERM waits for the trainer that is running and passes its code on; without it the shell would die first.
    set -- "$SH" -c 'trap "exit \$?" TERM; . "$0"' "$D/command.sh"
    # A shell starts what is in the background deaf to INT and cannot take that back; trainers end their workers by it.
    if env --default-signal=INT,QUIT true 2>/dev/null; then
      exec env --default-signal=INT,QUIT "$@"
    elif command -v python3 >/dev/null 2>&1; then
      exec python3 -c "$hear" "$@"
    fi
    exec "$@"
  ) </dev/null &
  c=$!
  # A stop may reach the wrapper with its children: it stays until they are gone, so that the real code is kept. Only now,
  # since a child is deaf to what its parent traps until it has set its own.
  trap ':' TERM INT
  # `wait` comes back early when a signal was trapped.
  while :; do
    wait "$c"
    code=$?
    kill -0 "$c" 2>/dev/null || break
  done
fi
rm -f secrets.sh
printf '%s %s\n' "$code" "$(date +%s)" 1<>exit.part && mv -f exit.part exit
kill "$b" 2>/dev/null
wait "$b"
exit "$code"
