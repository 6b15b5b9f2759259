# Functions of the training host, sent on the standard input of `exec sh -s` before any request. POSIX sh (dash, bash,
# busybox). A run folder holds:
#   run.json command.sh env.sh wrapper.sh   written before the launch, never changed
#   secrets.sh   0600, there only between the claim and the start
#   launch.lock/ made by mkdir: the claim; `at` inside it: when, in seconds since 1970
#   job.pid      "pid starttime bootid seconds hostname beatpid"      exit  "code seconds"
#   beat         touched every 20 s while the wrapper lives           log   stdout and stderr
#   stop.req     "seconds deadline"                                   stop.done  nothing of the run is left

loupe_nap() { sleep 0.1 2>/dev/null || sleep 1; }

# Puts the start time of a live process, in clock ticks since the boot, into `ticks`. A zombie, which the first process of a
# container may never reap, counts as dead.
loupe_ticks() {
  ticks=
  { IFS= read -r s <"/proc/$1/stat"; } 2>/dev/null || return 1
  s=${s##*) }
  set -- $s
  case $1 in Z | X) return 1 ;; esac
  ticks=${20}
}

# The same, printed.
loupe_started() {
  loupe_ticks "$1" && printf %s "$ticks"
}

# Whether process $1 lives and is the one that began at $2. Without /proc (macOS) nobody knows when it began.
loupe_lives() {
  if [ -r /proc/self/stat ]; then
    loupe_ticks "$1" && [ "$ticks" = "$2" ]
  else
    kill -0 "$1" 2>/dev/null || return 1
    case $(ps -o stat= -p "$1" 2>/dev/null) in Z*) return 1 ;; esac
  fi
}

loupe_boot() {
  boot=-
  { IFS= read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null || boot=-
}

loupe_hostname() {
  me=
  { IFS= read -r me </proc/sys/kernel/hostname; } 2>/dev/null || me=$(uname -n)
}

# Seconds since a file was touched, by the clock of the file system, which is another host's when it is shared.
loupe_age() {
  : >".now.$$" 2>/dev/null || return 1
  now=$(stat -c %Y ".now.$$" 2>/dev/null) then=$(stat -c %Y "$1" 2>/dev/null)
  rm -f ".now.$$"
  [ -n "$now" ] && [ -n "$then" ] && printf %s $((now - then))
}

# How grep finds whole entries of an environment, so that run "a" is not run "a-2"; without -z the beginning decides. Its
# code says nothing: processes that end meanwhile are errors as well.
loupe_learn_grep() {
  [ -n "$loupe_grep" ] && return 0
  if printf 'a\0' | grep -qzx a 2>/dev/null; then loupe_grep=-lszx; else loupe_grep=-ls; fi
}

# What `loupe_members` finds where there is no /proc: the wrapper's group, which stands in for its session, and the tree.
loupe_by_ps() {
  for e in $(ps -A -o pid= -o ppid= -o pgid= -o stat= | awk '$4 !~ /^Z/ { print $1 ":" $2 ":" $3 }'); do
    g=${e##*:} e=${e%:*}
    [ "${e#*:}" = "$beat" ] && continue
    [ "$g" = "$wrapper" ] && found="$found${e%:*} "
    tree="$tree $e"
  done
}

# Pids of the run in the current folder but for its wrapper ($1), the wrapper's beat ($3) and this shell. A living wrapper:
# its session, its descendants, and whoever carries the cookie of the run ($2). A dead one ("-"): the cookie alone, since
# its number may by now be the session of somebody else. Without /proc nobody sees the cookie.
loupe_members() {
  wrapper=$1 id=$2 beat=$3 found=" " tree=
  [ "$wrapper" = - ] || found=" $wrapper "
  [ -r /proc/self/stat ] || loupe_by_ps
  for f in /proc/[0-9]*/stat; do
    { IFS= read -r s <"$f"; } 2>/dev/null || continue
    p=${f#/proc/}
    p=${p%/stat}
    s=${s##*) }
    set -- $s
    case $1 in Z | X) continue ;; esac
    [ "$2" = "$beat" ] && continue # What the beat sleeps by.
    [ "$4" = "$wrapper" ] && found="$found$p "
    tree="$tree $p:$2"
  done
  loupe_learn_grep
  carriers=$(grep "$loupe_grep" -e "LOUPE_RUN_ID=$id" /proc/[0-9]*/environ 2>/dev/null)
  for f in $carriers; do
    p=${f#/proc/}
    p=${p%/environ}
    case $tree in *" $p:"*) found="$found$p " ;; esac
  done
  more=1
  while [ $more = 1 ]; do
    more=0
    for e in $tree; do
      case $found in *" ${e%:*} "*) continue ;; esac
      case $found in *" ${e#*:} "*) found="$found${e%:*} " more=1 ;; esac
    done
  done
  for p in $found; do
    case $p in "$wrapper" | "$beat" | $$) ;; *) echo "$p" ;; esac
  done | sort -un
}

