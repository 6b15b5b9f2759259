import type { FolderState } from "./folderState.js";
import type { ScheduledNote } from "./scheduledNote.js";
import { containerName } from "./dockerCommand.js";

/** What docker says of a container. */
export interface Container {
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited`, `dead`. */
  readonly status: string;
  readonly exitCode: number;
}

/** Reads what `loupe_docker_containers` printed with this mark, by the index of the run. */
export function readContainers(out: string, mark: string): ReadonlyMap<number, Container> {
  const words = out.split("\n").flatMap(line => (line.startsWith(`${mark} `) ? [line.split(" ").slice(1)] : []));
  return new Map(
    words.flatMap(([index = "", status = "", code = ""]) =>
      /^\d{1,6}$/.test(index) && /^[a-z]{1,20}$/.test(status) && /^\d{1,3}$/.test(code)
        ? [[Number(index), { status, exitCode: Number(code) }] as const]
        : [],
    ),
  );
}

/**
 * The state of a run whose folder calls it lost: docker's client was killed, and the container may go on without it.
 *
 * @param container null: docker has none of this run
 */
export function dockerJobState(
  runId: string,
  container: Container | null,
  folder: FolderState,
): FolderState & { readonly note: ScheduledNote } {
  const note = { id: containerName(runId), word: container?.status ?? null, reason: null, restarts: 0, elements: [] };
  if (container === null) return { ...folder, note };
  switch (container.status) {
    case "running":
    case "paused":
    case "restarting":
      return { state: "running", exitCode: null, note };
    case "exited":
    case "dead":
      return { state: "exited", exitCode: container.exitCode, note };
    default:
      return { ...folder, note };
  }
}
