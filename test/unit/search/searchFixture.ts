import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import type { SearchQuery } from "../../../src/core/search/searchQuery.js";
import type { Searches } from "../../../src/node/search/searches.js";
import type { SearchedRow, SearchProgress, SearchScope } from "../../../src/protocol/searchApi.js";

/** The text of the thread that searches, built. */
export async function searchScript(): Promise<string> {
  const source = fileURLToPath(new URL("../../../src/searchWorker.ts", import.meta.url));
  const made = await build({ entryPoints: [source], bundle: true, platform: "node", format: "cjs", write: false });
  return made.outputFiles[0]?.text ?? "";
}

export const plainQuery = (text: string, more: Partial<SearchQuery> = {}): SearchQuery => ({
  text,
  isCaseSensitive: false,
  isWholeWord: false,
  isRegex: false,
  place: "all",
  ...more,
});

/** Everything that a search finds, and its end. */
export async function searchAll(
  searches: Searches,
  query: SearchQuery,
  { scope = { kind: "all" }, limit = 20_000 }: { scope?: SearchScope; limit?: number } = {},
): Promise<{ rows: readonly SearchedRow[]; progress: SearchProgress }> {
  const started = await searches.searchStart({ query, scope, limit });
  if (started.kind !== "started") throw new Error(started.kind);
  const rows: SearchedRow[] = [];
  for (;;) {
    const batch = await searches.searchNext({ id: started.id });
    if (batch === null) throw new Error("the search is gone");
    rows.push(...batch.rows);
    if (batch.progress.state !== "running") return { rows, progress: batch.progress };
  }
}