# What became of a run that was claimed and has no job.pid yet.
loupe_claimed() {
  at=
  { read -r at <launch.lock/at; } 2>/dev/null || at=$(stat -c %Y launch.lock 2>/dev/null)
  if [ -n "$at" ] && [ $(($(date +%s) - at)) -gt 30 ]; then st=failed-to-start; else st=starting; fi
}

# Reads job.pid. A host that lost its power may have left it empty.
loupe_read_pid() {
  pid=- begun= boot0= started=- where=- beat=-
  { read -r pid begun boot0 started where beat <job.pid; } 2>/dev/null
  [ -n "$pid" ] || pid=-
}

# Whether the wrapper of job.pid lives in this kernel: then it is here, whatever the host is called by now.
loupe_is_here() {
  loupe_boot
  [ -n "$begun" ] && [ "$boot" = "$boot0" ] || return 1
  # Where no boot is known, another host's looks like this one's.
  [ "$boot" != - ] || [ "$where" = "$me" ] || return 1
  loupe_lives "$pid" "$begun"
}

# What became of a run whose job.pid is there and whose exit is not.
loupe_begun() {
  loupe_read_pid
  loupe_hostname
  if loupe_is_here; then
    st=running
  elif [ -n "$where" ] && [ "$where" != - ] && [ "$where" != "$me" ]; then
    # The folder is shared, or its container was made anew: only the beat can be seen from here.
    age=$(loupe_age beat)
    if [ -n "$age" ] && [ "$age" -gt 90 ]; then st=lost; else st=running; fi
  elif [ -n "$boot0" ] && [ "$boot" != "$boot0" ]; then
    st=lost-reboot
  elif [ -f exit ]; then
    st=exited # It ended between the two looks.
  elif [ -n "$(loupe_members - "${PWD##*/}" -)" ]; then
    st=running # The wrapper was killed and the trainer was not.
  else
    st=lost
  fi
}

# What a run with an exit code became: stopped only if the stop came first, and over only when nothing of it is left.
loupe_ended() {
  { read -r code ended _ <exit; } 2>/dev/null
  st=exited
  [ -f stop.req ] || return 0
  { read -r asked deadline _ <stop.req; } 2>/dev/null
  [ "${ended:-0}" -lt "${asked:-0}" ] && return 0
  st=stopped
  [ -f stop.done ] || [ "$(date +%s)" -gt $((${deadline:-0} + 15)) ] || st=running
}

# Looks at the run in the current folder; what it finds are the variables that `loupe_state` prints. No process is started
# for it but wc: a poll is to cost next to nothing.
loupe_look() {
  pid=- code=- size=0 started=- ended=- where=-
  [ -f log ] && size=$(wc -c <log) && size=$((size))
  if [ -f exit ]; then
    loupe_read_pid
    loupe_ended
  elif [ -f job.pid ]; then
    loupe_begun
    [ "$st" = exited ] && loupe_ended
  elif [ -d launch.lock ]; then
    loupe_claimed
  else
    st=absent
  fi
  line="$st $pid ${code:--} $size ${started:--} ${ended:--} ${where:--}"
}

# Prints, for the run in the current folder: state pid code size started ended hostname. "-" is unknown.
loupe_state() {
  loupe_look
  printf '%s\n' "$line"
}

# Starts "$@" in a session of its own that holds none of our descriptors: ssh would wait for them.
loupe_detach() {
  if command -v setsid >/dev/null 2>&1; then
    setsid "$@" </dev/null >>log 2>&1 &
  elif command -v python3 >/dev/null 2>&1; then
    python3 -c 'import os,sys; os.setsid(); os.execvp(sys.argv[1],sys.argv[1:])' "$@" </dev/null >>log 2>&1 &
  elif command -v perl >/dev/null 2>&1; then
    perl -MPOSIX -e 'POSIX::setsid(); exec @ARGV' "$@" </dev/null >>log 2>&1 &
  else
    nohup "$@" </dev/null >>log 2>&1 &
  fi
}

# Whether some room is left in the current folder. A shell's own message seldom says why a write failed; dd's does.
loupe_room() {
  why=$(LC_ALL=C dd if=/dev/zero of=".room.$$" bs=65536 count=1 2>&1)
  room=$?
  rm -f ".room.$$"
  [ $room = 0 ] && return 0
  printf '%s\n' "$why" >&2
  return 28
}

loupe_keep_secrets() {
  [ -z "$1" ] || (umask 077 && printf %s "$1" >secrets.sh)
}

# Starts the run folder $1, whose files are there, with the text $2 as its secrets. Whoever makes the lock starts it, and
# nobody else does anything. Prints: started|already, and the state. 28: no room.
loupe_launch() {
  cd "$1" || return 3
  [ -f wrapper.sh ] && [ -f command.sh ] || return 3
  how=already
  if [ ! -d launch.lock ]; then
    loupe_room || return 28
    if (umask 077 && mkdir launch.lock) 2>/dev/null; then
      how=started
      if ! { date +%s >launch.lock/at && loupe_keep_secrets "$2"; }; then
        rm -rf launch.lock secrets.sh
        loupe_room
        return 28
      fi
      (umask 077 && loupe_detach sh "$1/wrapper.sh" "$1")
    elif [ ! -d launch.lock ]; then
      loupe_room
      return 28
    fi
  fi
  i=0
  while [ ! -f job.pid ] && [ ! -f exit ] && [ $i -lt 50 ]; do
    loupe_nap
    i=$((i + 1))
  done
  printf '%s ' "$how"
  loupe_state
}

# Ends the run in the current folder: TERM to every member, at the deadline of stop.req KILL, until nothing is left. The
# wrapper is spared, so that it writes down the code, and it stays until stop.done: its session is ours so long. A later,
# harder request moves the deadline.
loupe_end() {
  wrapper=$1 id=$2 beat=$3 termed=0 begun=
  { read -r _ begun _ <job.pid; } 2>/dev/null
  loupe_learn_grep
  while :; do
    # A number may be somebody else's by now.
    [ "$wrapper" = - ] || loupe_lives "$wrapper" "$begun" || wrapper=-
    m=$(loupe_members "$wrapper" "$id" "$beat")
    # A wrapper without members and without a code is about to start its command.
    [ -z "$m" ] && { [ "$wrapper" = - ] || [ -f exit ]; } && break
    deadline=0
    { read -r _ deadline _ <stop.req; } 2>/dev/null
    now=$(date +%s)
    [ "$now" -gt $((deadline + 20)) ] && return 1
    if [ -n "$m" ] && [ "$now" -ge "$deadline" ]; then
      kill -KILL $m 2>/dev/null
    elif [ -n "$m" ] && [ $termed = 0 ]; then
      kill -TERM $m 2>/dev/null
      termed=1
    fi
    loupe_nap
  done
  : >stop.done
}

# Asks for the end of run folder $1, with $2 seconds of grace; goes on by itself when nobody waits. Prints the state as it
# is a moment later.
loupe_stop() {
  cd "$1" || return 3
  set -- "$1" "$2" $(loupe_state)
  case $3 in starting | failed-to-start | running) ;; *) shift 2; echo "$*"; return 0 ;; esac
  loupe_read_pid
  loupe_elsewhere || return 5
  now=$(date +%s)
  rm -f stop.done
  if [ -f stop.req ]; then read -r asked _ <stop.req; else asked=$now; fi
  echo "$asked $((now + $2))" >stop.req.$$ && mv -f stop.req.$$ stop.req || return 28
  [ "$3" = running ] || loupe_await_start
  if [ -f job.pid ]; then
    loupe_read_pid
    (
      trap '' HUP
      loupe_end "$pid" "${1##*/}" "$beat"
    ) </dev/null >/dev/null 2>&1 &
  fi
  i=0
  while [ $i -lt 5 ]; do
    set -- $(loupe_state)
    case $1 in running | starting) ;; *) break ;; esac
    loupe_nap
    i=$((i + 1))
  done
  echo "$*"
}

