import { rowReaders } from "../../../src/node/cli/rowReaders.js";
import { createRemarks } from "../../../src/node/remarks/createRemarks.js";
import { Rewards } from "../../../src/node/reward/rewards.js";
import type { Runs } from "../../../src/node/runs/runs.js";
import { Searches } from "../../../src/node/search/searches.js";
import type { ToolHost } from "../../../src/node/tools/toolHost.js";

/** What tools answer from, over open runs; searches have no thread to begin in. */
export function toolHostOf(runs: Runs): { readonly host: ToolHost; readonly dispose: () => Promise<void> } {
  const quiet = () => undefined;
  const rewards = new Rewards(runs, quiet, [], rowReaders(quiet));
  const searches = new Searches(runs.parts(), { script: "none.cjs" });
  const { calls: links, books } = createRemarks(runs.parts(), quiet);
  const authority = { scheme: "vscode", extension: "some.extension" };
  const dispose = async () => {
    books.dispose();
    await searches.dispose();
    await rewards.dispose();
  };
  return { host: { runs, rewards, searches, links, authority, readAt: null }, dispose };
}
