import { relative } from "node:path";
import { Command } from "commander";
import type { FoundRollout } from "../../protocol/foundRollout.js";
import { filterProblemText } from "../../protocol/filterProblemText.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { readRemarks } from "../remarks/readRemarks.js";
import { foundRollout } from "../runs/filter/foundRollout.js";
import { lacksAudit, streamRollouts } from "../runs/filter/queryRollouts.js";
import { listedSteps } from "../runs/listedSteps.js";
import type { Runs } from "../runs/runs.js";
import type { CommandOptions } from "./commandOptions.js";
import { openRuns } from "./openRuns.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { refuseUnread } from "./refuseUnread.js";
import type { RolloutsLine } from "./rolloutsOutput.js";
import { tellProblems } from "./tellProblems.js";
import { UsageError } from "./usageError.js";
import { wholeNumber } from "./wholeNumber.js";
import { withInterrupt } from "./withInterrupt.js";
import { withReadOptions } from "./withReadOptions.js";

interface RolloutsOptions extends CommandOptions {
  readonly where?: string;
  readonly sort?: string;
  readonly offset: number;
  readonly limit?: number;
}

const figure = (value: number | null) => (value === null ? "–" : String(Math.round(value * 1000) / 1000));

function json(found: FoundRollout): RolloutsLine {
  const { ref, run, phase, step, score, length, outcome, zooms, executed, refused, iou, cut } = found;
  const { questionId, question, isMalformed } = found;
  const figures = { score, length, outcome, zooms, executed, refused, iou, cut };
  return { file: ref.file, row: ref.row, run, phase, step, ...figures, questionId, question, malformed: isMalformed };
}

function line(found: FoundRollout): string {
  const name = `${relative(process.cwd(), found.ref.file)} ${found.ref.row}`;
  if (found.isMalformed) return `${name} · malformed`;
  const cells = [
    name,
    ...(found.step === null ? [] : [`${found.phase === "validation" ? "validation" : "step"} ${found.step}`]),
    `score ${figure(found.score)}`,
    found.outcome ?? "not opened",
    `zooms ${figure(found.zooms)}${(found.refused ?? 0) > 0 ? ` (${found.refused} refused)` : ""}`,
    ...(found.iou === null ? [] : [`IoU ${found.iou.toFixed(2)}`]),
    ...(found.cut === null ? [] : ["cut off"]),
    ...(found.question === "" ? [] : [found.question.slice(0, 80)]),
  ];
  return printable(cells.join(" · ")).replaceAll("\n", " ");
}

/** Prints what a query finds as it is found, and gives how many rollouts it found, those passed over included. */
async function print(runs: Runs, options: RolloutsOptions, output: Output, signal: AbortSignal): Promise<number> {
  const streamed = streamRollouts(runs, options, signal);
  if (streamed.kind === "problem")
    throw new UsageError(
      `--${streamed.of}: ${filterProblemText(streamed.problem, (text, ...values) => filledSentence(text, values))}`,
    );
  const { offset, limit = Infinity } = options;
  let found = 0;
  for await (const place of streamed.places) {
    if (found >= offset + limit) break;
    if (found++ < offset) continue;
    const rollout = await foundRollout(place, runs.lists.parts);
    output.out(`${options.json === true ? JSON.stringify(json(rollout)) : line(rollout)}\n`);
  }
  return found;
}

/** Why a query that came to its end printed nothing. */
function whyNone(runs: Runs, found: number, { offset, limit }: RolloutsOptions): string {
  if (limit === 0) return "--limit 0 prints none";
  if (found > 0)
    return `only ${found} ${found === 1 ? "rollout passes" : "rollouts pass"}: --offset ${offset} leaves none`;
  const files = listedSteps(runs.lists.parts.state.list).flatMap(({ step }) => step.parts.map(({ file }) => file));
  const isReadable = ({ columns }: IndexedFile) =>
    Array.from({ length: columns.count }, (_, row) => row).some(row => !columns.isMalformed(row));
  if (files.every(({ columns }) => columns.count === 0)) return "there are no rollouts";
  return files.some(isReadable) ? "no rollout passes" : "no rollout can be read";
}

/** Conditions on notes, tags and the golden list need them read. */
async function withRemarks<T>(runs: Runs, act: () => Promise<T>): Promise<T> {
  const { books } = await readRemarks(runs.parts());
  try {
    return await act();
  } finally {
    books.dispose();
  }
}

async function rolloutsCommand(path: string, options: RolloutsOptions, output: Output): Promise<void> {
  const runs = await openRuns([path], options);
  try {
    refuseUnread(runs, path);
    if (lacksAudit(runs, options)) output.err("loupe: differs needs an audit: see `loupe audit`\n");
    const found = await withRemarks(runs, () => withInterrupt(signal => print(runs, options, output, signal)));
    for (const name of runs.lists.filters.of({ filters: [], ...options }).unseen())
      output.err(`loupe: no rollout that was looked at has ${printable(name)}\n`);
    if (found <= options.offset) output.err(`loupe: ${whyNone(runs, found, options)}\n`);
    tellProblems(runs, output);
  } finally {
    await runs.dispose();
  }
}

/** `loupe rollouts PATH`: the rollouts that fulfil an expression, in an order; printed as they are found. */
export function rolloutsProgram(output: Output): Command {
  return withReadOptions(
    new Command("rollouts")
      .description("list the rollouts that fulfil an expression, in an order (docs/filtering.md)")
      .argument("<path>", "file or folder")
      .option("--where <expression>", "which rollouts, such as 'wrong and iou > 0.5'; all where it is left out")
      .option("--sort <order>", "such as 'score desc, iou'; as in the files where it is left out")
      .option("--offset <count>", "how many to pass over", wholeNumber(0), 0)
      .option("--limit <count>", "how many to print at most", wholeNumber(0)),
  ).action((path: string, options: RolloutsOptions) => rolloutsCommand(path, options, output));
}