# Another host's process cannot be signalled from here.
loupe_elsewhere() {
  [ "$where" = - ] && return 0
  loupe_hostname
  [ "$where" = "$me" ] || loupe_is_here || { echo "this run is on $where, and this is $me" >&2; return 1; }
}

# A wrapper that is about to start sees stop.req and ends by itself.
loupe_await_start() {
  i=0
  while [ ! -f job.pid ] && [ ! -f exit ] && [ $i -lt 20 ]; do
    loupe_nap
    i=$((i + 1))
  done
}

# One run's state and bytes of its log. $1 mark, $2 folder, $3 offset, $4 most bytes. Prints: mark state … offset inode,
# and the bytes. An offset beyond the end means that the log was made anew: it begins at 0 again.
loupe_poll() {
  (
    cd "$2" 2>/dev/null || {
      printf '%s absent - - 0 - - - 0 -\n' "$1"
      exit 0
    }
    loupe_look
    off=$3
    [ "$off" -gt "$size" ] && off=0
    n=$((size - off))
    [ "$n" -gt "$4" ] && n=$4
    inode=-
    [ "$n" -gt 0 ] && inode=$(ls -i log 2>/dev/null) && inode=${inode% log} && inode=${inode##* }
    printf '%s %s %s %s\n' "$1" "$line" "$off" "$inode"
    [ "$n" -gt 0 ] && tail -c "+$((off + 1))" log | head -c "$n"
    exit 0
  )
}

# The log of run folder $1 from offset $2 on, until our standard input ends: when the client closes it or is gone. A tail
# of busybox would stay behind otherwise. 4: the log is shorter than the offset.
loupe_follow() {
  cd "$1" || return 3
  size=0
  [ -f log ] && size=$(wc -c <log)
  [ $((size)) -lt "$2" ] && return 4
  tail -c "+$(($2 + 1))" -F log 2>/dev/null &
  t=$!
  cat >/dev/null
  kill "$t" 2>/dev/null
  wait "$t" 2>/dev/null
  return 0
}

# The runs of a run root: for each folder with a run.json a line "mark id bytes" and at most 256 KiB of that file.
loupe_list() {
  cd "$2" 2>/dev/null || return 0
  for d in */; do
    d=${d%/}
    [ -f "$d/run.json" ] || continue
    case $d in *[!a-z0-9-]*) continue ;; esac
    printf '%s %s\n' "$1" "$d"
    head -c 262144 "$d/run.json"
  done
}

# The run root $1 as an absolute path; "~" is the home folder of the host.
loupe_root() {
  case $1 in
  '~') printf '%s\n' "$HOME" ;;
  '~/'*) printf '%s/%s\n' "${HOME%/}" "${1#??}" ;;
  /*) printf '%s\n' "$1" ;;
  *) printf '%s/%s\n' "${HOME%/}" "$1" ;;
  esac
}

# Writes the text $2 to $1, whole or not at all; $3 is its mode.
loupe_write() {
  case $1 in */*) mkdir -p "${1%/*}" || return 28 ;; esac
  if printf %s "$2" >"$1.part" && chmod "$3" "$1.part" && mv -f "$1.part" "$1"; then return 0; fi
  rm -f "$1.part"
  return 28
}

# Unpacks the tar on our standard input into folder $1. What tar says of a full disk need not name it.
loupe_unpack() {
  mkdir -p "$1" && cd "$1" || return 28
  command -v tar >/dev/null 2>&1 || return 127
  LC_ALL=C tar -xof - && return 0
  loupe_room || return 28
  return 1
}
