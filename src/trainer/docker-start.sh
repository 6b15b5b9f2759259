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

. "$1/lib.sh"

# init hands a stop to its child alone: what that one started gets it from here.
leave() {
  m=$(loupe_members $$ "$LOUPE_RUN_ID" -)
  [ -z "$m" ] || kill -TERM $m 2>/dev/null
}
trap leave TERM INT
SH=$(command -v bash || command -v sh)
# A TERM waits for the trainer that is running and passes its code on; without it the shell would die first.
"$SH" -c 'trap "exit \$?" TERM; . "$0"' "$LOUPE_RUN_DIR/train.sh" </dev/null &
c=$!
while :; do
  wait "$c"
  code=$?
  kill -0 "$c" 2>/dev/null || break
done
exit "$code"
