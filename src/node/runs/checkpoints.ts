import { readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { LaunchedRun, LaunchedStage } from "./launchedRun.js";

/** A checkpoint of a launched run, here or on its host, or partly both. */
export interface Checkpoint {
  /** E.g. `global_step_40`. */
  readonly name: string;
  readonly step: number;
  /** Absolute, as it is or would be here. */
  readonly path: string;
  readonly isHere: boolean;
  readonly bytesOnHost: number;
}

const checkpointName = /^(?:global_steps?_|checkpoint-)(\d+)$/;
/** Entries of a checkpoint's folders that are looked at for its size. */
const mostEntries = 20_000;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    // A stage that has saved nothing yet has no such folder.
    return [];
  }
}

/** The checkpoints of a stage, the lowest step first. */
export function checkpointsOf({ leftOnHost }: LaunchedRun, { folder }: LaunchedStage): readonly Checkpoint[] {
  // Where a run's command puts them, and where the miniature does, which makes the stage's folder itself.
  const found = [join(folder, "ckpt"), folder].flatMap(place => checkpointsIn(place, leftOnHost));
  return found.sort((a, b) => a.step - b.step);
}

function checkpointsIn(place: string, leftOnHost: LaunchedRun["leftOnHost"]): readonly Checkpoint[] {
  const here = new Set(namesIn(place));
  const onHost = new Map<string, number>();
  for (const { path, bytes } of leftOnHost) {
    const [name = "", ...rest] = path.startsWith(place + sep) ? relative(place, path).split(sep) : [];
    if (rest.length > 0) onHost.set(name, (onHost.get(name) ?? 0) + bytes);
  }
  return [...new Set([...here, ...onHost.keys()])].flatMap(name => {
    const step = Number(checkpointName.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(step)) return [];
    return [{ name, step, path: join(place, name), isHere: here.has(name), bytesOnHost: onHost.get(name) ?? 0 }];
  });
}

/** Bytes of the files of a checkpoint that are here, links not followed; null where there are too many to look at. */
export function bytesHere({ path, isHere }: Checkpoint): number | null {
  let [bytes, entries] = [0, 0];
  const folders = isHere ? [path] : [];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (++entries > mostEntries) return null;
        const own = join(folder, entry.name);
        if (entry.isDirectory()) folders.push(own);
        else if (entry.isFile()) bytes += statSync(own).size;
      }
    } catch {
      // What is being written or removed meanwhile has no size that would hold.
    }
  }
  return bytes;
}
