import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { exportTargets, type AskedExport } from "../../core/benchmark/export/exportOptions.js";
import { splitNames, type SplitName } from "../../core/benchmark/pageRecord.js";
import { promptInputs, type PromptTemplate } from "../../core/benchmark/promptTemplate.js";
import { defaultResizeLimits } from "../../core/page/resizeLimits.js";
import { promptStrings } from "../../protocol/benchmark/promptStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import { exportBenchmark, type ExportProgress } from "../benchmark/exportBenchmark.js";
import type { ExportResult } from "../benchmark/exportResult.js";
import { readPrompts } from "../benchmark/readPrompts.js";
import type { BenchExportOutput } from "./benchExportOutput.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { rewardTable } from "./rewardTable.js";
import { UsageError } from "./usageError.js";
import { withInterrupt } from "./withInterrupt.js";

interface BenchExportOptions extends Omit<AskedExport, "splits" | "resize"> {
  readonly out: string;
  readonly split?: readonly SplitName[];
  readonly maxPixels?: number;
  readonly prompts?: string;
  readonly json?: boolean;
}

type Exported = Extract<ExportResult, { kind: "exported" }>;

/** What the command needs of the program that it is in. */
export interface BenchExportParts {
  /** Of the build: `dist/trainer`. */
  readonly trainerFolder: string;
  readonly version: string;
}

function splitsOf(text: string): readonly SplitName[] {
  const names = text.split(",").map(name => name.trim());
  const found = splitNames.filter(split => names.includes(split));
  const unknown = names.find(name => !splitNames.some(split => split === name));
  if (unknown === undefined) return found;
  throw new InvalidArgumentError(`It must be some of ${splitNames.join(",")}.`);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number, from 1.");
}

function qualityOf(text: string): number {
  const quality = wholeNumber(text);
  if (quality <= 100) return quality;
  throw new InvalidArgumentError("It must be from 1 to 100.");
}

async function promptsOf(folder: string | undefined, output: Output): Promise<readonly PromptTemplate[]> {
  const read = await readPrompts(folder === undefined ? null : resolve(folder));
  if (read.kind === "prompts") return read.prompts;
  if (read.kind === "no-folder") throw new ExpectedError(`--prompts: ${read.reason}`);
  for (const { file, problem } of read.problems) {
    const value = "place" in problem ? `{${problem.place}}` : "detail" in problem ? problem.detail : "";
    output.err(printable(`loupe: ${filledSentence(promptStrings[problem.code], [file, value])}\n`));
  }
  throw new ExpectedError("--prompts: nothing was exported, since a prompt cannot be used");
}

/** One line on a terminal that overwrites itself; nothing where the output is a file. */
function showProgress({ done, total }: ExportProgress): void {
  if (process.stderr.isTTY && (done % 8 === 0 || done === total)) process.stderr.write(`\r${done}/${total}     \r`);
}

/** Images are drawn on threads of the pool, of which there are four unless it is told before its first use. */
function useAllCores(): void {
  process.env["UV_THREADPOOL_SIZE"] ??= String(Math.max(4, availableParallelism()));
}

