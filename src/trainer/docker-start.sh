#!/bin/sh
# The first process but init in a run's container: its argument is the run folder, which is mounted at the same path. POSIX sh.
cd "$1" || exit 97
# Not through docker's client, whose end would end the log.
exec >>log 2>&1
set -a
[ -f env.sh ] && . ./env.sh
[ -f secrets.docker ] && . ./secrets.docker
LOUPE_RUN_DIR=$1 LOUPE_RUN_ID=${1##*/} SPT_NOENV=1
set +a
rm -f secrets.docker
[ -d code ] && cd code

# init hands a stop to its child alone: every process of the container but this one gets it.

trap 'kill -TERM -1 2>/dev/null' TERM INT
SH=$(command -v bash || command -v sh)
"$SH" "$LOUPE_RUN_DIR/train.sh" </dev/null &
c=$!
while :; do
  wait "$c"
  code=$?
  kill -0 "$c" 2>/dev/null || break
done
exit "$code"
