import type { HostConnection } from "../remote/hostConnection.js";
import type { PullLimits } from "./planPull.js";
import type { PulledFolder } from "./pulledFolder.js";
import type { PullManifest } from "./pullManifest.js";

/** What one pull works with. */
export interface PullContext {
  readonly connection: HostConnection;
  /** Absolute, on the host. */
  readonly runFolder: string;
  readonly folder: PulledFolder;
  readonly manifest: PullManifest;
  readonly limits: PullLimits;
  /** Copies files of the run into a folder here by rsync; null: not both ends have it. */
  readonly rsync: RsyncFetch | null;
}

/** Where rsync puts files, and when it has to end. */
export interface RsyncPlace {
  /** Of this attempt alone: an rsync whose window was killed may still write into its own. */
  readonly into: string;
  /** Of an earlier attempt, whose whole files and parts need not be sent again. */
  readonly earlier: string | null;
  readonly signal: AbortSignal;
}

/** Fetches files, by their checked relative paths; true when rsync says that all are there. */
export type RsyncFetch = (runFolder: string, paths: readonly string[], place: RsyncPlace) => Promise<boolean>;
