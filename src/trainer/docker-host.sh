# Functions for a host whose docker runs the jobs, sent after lib.sh. POSIX sh. A run's container is named loupe-RUNID.

# What a launch needs to know. $1: the image. Prints lines: absent | silent|WORDS | image|missing | runtimes|NAMES
loupe_docker_look() {
  command -v docker >/dev/null 2>&1 || { echo absent; return 0; }
  if ! said=$(docker info -f '{{range $name, $_ := .Runtimes}}{{$name}} {{end}}' 2>&1); then
    echo "silent|$(echo "$said" | tail -n 1)"
    return 0
  fi
  echo "runtimes|$said"
  docker image inspect -f . "$1" >/dev/null 2>&1 || echo 'image|missing'
}

# The containers of runs whose folders know no end. $1 mark, then run ids. Prints: mark INDEX STATUS CODE; nothing of one
# that is not there.
loupe_docker_containers() {
  mark=$1 index=0
  shift
  for id in "$@"; do
    said=$(docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' "loupe-$id" 2>&1) && printf '%s %s %s\n' "$mark" "$index" "$said"
    case $said in *'Cannot connect'* | *'permission denied'*) echo "$said" >&2; return 70 ;; esac
    index=$((index + 1))
  done
}

# Ends run folder $1 with $2 seconds of grace. Docker itself kills at the end of the grace.
loupe_docker_stop() {
  cd "$1" || return 3
  name=loupe-${1##*/}
  if ! docker inspect -f . "$name" >/dev/null 2>&1; then
    loupe_stop "$1" "$2" >/dev/null
    return
  fi
  now=$(date +%s) asked=
  rm -f secrets.docker stop.done
  [ -f stop.req ] && read -r asked _ <stop.req
  echo "${asked:-$now} $((now + $2))" >stop.req.$$ && mv -f stop.req.$$ stop.req || return 28
  (
    trap '' HUP
    if [ "$2" -gt 0 ]; then docker stop -t "$2" "$name"; else docker kill "$name"; fi
    i=0
    while [ -f job.pid ] && [ ! -f exit ] && [ $i -lt 100 ]; do
      loupe_nap
      i=$((i + 1))
    done
    read -r pid _ _ _ _ beat <job.pid && loupe_end "$pid" "${1##*/}" "$beat"
  ) </dev/null >/dev/null 2>&1 &
}
