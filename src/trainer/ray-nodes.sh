# Sourced by command.sh when the trainer's Python is the first in PATH; LOUPE_NODES and LOUPE_FORWARD are set. The job runs on
# a Ray cluster that was there before. POSIX sh.
export LOUPE_FORWARD
export RAY_ADDRESS=${RAY_ADDRESS:-auto}
if [ "$LOUPE_NODES" -gt 1 ]; then
  (unset RAY_RUNTIME_ENV_HOOK && exec python3 "$LOUPE_RUN_DIR/trainer/loupe_ray.py" "$LOUPE_NODES" "${LOUPE_NODES_SECONDS:-600}") || exit
fi
export RAY_RUNTIME_ENV_HOOK=${RAY_RUNTIME_ENV_HOOK:-loupe_ray.with_environment}
