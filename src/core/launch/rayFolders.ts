import type { FolderState } from "./folderState.js";
import { parseRunState } from "./runState.js";

/** A run folder on the head, looked at after Ray was asked. */
export interface RayFolder {
  /** Whether Ray once took the run. */
  readonly isSubmitted: boolean;
  readonly hasSecrets: boolean;
  /** Whether somebody asked for its end. */
  readonly isStopping: boolean;
  readonly folder: FolderState;
  /** Absolute, on the head: Ray's own file of the job's output; null: not found. */
  readonly driverLog: string | null;
}

/** Reads what `loupe_ray_folders` printed with this mark, by the index of the folder. */
export function readRayFolders(out: string, mark: string): ReadonlyMap<number, RayFolder> {
  const lines = out.split("\n").filter(line => line.startsWith(`${mark} `));
  const words = lines.map(line => line.slice(mark.length + 1).split(" "));
  const logs = new Map(
    words.flatMap(([kind, index, ...path]) => (kind === "log" ? [[Number(index), path.join(" ")] as const] : [])),
  );
  return new Map(
    words.flatMap(([index = "", taken, held, stopping, ...state]) => {
      const read = /^\d{1,6}$/.test(index) ? parseRunState(state.join(" ")) : null;
      if (read === null) return [];
      const folder = { state: read.state, exitCode: read.exitCode };
      const driverLog = logs.get(Number(index)) ?? null;
      const flags = { isSubmitted: taken === "1", hasSecrets: held === "1", isStopping: stopping === "1" };
      return [[Number(index), { ...flags, folder, driverLog }] as const];
    }),
  );
}
