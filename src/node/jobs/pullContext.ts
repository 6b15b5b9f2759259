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

/** Fetches files, by their checked relative paths, below `into`; true when rsync says that all are there. */
export type RsyncFetch = (runFolder: string, paths: readonly string[], into: string) => Promise<boolean>;