function countBy(codes: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function outputOf({ out, manifest, damaged }: Exported): BenchExportOutput {
  const { options, counts, images, as_page, undrawn, left_out: leftOut, files } = manifest;
  const questions = Object.values(counts).reduce(
    (sum, splits) => sum + Object.values(splits).reduce((a, b) => a + b, 0),
    0,
  );
  return {
    ...{ kind: "exported", out, to: options.to, questions, images: images.count, counts },
    left_out: countBy(leftOut.map(({ code }) => code)),
    ...{ as_page, undrawn },
    files: files.map(({ path }) => path).filter(path => !path.startsWith("images/")),
    damaged,
  };
}

function tellExported(result: Exported, isJson: boolean, output: Output): void {
  const told = outputOf(result);
  if (isJson) {
    output.out(`${JSON.stringify(told)}\n`);
    return;
  }
  const rows = Object.entries(told.counts).map(([task, counts]) => [
    task,
    ...splitNames.map(split => String(counts[split] ?? 0)),
  ]);
  const lines = [
    `${told.out}: ${told.questions} questions, ${told.images} images`,
    ...rewardTable([["task", ...splitNames], ...rows]),
    ...told.files,
  ];
  for (const line of lines) output.out(`${printable(line)}\n`);
  const leftOut = Object.entries(told.left_out).map(([code, count]) => `${count} ${code}`);
  if (leftOut.length > 0) output.err(`loupe: left out: ${leftOut.join(", ")}; each is in manifest.json\n`);
  const asPage = Object.entries(told.as_page).map(([task, count]) => `${count} ${task}`);
  if (asPage.length > 0)
    output.err(`loupe: shown with their whole page, since no panel alone can ask them: ${asPage.join(", ")}\n`);
  if (told.damaged > 0) output.err(`loupe: ${told.damaged} lines are no records and were not used\n`);
}

/** The sentence for an export that was not made. */
function refusal(result: Exclude<ExportResult, Exported>, folder: string): Error {
  switch (result.kind) {
    case "unfit":
      return new UsageError(`--to ${result.to} has no place for ${result.option} ${result.value}`);
    case "not-built":
      return new ExpectedError(`${folder} has no questions.jsonl: loupe bench build makes it`);
    case "unreadable":
      return new ExpectedError(`${result.path} cannot be read: ${result.reason}`);
    case "leak": {
      const [first] = result.leaks;
      const named = first === undefined ? "" : `: the ${first.what} ${first.id} is in ${first.splits.join(" and ")}`;
      return new ExpectedError(
        `${folder} has the same pages on both sides of a split${named}; nothing was exported: import and build again`,
      );
    }
    case "nothing": {
      const codes = Object.entries(countBy(result.leftOut.map(({ code }) => code)));
      const why = codes.map(([code, count]) => `${count} ${code}`).join(", ");
      const isMoved = codes.length === 1 && codes[0]?.[0] === "missing-image";
      const hint = isMoved ? "; was the folder moved? import again" : "";
      return new ExpectedError(`${folder} has no question to export${why === "" ? "" : ` (${why})`}${hint}`);
    }
    case "taken":
      return new ExpectedError(`${result.out} holds files of somebody else (${result.example}): nothing was written`);
    case "unwritable":
      return new ExpectedError(`${result.path} cannot be written: ${result.reason}`);
    case "aborted":
      return new ExpectedError("stopped before everything was exported; nothing was written");
  }
}

function askedOf({ split, maxPixels, ...options }: BenchExportOptions): AskedExport {
  const { to, images, input, use, marks, shown, format, quality, acceptedOnly, circular, imageRoot } = options;
  const resize = maxPixels === undefined ? undefined : { ...defaultResizeLimits, maxPixels };
  return {
    to,
    splits: split,
    images,
    input,
    use,
    marks,
    shown,
    format,
    quality,
    acceptedOnly,
    circular,
    imageRoot,
    resize,
  };
}

async function run(
  folder: string,
  options: BenchExportOptions,
  parts: BenchExportParts,
  output: Output,
): Promise<void> {
  useAllCores();
  const prompts = await promptsOf(options.prompts, output);
  const { out } = options;
  const request = { folder, out, asked: askedOf(options), ...parts, prompts, onProgress: showProgress };
  const result = await withInterrupt(signal => exportBenchmark({ ...request, signal }));
  if (result.kind !== "exported") throw refusal(result, folder);
  tellExported(result, options.json === true, output);
}

const help = `
verl: Parquet by split. llamafactory: sharegpt JSON by split with dataset_info.json, answers without reasoning (SFT-S).
vlmevalkit: a table of choices and one of open questions, to be put into LMUData. lmms-eval: a folder for --include_path
(0.7.2 or newer). jsonl: questions.jsonl and pages.jsonl as they stand after review, with the images of their pages.
`;

/** `loupe bench export DIR --to … --out DIR`: the questions of a benchmark for a trainer or an evaluation harness. */
export function benchExportCommand(parts: BenchExportParts, output: Output): Command {
  const choice = (flags: string, text: string, values: readonly string[]) =>
    new Option(flags, text).choices([...values]);
  return new Command("export")
    .description(
      "write the questions for a trainer or an evaluation harness; rejected ones never, edited ones as edited",
    )
    .argument("<dir>", "a benchmark's folder")
    .addOption(choice("--to <reader>", "whom it is for", exportTargets).makeOptionMandatory())
    .requiredOption("--out <dir>", "a new or empty folder, or one with an earlier export, which is replaced")
    .option("--split <names>", "train,val,test or some of them; test for the harnesses, else all", splitsOf)
    .addOption(choice("--images <how>", "inside the data or as files beside them", ["bytes", "paths"]))
    .addOption(
      choice("--input <what>", "the page, its panels cut out, or the page and words of the zoom tool", promptInputs),
    )
    .addOption(choice("--use <what>", "whether prompts ask to reason first; they do for verl", ["answer", "reason"]))
    .addOption(choice("--marks <how>", "marks drawn on the images, or not", ["drawn", "none"]))
    .addOption(
      choice("--shown <how>", "the panel to be placed as a second image, or beside the page", ["second", "aside"]),
    )
    .addOption(choice("--format <kind>", "of images that are drawn; same: as the page", ["same", "png", "jpeg"]))
    .option("--quality <number>", "of JPEG, from 1 to 100", qualityOf)
    .option("--accepted-only", "only questions that a reviewer accepted or edited")
    .option("--circular", "every rotation of the options, right only together (vlmevalkit)")
    .option("--image-root <path>", "what paths of images begin with, where the export will stand elsewhere")
    .option("--max-pixels <number>", "of a model's input, stated in the manifest", wholeNumber)
    .option("--prompts <dir>", "your own prompts in place of the built-in ones, by id")
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action((folder: string, options: BenchExportOptions) => run(folder, options, parts, output));
}
