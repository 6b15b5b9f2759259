/** What has a server's processes in its hands. */
export type ServerEngine = "host" | "slurm" | "ray" | "docker";

/** The end of what runs on this machine by itself, beside its run, whose cookie it does not bear, or it would end itself. */
const endHere = (stop: string): string => String.raw`#!/bin/sh
. "$1/lib.sh"
${stop}
i=0
while [ $i -lt 600 ]; do
  case $(cd "$1" && loupe_state) in running* | starting*) ;; *) break ;; esac
  loupe_nap
  i=$((i + 1))
done
cd /
rm -rf "$1"
`;

/** Slurm ends whatever a job has started: the batch script removes the folder with its last breath. */
const endInJob = String.raw`#!/bin/sh
. "$1/lib.sh"
: >"$1/abandoned"
loupe_stop "$1" 20 >/dev/null
`;

/** end.sh: ends a server that nobody asks for any more, and removes its folder. Its argument is that folder. */
export function endScript(engine: ServerEngine): string {
  switch (engine) {
    case "host":
    case "ray":
      return endHere('loupe_stop "$1" 20 >/dev/null');
    case "slurm":
      return endInJob;
    case "docker":
      return endHere('. "$1/docker-host.sh"\nloupe_docker_stop "$1" 20');
    default: {
      const never: never = engine;
      return never;
    }
  }
}

/** Of the batch script, before `slurm.sh` takes over. */
export const abandonedTrap = `trap 'if [ -f "$root/abandoned" ]; then cd / && rm -rf "$root"; fi' EXIT`;

/**
 * Lines of command.sh that miss the client. No clock is asked: the lease is a file that the client makes and the server
 * takes away.
 */
export const watchLines = (leaseSeconds: number): string => String.raw`
loupe_watch() {
  idle=0 run=$LOUPE_RUN_DIR patience=${leaseSeconds}
  while [ -d "$run" ]; do
    sleep 2
    if [ -f "$run/lease" ]; then
      rm -f "$run/lease"
      idle=0
    else
      idle=$((idle + 2))
    fi
    [ "$idle" -lt "$patience" ] && continue
    echo "loupe: nobody has asked for this server for $patience s: it ends"
    (unset LOUPE_RUN_ID; . "$run/lib.sh"; cd "$run"; loupe_detach sh "$run/end.sh" "$run")
    return 0
  done
}
loupe_watch &
`;
