#!/bin/sh
# The entrypoint of a run that Ray started; its argument is the run folder, absolute. It runs the same wrapper.sh as a job of
# the host, so that the run folder says the same of it. POSIX sh.
D=$1
cd "$D" && [ -f wrapper.sh ] || {
  echo "loupe: $(uname -n) does not see the run folder $D: it has to be on the head of the cluster" >&2
  exit 66
}
umask 077
# A cluster that was made anew knows no submission id of before.
if [ -f job.pid ] || [ -f exit ]; then
  echo "loupe: this run has begun before" >&2
  exit 75
fi
# A stop of Ray reaches every process of the tree: this one stays to tell the code, tee to write down what comes last.
trap : TERM INT
sh wrapper.sh "$D" 2>&1 | (
  trap '' TERM INT
  exec tee -a log
)
code=70
[ -f exit ] && read -r code _ <exit
exit "$code"
