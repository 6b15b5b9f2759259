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
hit=
trap 'hit=1' TERM INT
SH=$(command -v bash || command -v sh)
# A TERM waits for the trainer that is running and passes its code on; without it the shell would die first.
"$SH" -c 'trap "exit \$?" TERM; . "$0"' "$LOUPE_RUN_DIR/train.sh" </dev/null &
c=$!
# A signal ends the wait early. Not in the trap: what it starts would take the trainer's code from us.
code=127
while :; do
  wait "$c"
  now=$?
  [ $now = 127 ] || code=$now
  [ -n "$hit" ] || break
  hit=
  leave
done
exit "$code"
