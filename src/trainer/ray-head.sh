# Functions for the head of a Ray cluster, sent after lib.sh. POSIX sh. Beside the files of lib.sh a run folder holds ray.sh,
# ray.json (what of the submission was planned) and ray.id: the name of the cluster's session that took the run.

# Claims run folder $1 for a submission, with the text $2 as its secrets, and prints: begun, or open and ray.json. Ray takes
# an id once, so that a claim of somebody else forbids nothing; but it is then that one who brings the secrets.
loupe_ray_claim() {
  cd "$1" || return 3
  for f in ray.sh ray.json wrapper.sh command.sh; do [ -f "$f" ] || return 3; done
  if [ -f job.pid ] || [ -f exit ]; then
    echo begun
    return 0
  fi
  loupe_room || return 28
  st=
  if ! (umask 077 && mkdir launch.lock) 2>/dev/null; then
    loupe_claimed
    [ "$st" = failed-to-start ] && [ -f ray.id ] && st=starting
  fi
  if [ "$st" != starting ]; then
    date +%s >launch.lock/at
    if [ -n "$2" ]; then (umask 077 && printf %s "$2" >secrets.sh) || return 28; fi
  fi
  echo open
  cat ray.json
}

# Ray took run folder $1; $2 names the cluster's session. Whoever began meanwhile has read its secrets.
loupe_ray_taken() {
  cd "$1" || return 3
  printf '%s\n' "$2" >ray.id.$$ && mv -f ray.id.$$ ray.id || return 28
  [ ! -f job.pid ] || rm -f secrets.sh
}

# Ray did not take run folder $1: the next try claims it anew.
loupe_ray_refused() {
  cd "$1" || return 3
  [ -f job.pid ] || [ -f ray.id ] || rm -rf launch.lock
  rm -f secrets.sh
}

# What the folders say after Ray was asked. $1 mark, then pairs: folder and run id. Prints a line for each:
# mark INDEX SUBMITTED SECRETS STOPPING STATE… and, if there is one, the file in which Ray keeps what came before our own log.
loupe_ray_folders() {
  mark=$1 index=0
  shift
  while [ $# -gt 1 ]; do
    (
      d=$1 id=$2 taken=0 held=0 stopping=0
      cd "$d" 2>/dev/null || { printf '%s %s 0 0 0 absent - - 0 - - -\n' "$mark" "$index"; exit 0; }
      session=
      { IFS= read -r session <ray.id; } 2>/dev/null && taken=1
      [ -f secrets.sh ] && held=1
      [ -f stop.req ] && stopping=1
      line=$(loupe_state)
      printf '%s %s %s %s %s %s\n' "$mark" "$index" "$taken" "$held" "$stopping" "$line"
      case $session in '' | *[!A-Za-z0-9_.-]*) session=session_latest ;; esac
      for t in "${RAY_TMPDIR:-/tmp}/ray" /tmp/ray "${TMPDIR:-/tmp}/ray"; do
        f=$t/$session/logs/job-driver-$id.log
        if [ -f "$f" ]; then printf '%s log %s %s\n' "$mark" "$index" "$f"; break; fi
      done
    )
    index=$((index + 1))
    shift 2
  done
}

# Before Ray is told to stop run folder $1: $2 seconds of grace are kept here, since Ray's own is one for all stops.
loupe_ray_stopping() {
  cd "$1" || return 3
  rm -f secrets.sh stop.done
  now=$(date +%s) asked=
  [ -f stop.req ] && read -r asked _ <stop.req
  echo "${asked:-$now} $((now + $2))" >stop.req.$$ && mv -f stop.req.$$ stop.req || return 28
  [ -f job.pid ] || return 0
  read -r pid begun _ _ where beat <job.pid
  loupe_hostname
  [ "$where" = "$me" ] || return 0
  (
    trap '' HUP
    loupe_ray_wait "$pid" "$begun"
    loupe_end "$pid" "${1##*/}" "$beat"
  ) </dev/null >/dev/null 2>&1 &
}

# Until the code is written down, the wrapper is gone, or the deadline, which a harder stop moves, is there.
loupe_ray_wait() {
  while [ ! -f exit ] && [ "$(loupe_started "$1")" = "$2" ]; do
    deadline=0
    read -r _ deadline _ <stop.req
    [ "$(date +%s)" -ge "$deadline" ] && return 0
    loupe_nap
  done
}
