# The body of a run's batch script, sourced by slurm.sbatch in the run folder. bash. It runs the same wrapper.sh as a job
# of the host, so that the run folder says the same of it: job.pid, beat, exit, stop.req.
#
# Of an array, each element runs in shards/RUNID.INDEX, a run folder of its own, with LOUPE_SHARD and LOUPE_SHARDS.
umask 077
root=$PWD
own=${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}

# The submitter may not have written the number yet: whoever links it first decides, and a second job of one run ends.
echo "$own" >"slurm.id.$SLURM_JOB_ID" && { ln "slurm.id.$SLURM_JOB_ID" slurm.id 2>/dev/null || :; }
rm -f "slurm.id.$SLURM_JOB_ID"
read -r known <slurm.id
if [ "${known%%;*}" != "$own" ]; then
  echo "loupe: this run belongs to job $known of Slurm and not to $own" >&2
  exit 75
fi

# sbatch --export=NONE would keep the steps of the job from seeing its environment.
export SLURM_EXPORT_ENV=ALL
out=/dev/stdout
if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
  export LOUPE_SHARD=$SLURM_ARRAY_TASK_ID LOUPE_SHARDS=$SLURM_ARRAY_TASK_COUNT
  cd "shards/${root##*/}.$LOUPE_SHARD" || exit 97
  out=log
fi

# What an earlier start of a requeued job left is not this one's end. A stop that a person asked for still holds.
if [ "${SLURM_RESTART_COUNT:-0}" -gt 0 ]; then
  rm -f exit exit.part job.pid beat
  if grep -q slurm stop.req 2>/dev/null; then rm -f stop.req stop.done; fi
fi
if [ -f exit ]; then
  echo "loupe: this run has ended before" >&2
  exit 75
fi

. "$root/lib.sh"

# Passes an end on to the trainer. Without a person's request it is the time limit, a preemption or a requeue: then it is
# Slurm that kills what is left.
leave() {
  if [ ! -f stop.req ]; then
    now=$(date +%s)
    echo "$now $((now + 86400)) slurm" >stop.req.part && mv -f stop.req.part stop.req
  fi
  if [ -f job.pid ]; then
    read -r pid _ _ _ _ beat <job.pid
    loupe_end "$pid" "${PWD##*/}" "$beat"
  fi
}

hit=
trap 'hit=1' TERM
setsid sh "$root/wrapper.sh" "$PWD" </dev/null >>"$out" 2>&1 &
c=$!
# A signal that comes before the trap is lost; stop.req is not.
(
  trap - TERM
  while [ ! -f stop.req ]; do sleep 5; done
  kill -TERM $$
) </dev/null >/dev/null 2>&1 &
watch=$!
while :; do
  wait "$c"
  code=$?
  [ -n "$hit" ] || break
  hit=
  leave
done
kill "$watch" 2>/dev/null
[ -f exit ] && read -r code _ <exit
[ "$out" = log ] && echo "loupe: shard $LOUPE_SHARD ended with $code on $(uname -n)"
exit "$code"
