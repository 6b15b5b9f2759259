import { pullKind, pullKinds, type PullKind } from "./pullKind.js";
import type { PulledEntry } from "./pullManifest.js";
import type { RemoteFile } from "./remoteFile.js";

export interface PullLimits {
  /** Larger files stay on the host; of those that grow by lines so much is pulled. */
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
  /** By path, files of which only the beginning is pulled, as they are on the host; above they are as long as that. */
  readonly cut: ReadonlyMap<string, RemoteFile>;
}

type Deed = "none" | "fresh" | "replaced" | "grown";

/** What trainers write line by line, so that its beginning says something: it does not vanish when it grows too large. */
const cutKinds: readonly PullKind[] = ["log", "curve", "rollouts"];

const isCut = (file: RemoteFile, limits: PullLimits): boolean =>
  file.bytes > maxBytes(file.path, limits) && cutKinds.includes(pullKind(file.path));

/** The inode is asked only where the manifest knows it; where it does not, the bytes themselves are compared. */
function deedFor(remote: RemoteFile, { bytes, entry }: LocalFile, wantedBytes: number): Deed {
  if (bytes === null) return "fresh";
  if (remote.bytes < bytes) return "replaced";
  if (entry !== null && entry.inode !== remote.inode) return "replaced";
  // The limit was higher once.
  if (bytes > wantedBytes) return "none";
  if (entry === null) return "grown";
  // What follows is not wanted, and to compare all that is here each time it grows would cost too much.
  if (bytes === wantedBytes && wantedBytes < remote.bytes) return "none";
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
  const cut = new Map<string, RemoteFile>();
  let total = 0;
  for (const file of remote.toSorted(byImportance)) {
    const most = maxBytes(file.path, limits);
    const bytes = isCut(file, limits) ? most : file.bytes;
    if (bytes > most || total + bytes > limits.totalBytes) {
      left.push(file);
      continue;
    }
    total += bytes;
    if (bytes < file.bytes) cut.set(file.path, file);
    plan[deedFor(file, local(file.path), bytes)].push({ ...file, bytes });
  }
  const grown = plan.grown.map(file => ({ file, from: local(file.path).bytes ?? 0 }));
  return { fresh: plan.fresh, replaced: plan.replaced, grown, left, cut };
}
