import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { listScript } from "./listScript.js";
import { planPull, type GrownFile, type LocalFile, type PullLimits, type PullPlan } from "./planPull.js";
import { pullByRsync } from "./pullByRsync.js";
import type { PullContext, RsyncFetch } from "./pullContext.js";
import { BlockedPath, PulledFolder } from "./pulledFolder.js";
import { failureOf, PullFailure } from "./pullFailure.js";
import { readManifest, writeManifest } from "./pullManifest.js";
import { pullParts } from "./pullParts.js";
import { pullWhole } from "./pullWhole.js";
import { readListing, type Listing } from "./readListing.js";
import type { RemoteFile } from "./remoteFile.js";
import { replaceFile } from "./replaceFile.js";

/** Above it a file comes in parts, each of which is kept when the connection breaks. */
const wholeBytes = 8 * 1024 * 1024;
/** From here on a connection of its own for rsync costs less than it saves. */
const rsyncBytes = 32 * 1024 * 1024;

export interface PullRequest {
  readonly connection: HostConnection;
  /** Absolute, on the host. */
  readonly runFolder: string;
  /** Absolute, here. */
  readonly localFolder: string;
  readonly limits: PullLimits;
  readonly rsync: RsyncFetch | null;
}

export interface LeftFile {
  readonly path: string;
  /** On the host. */
  readonly bytes: number;
  /** So many of them, from the first on, are pulled; not there: none. */
  readonly cutAt?: number;
}

export type PullOutcome =
  | {
      readonly kind: "pulled";
      /** Of all files of the run that are here now; segments are not counted. */
      readonly totalBytes: number;
      readonly left: readonly LeftFile[];
      /** Names of the host that no file may have here. */
      readonly refused: number;
    }
  /** There is no such folder on the host. */
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly failure: HostFailure };

async function list({ connection, runFolder }: PullRequest): Promise<Listing | null> {
  const answer = await connection.run(listScript(runFolder));
  if (answer.kind === "unreachable") throw new PullFailure(answer.failure);
  if (answer.code === 3) return null;
  if (answer.code !== 0) throw new PullFailure({ kind: "other", detail: answer.err.slice(0, 500) });
  return readListing(answer.out.toString("utf8"));
}

/** What stands here under a name; a link or a folder counts as a file that is refused when it comes to it. */
function localFile(context: PullContext, blocked: Set<string>, path: string): LocalFile {
  try {
    return { bytes: context.folder.size(path), entry: context.manifest.get(path) ?? null };
  } catch (error) {
    if (!(error instanceof BlockedPath)) throw error;
    blocked.add(path);
    return { bytes: null, entry: null };
  }
}

/** The old file steps aside; the host's is as if it had never been here. */
function setAside(context: PullContext, files: readonly RemoteFile[]): void {
  if (files.length === 0) return;
  for (const { path } of files) context.manifest.delete(path);
  writeManifest(context.folder.root, context.manifest);
  for (const { path } of files) context.folder.keepAside(path);
}

const fromStart = (file: RemoteFile): GrownFile => ({ file, from: 0 });

async function fetchFresh(context: PullContext, files: readonly RemoteFile[]): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const { rsync } = context;
  const byRsync = rsync !== null && total >= rsyncBytes ? files : [];
  const rest = rsync === null || byRsync.length === 0 ? files : await pullByRsync(context, rsync, byRsync);
  const small = rest.filter(({ bytes }) => bytes <= wholeBytes);
  const large = rest.filter(({ bytes }) => bytes > wholeBytes);
  const missing = small.length === 0 ? [] : await pullWhole(context, small);
  await pullParts(context, [...missing, ...large].map(fromStart));
}

async function carryOut(context: PullContext, plan: PullPlan): Promise<void> {
  if (plan.fresh.length + plan.replaced.length + plan.grown.length === 0) return;
  try {
    setAside(context, plan.replaced);
    const differing = (await pullParts(context, plan.grown)).map(({ file }) => file);
    setAside(context, differing);
    const wanted = [...plan.fresh, ...plan.replaced, ...differing];
    await fetchFresh(
      context,
      wanted.filter(({ path }) => !plan.cut.has(path)),
    );
    // Archives and rsync bring whole files.
    await pullParts(context, wanted.filter(({ path }) => plan.cut.has(path)).map(fromStart));
  } finally {
    writeManifest(context.folder.root, context.manifest);
  }
}

/** Beside the run, for the reader: which files there are but on the host. Names that nothing may have here are counted. */
function tellLeft(localFolder: string, left: readonly LeftFile[], refused: number, isCut: boolean): void {
  const path = join(localFolder, "left-on-host.json");
  const more = { ...(refused > 0 ? { refusedNames: refused } : {}), ...(isCut ? { isListingCut: true } : {}) };
  const text = `${JSON.stringify({ version: 1, files: left, ...more }, null, 2)}\n`;
  const isNew = left.length > 0 || Object.keys(more).length > 0;
  if (existsSync(path) ? readFileSync(path, "utf8") !== text : isNew) replaceFile(path, text);
}

async function pull(request: PullRequest): Promise<PullOutcome> {
  const listing = await list(request);
  if (listing === null) return { kind: "absent" };
  const { connection, runFolder, localFolder, limits, rsync } = request;
  const folder = new PulledFolder(localFolder);
  const context: PullContext = { connection, runFolder, folder, manifest: readManifest(localFolder), limits, rsync };
  const blocked = new Set<string>();
  const look = (path: string) => localFile(context, blocked, path);
  const before = new Map(listing.files.map(({ path }) => [path, look(path)]));
  const files = listing.files.filter(({ path }) => !blocked.has(path));
  const plan = planPull(files, path => before.get(path) ?? look(path), limits);
  await carryOut(context, plan);
  const cut = [...plan.cut.values()].map(({ path, bytes }) => ({ path, bytes, cutAt: look(path).bytes ?? 0 }));
  const left = [...plan.left.map(({ path, bytes }) => ({ path, bytes })), ...cut];
  const refused = listing.refused + blocked.size;
  tellLeft(localFolder, left, refused, listing.isCut);
  const totalBytes = files.reduce((sum, { path }) => sum + (look(path).bytes ?? 0), 0);
  return { kind: "pulled", totalBytes, left, refused };
}

/**
 * Makes the files here those of a run on its host, within the limits: new ones are fetched, grown ones gone on with,
 * replaced ones fetched anew while what was here is kept as a segment. May be stopped at any point and called again. One
 * at a time for a local folder: the caller holds its lease.
 */
export async function pullRun(request: PullRequest): Promise<PullOutcome> {
  try {
    return await pull(request);
  } catch (error) {
    return { kind: "failed", failure: failureOf(error) };
  }
}
