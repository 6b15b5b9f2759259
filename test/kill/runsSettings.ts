import { defaultIndexLimits } from "../../src/node/index/indexLimits.js";
import type { RunsSettings } from "../../src/protocol/runsApi.js";

/** One folder as a window opens it, with its index kept in `storage`, or nowhere. */
export function runsSettings(root: string, storage: string | null): RunsSettings {
  return {
    roots: [root],
    storage,
    discovery: defaultIndexLimits,
    pollSeconds: 1,
    savedIndexMegabytes: storage === null ? 0 : 64,
    extractedImagesMegabytes: 16,
    ...{ imageRoots: [], datasets: [], pathPrefixes: {}, spaceByRun: {} },
    ...{ space: "guess", applyOrientation: false, isTrusted: true },
  };
}
