# Functions for a host from which jobs are given to Slurm, sent after lib.sh. POSIX sh. Beside the files of lib.sh a run
# folder holds slurm.sbatch, slurm.sh and slurm.id: the number that sbatch gave, "123" or "123;cluster".

# Slurm speaks a person's language and follows a person's aliases of formats otherwise.
export LC_ALL=C
unset SQUEUE_FORMAT SQUEUE_FORMAT2 SQUEUE_SORT SQUEUE_STATES SQUEUE_USERS SQUEUE_PARTITION SACCT_FORMAT SBATCH_EXPORT

# -M of a number that names a cluster.
loupe_slurm_at() {
  case $1 in *';'*) printf %s "-M${1#*;}" ;; esac
}

# Writes down the number $1 unless another is there already. Fails when another is there.
loupe_slurm_keep() {
  echo "$1" >slurm.id.$$ || return 28
  ln slurm.id.$$ slurm.id 2>/dev/null || {
    read -r known <slurm.id
    # The job itself, which began meanwhile, does not know its cluster.
    [ "$known" = "${1%%;*}" ] && mv -f slurm.id.$$ slurm.id && known=$1
    rm -f slurm.id.$$
    [ "$known" = "$1" ]
    return
  }
  rm -f slurm.id.$$
}

# Looks a run up by its name when its number was lost on the way.
loupe_slurm_find() {
  squeue -h -t all -n "loupe-${PWD##*/}" -u "$(id -un)" -o %F 2>/dev/null | sed -n '/^[0-9][0-9]*$/{p;q;}'
}

# A run folder for each element of an array: the run's files by links, its secrets by copies.
loupe_slurm_shards() {
  last=$(sed -n 's/^#SBATCH --array=0-\([0-9]\{1,6\}\)$/\1/p' slurm.sbatch)
  [ -n "$last" ] || return 0
  i=0
  while [ "$i" -le "$last" ]; do
    d=shards/${PWD##*/}.$i
    mkdir -p "$d" || return 28
    for f in *; do
      case $f in shards | log | out | secrets.sh | launch.lock | slurm.* | exit | exit.part | job.pid | beat | stop.*) continue ;; esac
      ln -sfn "../../$f" "$d/$f" || return 28
    done
    if [ -f secrets.sh ]; then cp -p secrets.sh "$d/secrets.sh" || return 28; fi
    i=$((i + 1))
  done
  rm -f secrets.sh
}

