"""What a run needs of a Ray cluster that it did not start itself.

`with_environment` is Ray's RAY_RUNTIME_ENV_HOOK: the workers of such a cluster do not have the environment of the run's
first process, so that what is not secret is handed to them. As a program it waits until the cluster has enough nodes and
every one of them sees the run folder. Python 3.8 or newer; only the program imports ray.
"""

import os
import sys
import time

NAMES = ("VERL_FILE_LOGGER_PATH", "TENSORBOARD_DIR", "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONIOENCODING", "LANG")
PAUSE_SECONDS = 2


def forwarded(environment):
    """The variables that workers get: ours, those of the configuration (LOUPE_FORWARD lists their names), never a secret."""
    listed = set(environment.get("LOUPE_FORWARD", "").split())
    return {
        name: value
        for name, value in environment.items()
        if name in NAMES or name in listed or name.startswith("LOUPE_")
    }


def with_environment(runtime_env):
    """A runtime environment with the variables of this process; those that it sets itself stand."""
    made = dict(runtime_env or {})
    made["env_vars"] = {**forwarded(os.environ), **(made.get("env_vars") or {})}
    return made


def _sees(path):
    return os.path.isfile(path)


def _blind_nodes(ray, nodes, path):
    """Addresses of the nodes on which the file is not there."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    look = ray.remote(num_cpus=0, max_retries=0)(_sees)
    asked = [
        (node["NodeManagerAddress"], look.options(scheduling_strategy=NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)).remote(path))
        for node in nodes
    ]
    return sorted({address for address, answer in asked if not ray.get(answer, timeout=120)})


def main(wanted, seconds):
    """Waits for so many nodes at most so many seconds. Exit codes as of sysexits.h: 0; 69 too few; 66 a node is blind."""
    import ray

    ray.init(address=os.environ.get("RAY_ADDRESS", "auto"), log_to_driver=False, logging_level="ERROR")
    try:
        end = time.monotonic() + seconds
        while True:
            nodes = [node for node in ray.nodes() if node["Alive"]]
            if len(nodes) >= wanted:
                break
            failed = os.path.exists(os.environ.get("LOUPE_NODES_FAILED", ""))
            if failed or time.monotonic() > end:
                print("loupe: the Ray cluster has {} of {} nodes: see ray-*.log".format(len(nodes), wanted), file=sys.stderr)
                return 69
            time.sleep(PAUSE_SECONDS)
        folder = os.environ["LOUPE_RUN_DIR"]
        blind = _blind_nodes(ray, nodes, os.path.join(folder, "run.json"))
        if blind:
            print("loupe: {} does not see the run folder {}".format(", ".join(blind), folder), file=sys.stderr)
            return 66
        print("loupe: the Ray cluster has {} nodes, and all see the run folder".format(len(nodes)))
        return 0
    finally:
        ray.shutdown()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
