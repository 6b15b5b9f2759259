import * as z from "zod";
import { excerptText } from "../../core/search/excerptText.js";
import { longestSearch, searchPlaces } from "../../core/search/searchQuery.js";
import type { SearchHit } from "../../core/search/rowMatches.js";
import { mostMatches, type SearchedRow, type SearchProgress, type SearchScope } from "../../protocol/searchApi.js";
import { linkTo } from "./linkTo.js";
import { pageInput } from "./pageInput.js";
import { refuseInput } from "./refuseInput.js";
import { requireRun } from "./requireRun.js";
import { makeTool } from "./tool.js";
import { ToolError } from "./toolError.js";
import type { ToolHost } from "./toolHost.js";

const input = z.strictObject({
  text: z.string().min(1).max(longestSearch).describe("What to look for."),
  isRegex: z.boolean().default(false).describe("The text is a regular expression of JavaScript."),
  isCaseSensitive: z.boolean().default(false),
  isWholeWord: z.boolean().default(false),
  place: z.enum(searchPlaces).default("all").describe("Which texts of a rollout."),
  run: z.string().max(4096).nullable().default(null).describe("A run's folder, to search that run alone."),
  ...pageInput,
});

/** Matches of one rollout whose text is told. */
const shownHits = 5;

function hitJson({ part, place, excerpt }: SearchHit) {
  // Counted from 0, as loupe_show_rollout has them.
  return { part, turn: place?.turn ?? null, call: place?.call ?? null, text: excerptText(excerpt) };
}

async function rowJson(host: ToolHost, { ref, run, step, phase, hits, count }: SearchedRow) {
  const link = await linkTo(host, ref);
  return {
    file: ref.file,
    row: ref.row,
    run,
    phase,
    step,
    matches: count,
    hits: hits.slice(0, shownHits).map(hitJson),
    link,
  };
}

/** Searches until so many rollouts were found that the page and one more are there. */
async function foundRows(
  { searches }: ToolHost,
  id: number,
  wanted: number,
  signal: AbortSignal,
): Promise<{ readonly rows: readonly SearchedRow[]; readonly progress: SearchProgress }> {
  const rows: SearchedRow[] = [];
  const stop = () => searches.searchStop({ id });
  const onAbort = () => void stop().catch(() => undefined); // whoever waits for the batch is told what failed
  signal.addEventListener("abort", onAbort, { once: true });
  // Nobody is told of an end that came before.
  if (signal.aborted) onAbort();
  try {
    for (;;) {
      const batch = await searches.searchNext({ id });
      if (batch === null) throw new ToolError("The search was ended. Ask again.");
      rows.push(...batch.rows);
      if (batch.progress.state !== "running") return { rows, progress: batch.progress };
      if (rows.length > wanted) await stop();
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

export const searchTool = makeTool({
  name: "loupe_search",
  description:
    "Finds a text in the prompts, responses, right answers and given answers of all rollouts, whatever it is escaped as in the files. Answers with the rollouts and excerpts.",
  input,
  refuse: refuseInput,
  answer: async (host, { run, offset, limit, ...query }, signal) => {
    await host.runs.whenIdle();
    if (run !== null) requireRun(host.runs, run);
    const scope: SearchScope = run === null ? { kind: "all" } : { kind: "run", path: run };
    const started = await host.searches.searchStart({ query, scope, limit: mostMatches });
    if (started.kind === "bad-pattern") throw new ToolError(`The text is no regular expression: ${started.reason}`);
    if (started.kind === "busy") throw new ToolError("Too many searches are under way. Ask again in a moment.");
    const { rows, progress } = await foundRows(host, started.id, offset + limit, signal);
    const page = rows.slice(offset, offset + limit);
    const next = rows.length > offset + limit ? offset + limit : null;
    const { rows: searched, ofRows: of, unread, slow } = progress;
    return { next, searched, of, unread, slow, rollouts: await Promise.all(page.map(row => rowJson(host, row))) };
  },
});
