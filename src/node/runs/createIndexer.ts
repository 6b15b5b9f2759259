import { join } from "node:path";
import { formats } from "../../core/rollout/formats.js";
import type { RunsSettings } from "../../protocol/runsApi.js";
import { Indexer } from "../index/indexer.js";
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

/** The index that the settings ask for. `only` names files to read in place of the roots. */
export function createIndexer(
  settings: RunsSettings,
  { watch, only, log }: { readonly watch: boolean; readonly only: readonly string[] | null; readonly log: IndexLog },
): Indexer {
  const storage = settings.savedIndexMegabytes > 0 ? settings.storage : null;
  return new Indexer({
    formats,
    roots: only ?? settings.roots,
    limits: limitsOf(settings),
    storageDir: storage === null ? null : join(storage, "index"),
    watch,
    log,
  });
}
