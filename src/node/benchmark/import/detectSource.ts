import { join, relative } from "node:path";
import { forwardSlashes } from "../../pages/forwardSlashes.js";
import { isBelow } from "../../pages/isBelow.js";
import { isOwnFile } from "../isOwnFile.js";
import type { BadSource } from "./importResult.js";
import type { OpenedSource } from "./openedSource.js";
import { openSource } from "./openSource.js";
import type { DetectedSource, SourceReader } from "./sourceReader.js";
import { sourceReaders } from "./sourceReaders.js";

/** A source with what readers know of it. */
export interface KnownSource {
  readonly opened: OpenedSource;
  /** Folders that its images are looked for in: itself, or the folder that a single file lies in. */
  readonly imageFolders: readonly OpenedSource[];
  readonly detected: readonly DetectedSource[];
}

export type SourceDetection =
  | { readonly kind: "known"; readonly source: KnownSource }
  | { readonly kind: "bad"; readonly path: string; readonly reason: BadSource };

/** Beside a file lies whatever lies in its folder, which nobody named. */
const mostFilesBeside = 20_000;

/**
 * What the benchmark itself wrote is no source. Where its folder lies in one nothing of it is looked at; of a source that lies
 * in it, or is it, only the files of its names are left aside.
 */
function withoutOut(source: OpenedSource, out: string): OpenedSource {
  const isInside = source.root === out || isBelow(source.root, [out]);
  const isOwn = (path: string) => isBelow(path, [out]) && (!isInside || isOwnFile(forwardSlashes(relative(out, path))));
  return { ...source, files: source.files.filter(({ path }) => !isOwn(join(source.root, path))) };
}

/** Asks readers in turn; what one of them reads is not offered to the next. */
async function detect(
  source: OpenedSource,
  readers: readonly SourceReader[],
  isNamed: boolean,
): Promise<readonly DetectedSource[]> {
  const found: DetectedSource[] = [];
  for (const reader of readers) {
    const taken = new Set(found.flatMap(({ files }) => files));
    const files = source.files.filter(({ path }) => !taken.has(path));
    const detected = await reader.detect({ ...source, files }, isNamed);
    if (detected !== null) found.push(detected);
  }
  return found;
}

/** Looks through a source for what can be read. `out`: real path. Rejects with the signal's reason only. */
export async function detectSource(
  path: string,
  options: { readonly as: string | null; readonly out: string; readonly signal: AbortSignal | undefined },
): Promise<SourceDetection> {
  const { as, out, signal } = options;
  const result = await openSource(path, signal);
  if (result.kind === "failed") return { kind: "bad", path, reason: result.reason };
  const opened = withoutOut(result.source, out);
  const readers = sourceReaders.filter(({ id }) => as === null || id === as);
  const detected = await detect(opened, readers, as !== null);
  signal?.throwIfAborted();
  if (detected.length === 0) {
    const isWhole = opened.files.length === result.source.files.length;
    return { kind: "bad", path, reason: isWhole ? "unknown" : "own" };
  }
  const beside = result.isFile ? await openSource(opened.root, signal, mostFilesBeside) : null;
  const imageFolders = beside?.kind === "opened" ? [withoutOut(beside.source, out)] : [opened];
  return { kind: "known", source: { opened, imageFolders, detected } };
}
