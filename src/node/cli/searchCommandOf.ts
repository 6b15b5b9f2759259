import { Command, Option } from "commander";
import { relative } from "node:path";
import { longestSearch, searchPlaces, searchQuerySchema, type SearchPlace } from "../../core/search/searchQuery.js";
import { mostMatches, type SearchedRow, type SearchProgress } from "../../protocol/searchApi.js";
import { Searches } from "../search/searches.js";
import { ExpectedError } from "./expectedError.js";
import { hitText } from "./hitText.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import type { SearchLine } from "./searchOutput.js";
import { tellProblems } from "./tellProblems.js";
import { UsageError } from "./usageError.js";
import { wholeNumber } from "./wholeNumber.js";
import { withInterrupt } from "./withInterrupt.js";

interface SearchOptions {
  readonly case?: boolean;
  readonly word?: boolean;
  readonly regex?: boolean;
  readonly in: SearchPlace;
  readonly limit: number;
  readonly json?: boolean;
}

function rowText({ ref, step, hits, count }: SearchedRow): string {
  const name = relative(process.cwd(), ref.file) || ref.file;
  const head = `${name} ${ref.row}${step === null ? "" : ` · step ${step}`}`;
  const rest = count > hits.length ? [`  and ${count - hits.length} more`] : [];
  return [printable(head), ...hits.map(hit => `  ${hitText(hit)}`), ...rest].join("\n");
}

function rowLine({ ref, run, step, phase, count, hits }: SearchedRow): SearchLine {
  return { kind: "rollout", ...ref, run, step, phase, count, hits: [...hits] };
}

function endText({ matches, rows, ofRows, unread, slow, state }: SearchProgress): string {
  const counted = `${matches} ${matches === 1 ? "match" : "matches"} in ${rows} of ${ofRows} rollouts`;
  const left = [
    ...(state === "limit" ? ["the rest was not looked at: --limit"] : []),
    ...(state === "stopped" ? ["stopped"] : []),
    ...(unread > 0 ? [`${unread} could not be read`] : []),
    ...(slow > 0 ? [`${slow} left out, since the expression took too long`] : []),
  ];
  return [counted, ...left].join(" · ");
}

function tell(batch: readonly SearchedRow[], isJson: boolean, output: Output): void {
  for (const row of batch) output.out(`${isJson ? JSON.stringify(rowLine(row)) : rowText(row)}\n`);
}

function tellEnd(progress: SearchProgress, isJson: boolean, output: Output): void {
  const { state, rows, ofRows, matches, unread, slow } = progress;
  // A search that is told of is over.
  const ended = state === "running" ? "stopped" : state;
  const line: SearchLine = { kind: "end", state: ended, rows, ofRows, matches, unread, slow };
  if (isJson) output.out(`${JSON.stringify(line)}\n`);
  else output.err(`${endText(progress)}\n`);
}

/** Starts a search and prints what it finds as it finds it. Ends early by the signal. */
async function search(
  searches: Searches,
  text: string,
  options: SearchOptions,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const query = searchQuerySchema.safeParse({
    text,
    isCaseSensitive: options.case === true,
    isWholeWord: options.word === true,
    isRegex: options.regex === true,
    place: options.in,
  });
  if (!query.success) throw new UsageError(`the text must have 1 to ${longestSearch} characters`);
  const started = await searches.searchStart({ query: query.data, scope: { kind: "all" }, limit: options.limit });
  if (started.kind === "bad-pattern") throw new UsageError(started.reason);
  if (started.kind === "busy") throw new ExpectedError("another search is under way");
  const isJson = options.json === true;
  // Whoever waits for the next batch then gets the last one, and its end.
  const stop = () =>
    void searches.searchStop({ id: started.id }).catch((error: unknown) => output.err(`${String(error)}\n`));
  signal.addEventListener("abort", stop, { once: true });
  for (;;) {
    const batch = await searches.searchNext({ id: started.id });
    if (batch === null) return;
    tell(batch.rows, isJson, output);
    if (batch.progress.state === "running") continue;
    tellEnd(batch.progress, isJson, output);
    return;
  }
}

async function searchCommand(
  path: string,
  text: string,
  options: SearchOptions,
  script: string,
  output: Output,
): Promise<void> {
  const runs = await openRuns([path], {});
  const searches = new Searches(runs.parts(), { script });
  try {
    await withInterrupt(signal => search(searches, text, options, output, signal));
    tellProblems(runs, output);
  } finally {
    await searches.dispose();
    await runs.dispose();
  }
}

/** `loupe search PATH TEXT`. `script`: the built `searchWorker.js`. */
export function searchCommandOf(script: string, output: Output): Command {
  return new Command("search")
    .description("find a text in prompts, responses, right answers and given answers of rollouts, escaped or not")
    .argument("<path>", "file or folder")
    .argument("<text>", "what to look for; upper and lower case are the same unless --case is given")
    .option("--case", "tell upper and lower case apart")
    .option("--word", "whole words only")
    .option("--regex", "the text is a regular expression (JavaScript's, with the flags u and m)")
    .addOption(new Option("--in <place>", "which texts").choices([...searchPlaces]).default("all"))
    .option(
      "--limit <count>",
      "end after so many matches, with those of the rollout it is in",
      wholeNumber(1, mostMatches),
      1000,
    )
    .option("--json", "print JSON, one line for each rollout and a last one for the end")
    .action((path: string, text: string, options: SearchOptions) => searchCommand(path, text, options, script, output));
}