loupe_slurm_forget_secrets() {
  rm -f secrets.sh
  [ -d shards ] && rm -f shards/*/secrets.sh
  return 0
}

# Claims the run in the current folder, also from a client that died before it had a number. 75: another is at it.
loupe_slurm_claim() {
  loupe_room || return 28
  if ! (umask 077 && mkdir launch.lock) 2>/dev/null; then
    loupe_claimed
    [ "$st" = starting ] && return 75
    # Of several that find an old lock one can move it away.
    mv launch.lock "launch.lock.$$" 2>/dev/null || return 75
    rm -rf "launch.lock.$$"
    (umask 077 && mkdir launch.lock) 2>/dev/null || return 75
  fi
  date +%s >launch.lock/at
}

# Waits for the number of whoever holds the claim.
loupe_slurm_await() {
  i=0
  while [ ! -s slurm.id ] && [ $i -lt 100 ]; do
    loupe_nap
    i=$((i + 1))
  done
  [ -s slurm.id ] || return 75
  printf 'already %s\n' "$(cat slurm.id)"
}

# Gives the run in the current folder, which is claimed, to Slurm. A percent sign stands for something in --output.
loupe_slurm_sbatch() {
  log=$(printf %s "$PWD/log" | sed 's/%/%%/g')
  id=$(sbatch --parsable "--chdir=$PWD" "--output=$log" slurm.sbatch </dev/null 2>slurm.err)
  case $id in [0-9]*) ;; *) id=$(loupe_slurm_find) ;; esac
  if [ -z "$id" ]; then
    cat slurm.err >&2
    # A controller that is slow may have taken it all the same: the claim stays, and the next try looks first.
    grep -qi -e 'timed out' -e 'unable to contact' -e 'connection refused' slurm.err && return 70
    loupe_slurm_forget_secrets
    rm -rf launch.lock
    return 65
  fi
  loupe_slurm_keep "$id" || {
    scancel $(loupe_slurm_at "$id") "${id%%;*}"
    printf 'already %s\n' "$(cat slurm.id)"
    return 0
  }
  printf 'started %s\n' "$id"
}

# Gives run folder $1 to Slurm once, with the text $2 as its secrets. Prints: started|already, and the number ("-": it is
# not known any more). 69: no Slurm. 65: it does not take it. 70: it does not answer. 75: another is at it.
loupe_slurm_submit() {
  cd "$1" || return 3
  for f in slurm.sbatch slurm.sh lib.sh wrapper.sh command.sh; do [ -f "$f" ] || return 3; done
  command -v sbatch >/dev/null 2>&1 || return 69
  if [ ! -s slurm.id ] && [ ! -f job.pid ] && [ ! -f exit ]; then
    [ -d launch.lock ] && id=$(loupe_slurm_find) && [ -n "$id" ] && loupe_slurm_keep "$id"
  fi
  if [ -s slurm.id ] || [ -f job.pid ] || [ -f exit ]; then
    printf 'already %s\n' "$(cat slurm.id 2>/dev/null || echo -)"
    return 0
  fi
  loupe_slurm_claim
  case $? in 0) ;; 75) loupe_slurm_await; return ;; *) return 28 ;; esac
  if [ -n "$2" ]; then (umask 077 && printf %s "$2" >secrets.sh) || return 28; fi
  (umask 077 && loupe_slurm_shards) || return 28
  loupe_slurm_sbatch
}

# The jobs of Slurm with these numbers, all of one cluster ($1: -M…, or empty): by squeue, which also knows those that have
# just ended, and where it knows nothing of one by sacct, else scontrol. $2 is a mark that no line of theirs holds.
loupe_slurm_ask() {
  at=$1 mark=$2
  shift 2
  list=$(echo "$*" | tr ' ' ,)
  queue=$(squeue $at -h -r -t all -j "$list" -o '%A|%F|%K|%T|%r' 2>&1)
  code=$?
  case $queue in *'Invalid job id'*) code=0 ;; esac
  printf '%s squeue %s %s\n%s\n' "$mark" "${at:--}" "$code" "$queue"
  [ $code = 0 ] || return 0
  ended='\|(BOOT_FAIL|CANCELLED|COMPLETED|DEADLINE|FAILED|NODE_FAIL|OUT_OF_MEMORY|PREEMPTED|REVOKED|TIMEOUT)[^|]*\|'
  silent=
  for n in "$@"; do
    rows=$(echo "$queue" | grep -e "^$n|" -e "^[0-9]*|$n|")
    # The codes of those that ended are not in the queue.
    if [ -z "$rows" ] || echo "$rows" | grep -qE "$ended"; then silent="$silent $n"; fi
  done
  [ -n "$silent" ] || return 0
  list=$(echo $silent | tr ' ' ,)
  if account=$(sacct $at -X -n -P -j "$list" -o JobID,State,ExitCode,Reason 2>/dev/null) && [ -n "$account" ]; then
    printf '%s sacct %s 0\n%s\n' "$mark" "${at:--}" "$account"
  else
    printf '%s scontrol %s 0\n' "$mark" "${at:--}"
    for n in $silent; do scontrol $at -o show job "$n" 2>/dev/null; done
  fi
}

# What Slurm and the folders say of runs. $1 mark, then run folders. Prints blocks that begin with a line "mark KIND …":
#   mark squeue|sacct|scontrol CLUSTER CODE   followed by what it printed; CLUSTER as -MNAME or -
#   mark run INDEX ID SECRETS STATE…     the folder's own state, looked at after Slurm was asked
#   mark shard INDEX ELEMENT STATE…
loupe_slurm_states() {
  mark=$1
  shift
  command -v squeue >/dev/null 2>&1 || return 69
  ids=
  for d in "$@"; do
    id=
    { IFS= read -r id <"$d/slurm.id"; } 2>/dev/null
    case ${id%%;*} in '' | *[!0-9]*) continue ;; esac
    case $id in *[!A-Za-z0-9_.\;-]*) continue ;; esac
    ids="$ids $id"
  done
  for at in $(for id in $ids; do echo "@$(loupe_slurm_at "$id")"; done | sort -u); do
    (loupe_slurm_ask "${at#@}" "$mark" $(for id in $ids; do [ "@$(loupe_slurm_at "$id")" = "$at" ] && echo "${id%%;*}"; done))
  done
  index=0
  for d in "$@"; do
    (loupe_slurm_folder "$mark" "$index" "$d")
    index=$((index + 1))
  done
}

loupe_slurm_folder() {
  mark=$1 index=$2
  cd "$3" 2>/dev/null || {
    printf '%s run %s - 0 absent - - 0 - - -\n' "$mark" "$index"
    return 0
  }
  id=-
  { IFS= read -r id <slurm.id; } 2>/dev/null
  case $id in *[!A-Za-z0-9_.\;-]*) id=- ;; esac
  held=0
  for f in secrets.sh shards/*/secrets.sh; do [ -f "$f" ] && held=1; done
  # loupe_state uses many names of its own.
  state=$(loupe_state)
  printf '%s run %s %s %s %s\n' "$mark" "$index" "${id:--}" "$held" "$state"
  for d in shards/*/; do
    [ -d "$d" ] || continue
    n=${d%/}
    state=$(cd "$d" && loupe_state)
    printf '%s shard %s %s %s\n' "$mark" "$index" "${n##*.}" "$state"
  done
}

# Asks for the end of run folder $1, with $2 seconds of grace. What waits leaves the queue; what runs gets TERM, and at the
# deadline its own batch script kills it. Without grace Slurm is told to end it at once. 70: Slurm does not answer.
loupe_slurm_stop() {
  cd "$1" || return 3
  command -v scancel >/dev/null 2>&1 || return 69
  now=$(date +%s) asked=
  if [ -f stop.req ] && ! grep -q slurm stop.req; then read -r asked _ <stop.req; fi
  for d in . shards/*; do
    [ -d "$d" ] || continue
    rm -f "$d/stop.done"
    echo "${asked:-$now} $((now + $2))" >"$d/stop.req.$$" && mv -f "$d/stop.req.$$" "$d/stop.req" || return 28
  done
  id=
  { IFS= read -r id <slurm.id; } 2>/dev/null
  case ${id%%;*} in '' | *[!0-9]*) loupe_slurm_forget_secrets; return 0 ;; esac
  at=$(loupe_slurm_at "$id") id=${id%%;*}
  said=$(scancel $at --state=PENDING "$id" 2>&1; scancel $at --state=RUNNING --signal=TERM --batch "$id" 2>&1)
  case $said in *[Uu]'nable to contact'* | *'timed out'*) echo "$said" >&2; return 70 ;; esac
  [ "$2" -gt 0 ] || loupe_slurm_kill "$at" "$id"
  loupe_slurm_forget_secrets
}

# Leaves the batch script a moment to write down the code.
loupe_slurm_kill() {
  i=0
  while [ $i -lt 20 ] && [ -n "$(squeue $1 -h -j "$2" -o %i 2>/dev/null)" ]; do
    loupe_nap
    i=$((i + 1))
  done
  scancel $1 "$2" 2>/dev/null
  return 0
}

# What a launch needs to know of Slurm here. $1: the run root that every node sees, or empty. Prints lines:
#   absent | silent|WORDS | partition|NAME|STATE|NODES|GRES (the default one's name ends in *) | root|missing
loupe_slurm_look() {
  if ! command -v sbatch >/dev/null 2>&1 || ! command -v squeue >/dev/null 2>&1; then
    echo absent
    return 0
  fi
  if ! said=$(sinfo -h -o 'partition|%P|%a|%D|%G' 2>&1); then
    echo "silent|$(echo "$said" | head -n 1)"
    return 0
  fi
  echo "$said"
  case $1 in '') return 0 ;; esac
  root=$(loupe_root "$1")
  [ -d "$root" ] && [ -w "$root" ] || echo 'root|missing'
}
