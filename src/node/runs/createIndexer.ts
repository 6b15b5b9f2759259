import { join } from "node:path";
import { formats } from "../../core/rollout/formats.js";
import type { RunsSettings } from "../../protocol/runsApi.js";
import { Indexer } from "../index/indexer.js";
import type { FindLoupeFile } from "../index/fileIndex.js";
import type { IndexLimits } from "../index/indexLimits.js";
import type { IndexLog } from "../index/indexLog.js";

/** The slow look behind the watcher starts at most this long after a change. */
const fastestPollMs = 1000;

function limitsOf({ discovery, pollSeconds, savedIndexMegabytes }: RunsSettings): IndexLimits {
  const maxMs = pollSeconds * 1000;
  return {
    ...discovery,
    maxSavedBytes: savedIndexMegabytes * 2 ** 20,
    poll: { minMs: Math.min(fastestPollMs, maxMs), maxMs },
    events: true,
  };
}

export interface IndexerParts {
  readonly watch: boolean;
  /** Files and folders to read in place of the roots. */
  readonly only: readonly string[] | null;
  readonly log: IndexLog;
  readonly loupeFileOf: FindLoupeFile;
}

/** The index that the settings ask for. */
export function createIndexer(settings: RunsSettings, { watch, only, log, loupeFileOf }: IndexerParts): Indexer {
  const storage = settings.savedIndexMegabytes > 0 ? settings.storage : null;
  return new Indexer({
    formats,
    roots: only ?? settings.roots,
    limits: limitsOf(settings),
    storageDir: storage === null ? null : join(storage, "index"),
    watch,
    log,
    loupeFileOf,
  });
}
