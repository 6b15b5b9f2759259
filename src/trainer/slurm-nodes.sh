# Sourced by command.sh when the trainer's Python is the first in PATH; LOUPE_NODES and LOUPE_FORWARD are set. In an
# allocation of several nodes it starts a Ray cluster of their own, which ends with the job. POSIX sh.
export LOUPE_FORWARD
# Ray makes sockets there, whose paths have 107 bytes at most.
export RAY_TMPDIR=/tmp/loupe-ray-$SLURM_JOB_ID
mkdir -p -m 700 "$RAY_TMPDIR"

# This node's address: of the interface that NCCL or gloo is told to use, else the first one.
loupe_address() {
  interface=${GLOO_SOCKET_IFNAME:-${NCCL_SOCKET_IFNAME:-}}
  case $interface in
  '' | *[!A-Za-z0-9._-]*) hostname -I ;;
  *) ip -4 -o addr show dev "$interface" | sed -n 's/.* inet \([0-9.]*\).*/\1/p' ;;
  esac | tr ' ' '\n' | grep -v '^127\.' | grep -m 1 '^[0-9]*\.[0-9]*\.[0-9]*\.[0-9]*$'
}

loupe_leave_nodes() {
  [ -z "$loupe_rays" ] || kill $loupe_rays 2>/dev/null
  rm -rf "$RAY_TMPDIR"
}

# Until the head is whole: a worker that comes too early gives up. It says so itself; where it says it otherwise, two
# minutes are enough. Fails when it has ended.
loupe_await_head() {
  i=0
  while [ $i -lt 240 ]; do
    grep -q 'Ray runtime started' "$LOUPE_RUN_DIR/ray-head.log" 2>/dev/null && return 0
    kill -0 "$1" 2>/dev/null || return 1
    sleep 0.5
    i=$((i + 1))
  done
}

# Ray on another node, in a step of its own; tried again, since a node may be slow at first.
loupe_worker() {
  for try in 1 2 3; do
    srun --overlap --nodes=1 --ntasks=1 --nodelist="$1" --cpus-per-task="$SLURM_CPUS_ON_NODE" --mem=0 --export=ALL \
      --output="$LOUPE_RUN_DIR/ray-$1.log" --open-mode=append \
      ray start --block --address="$RAY_ADDRESS" --num-cpus="$SLURM_CPUS_ON_NODE" --disable-usage-stats </dev/null && return
    sleep 5
  done
  : >"$RAY_TMPDIR/failed"
}

loupe_rays=
if [ "$LOUPE_NODES" -gt 1 ]; then
  loupe_ip=$(loupe_address) || { echo "loupe: this node has no IPv4 address" >&2; exit 69; }
  # Two jobs that share a node must not meet.
  loupe_port=$((20000 + SLURM_JOB_ID % 10000))
  export RAY_ADDRESS=$loupe_ip:$loupe_port LOUPE_NODES_FAILED=$RAY_TMPDIR/failed
  trap loupe_leave_nodes EXIT
  # In sessions of their own: a stop is for the trainer, which may have a checkpoint to write.
  (
    unset RAY_ADDRESS
    exec setsid ray start --head --block --node-ip-address="$loupe_ip" --port="$loupe_port" --include-dashboard=false \
      --num-cpus="$SLURM_CPUS_ON_NODE" --disable-usage-stats </dev/null >"$LOUPE_RUN_DIR/ray-head.log" 2>&1
  ) &
  loupe_rays=$!
  loupe_await_head "$loupe_rays" || {
    echo "loupe: the head of the Ray cluster did not start: see ray-head.log" >&2
    exit 69
  }
  # The batch script runs on the first node of the list.
  for loupe_node in $(scontrol show hostnames "$SLURM_JOB_NODELIST" | tail -n +2); do
    loupe_worker "$loupe_node" &
    loupe_rays="$loupe_rays $!"
  done
  python3 "$LOUPE_RUN_DIR/trainer/loupe_ray.py" "$LOUPE_NODES" "${LOUPE_NODES_SECONDS:-600}" || exit
  export RAY_RUNTIME_ENV_HOOK=${RAY_RUNTIME_ENV_HOOK:-loupe_ray.with_environment}
else
  trap loupe_leave_nodes EXIT
  export RAY_ADDRESS=local
fi
