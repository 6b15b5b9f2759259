import { pullKind, pullKinds } from "./pullKind.js";
import type { PulledEntry } from "./pullManifest.js";
import type { RemoteFile } from "./remoteFile.js";

export interface PullLimits {
  /** Larger files stay on the host. */
  readonly fileBytes: number;
  /** Of all pulled files of a run together. */
  readonly totalBytes: number;
}

/** Weights and optimiser states come in many parts: from a checkpoint only what describes it is pulled. */
const checkpointFileBytes = 16 * 1024 * 1024;

export interface LocalFile {
  /** null: not here. */
  readonly bytes: number | null;
  /** What the manifest says; null: nothing. */
  readonly entry: PulledEntry | null;
}

/** A file whose bytes before `from` are here: they are compared first, then the rest is fetched. */
export interface GrownFile {
  readonly file: RemoteFile;
  readonly from: number;
}

export interface PullPlan {
  /** Not here yet. */
  readonly fresh: readonly RemoteFile[];
  /** Shrunk, or another file by the same name: what is here is kept as a segment. */
  readonly replaced: readonly RemoteFile[];
  readonly grown: readonly GrownFile[];
  /** Stay on the host. */
  readonly left: readonly RemoteFile[];
}

type Deed = "none" | "fresh" | "replaced" | "grown";

/** The inode is asked only where the manifest knows it; where it does not, the bytes themselves are compared. */
function deedFor(remote: RemoteFile, { bytes, entry }: LocalFile): Deed {
  if (bytes === null) return "fresh";
  if (remote.bytes < bytes) return "replaced";
  if (entry === null) return "grown";
  if (entry.inode !== remote.inode) return "replaced";
  const isSame = remote.bytes === bytes && entry.bytes === bytes && entry.time === remote.time;
  return isSame ? "none" : "grown";
}

function maxBytes(path: string, limits: PullLimits): number {
  return pullKind(path) === "checkpoint" ? Math.min(limits.fileBytes, checkpointFileBytes) : limits.fileBytes;
}

const byImportance = (a: RemoteFile, b: RemoteFile): number =>
  pullKinds.indexOf(pullKind(a.path)) - pullKinds.indexOf(pullKind(b.path)) ||
  (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/**
 * What has to be done so that the files here are those of the host, within the limits. Nothing is overwritten: a file
 * that is no longer the one that was pulled is fetched whole beside what is kept of it.
 */
export function planPull(
  remote: readonly RemoteFile[],
  local: (path: string) => LocalFile,
  limits: PullLimits,
): PullPlan {
  const plan = { none: [], fresh: [], replaced: [], grown: [] } as Record<Deed, RemoteFile[]>;
  const left: RemoteFile[] = [];
  let total = 0;
  for (const file of remote.toSorted(byImportance)) {
    if (file.bytes > maxBytes(file.path, limits) || total + file.bytes > limits.totalBytes) {
      left.push(file);
      continue;
    }
    total += file.bytes;
    plan[deedFor(file, local(file.path))].push(file);
  }
  const grown = plan.grown.map(file => ({ file, from: local(file.path).bytes ?? 0 }));
  return { fresh: plan.fresh, replaced: plan.replaced, grown, left };
}
