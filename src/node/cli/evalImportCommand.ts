import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Command, Option } from "commander";
import { type EvaluationInput, evaluationInputs } from "../../core/evaluation/evaluationRun.js";
import { type ForeignFormat, foreignFormats } from "../../core/evaluation/import/foreignRow.js";
import { type PredictionMapping, predictionMappingSchema } from "../../core/evaluation/import/readForeign.js";
import { type RotationWish, rotationWishes } from "../../core/evaluation/import/rotationGroups.js";
import { foreignFlagStrings } from "../../protocol/evaluation/foreignFlagStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import { importEvaluation } from "../evaluation/import/importEvaluation.js";
import type { ImportResult } from "../evaluation/import/importResult.js";
import type { EvalImportOutput } from "./evalImportOutput.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { problemOfIssues } from "./problemOfIssues.js";
import { withInterrupt } from "./withInterrupt.js";

interface EvalImportOptions {
  readonly dataset: string;
  readonly model: string;
  readonly out: string;
  readonly name?: string;
  readonly input?: EvaluationInput;
  readonly rotations: RotationWish;
  readonly verdicts?: boolean;
  readonly as?: ForeignFormat;
  readonly mapping?: string;
  readonly json?: boolean;
}

type Fault = Extract<ImportResult, { readonly kind: "fault" }>;

const faults: Readonly<Record<Fault["code"], string>> = {
  pickle: "reading a pickle is running it: have the harness write TSV or JSON (VLMEvalKit: PRED_FORMAT=tsv)",
  "not-utf8": "neither UTF-8 nor UTF-16",
  "not-json": "no JSON",
  "no-records": "has no records",
  "not-a-zip": "no archive, or one that is cut off",
  "too-many": "an archive with too many entries",
  "too-large": "larger than what is read at once",
  damaged: "a damaged archive",
  "other-method": "packed in a way that is not known here: log as .json (inspect log convert --to json)",
  "no-sheet": "a workbook without a first sheet",
  "repeated-columns": "two columns have one name: which of them is meant cannot be told",
  "not-xml": "a workbook whose sheet is damaged",
  "unknown-format": "whose results these are cannot be told: --as says it, or --mapping which columns say what",
};

async function mappingOf(file: string | undefined): Promise<PredictionMapping | null> {
  if (file === undefined) return null;
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) throw new ExpectedError(`${file}: the mapping cannot be read`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ExpectedError(`${file}: no JSON`);
  }
  const read = predictionMappingSchema.safeParse(value);
  if (!read.success) throw new ExpectedError(`${file}: no mapping: ${problemOfIssues(read.error.issues)}`);
  return read.data;
}

/** More are in the way of the sentence that matters. */
const mostNamed = 20;

type Failed = Exclude<ImportResult, { readonly kind: "imported" }>;

function failed(result: Failed, { dataset, out }: EvalImportOptions, output: Output): ExpectedError {
  switch (result.kind) {
    case "fault":
      return new ExpectedError(`${result.file}: ${faults[result.code]}`);
    case "unjoined": {
      for (const line of result.unmatched.slice(0, mostNamed))
        output.err(`${printable(`loupe: no question for row ${line}`)}\n`);
      const { joined, rows } = result.counts;
      return new ExpectedError(
        `only ${joined} of ${rows} rows are about questions of ${dataset}: nothing was imported`,
      );
    }
    case "not-empty":
      return new ExpectedError(`${out} has something in it: choose another --out`);
    case "no-questions":
    case "not-built":
      return new ExpectedError(`${dataset} has no questions`);
    case "unreadable":
      return new ExpectedError(`${result.path}: ${result.reason}`);
    case "aborted":
      return new ExpectedError("stopped before anything was imported");
    default: {
      const never: never = result;
      return never;
    }
  }
}

function textOf({ folder, formats, counts }: EvalImportOutput): readonly string[] {
  const { rows, joined, compared, disagreements, zooms, carriedOut } = counts;
  return [
    `${joined} of ${rows} answers (${formats.join(", ")}) in ${folder}`,
    ...(zooms > 0 ? [`${zooms} zoom calls, ${carriedOut} of them carried out`] : []),
    `${compared} are judged by both: our rules say otherwise on ${disagreements}`,
  ];
}

const remarks: Readonly<Record<string, string>> = {
  ...foreignFlagStrings,
  "cut-by-writer": "{0} end where a spreadsheet's cell ends: have the harness write TSV (PRED_FORMAT=tsv)",
};

const mostModels = 3;

function modelWords({ flags, models }: EvalImportOutput["counts"], model: string): readonly string[] {
  const differing = flags["model-differs"] ?? 0;
  const names = models.map(({ name }) => name).slice(0, mostModels);
  return differing === 0 ? [] : [`the files name ${names.join(", ")} where you say ${model}: both are kept`];
}

function rotationWords({ rotations, incomplete }: EvalImportOutput["counts"], wish: RotationWish): readonly string[] {
  const taken = wish === "together" ? "right only together" : "left out";
  return [
    ...(rotations > 0 ? [`${rotations} rows repeat a question with its options in another order: ${taken}`] : []),
    ...(incomplete > 0
      ? [`${incomplete} questions lack rotations: take the predictions and not the results, or --rotations first`]
      : []),
  ];
}

function warningsOf(
  { counts }: EvalImportOutput,
  { model, rotations, verdicts = false }: EvalImportOptions,
): readonly string[] {
  const { unmatched, damaged, flags, openVerdicts } = counts;
  return [
    ...(openVerdicts > 0 && !verdicts
      ? [`${openVerdicts} open answers were judged there: --verdicts takes that, loupe eval judge judges them anew`]
      : []),
    ...(unmatched > 0 ? [`${unmatched} rows are about no question of the dataset`] : []),
    ...rotationWords(counts, rotations),
    ...(damaged > 0 ? [`${damaged} lines or entries are no answers that can be read`] : []),
    ...Object.entries(flags).map(([flag, count]) => filledSentence(remarks[flag] ?? `{0} ${flag}`, [count])),
    ...modelWords(counts, model),
  ];
}

async function run(
  files: readonly string[],
  options: EvalImportOptions,
  version: string,
  output: Output,
): Promise<void> {
  const folder = resolve(options.out);
  const mapping = await mappingOf(options.mapping);
  const wishes = {
    ...{ files: files.map(file => resolve(file)), dataset: resolve(options.dataset), out: folder, mapping },
    ...{ name: options.name ?? basename(folder), model: options.model, input: options.input ?? null },
    takesVerdicts: options.verdicts === true,
    ...{ rotations: options.rotations, format: options.as ?? null, toolVersion: version, now: () => Date.now() },
  };
  const result = await withInterrupt(signal => importEvaluation({ ...wishes, signal }));
  if (result.kind !== "imported") throw failed(result, options, output);
  const { formats, counts } = result;
  const value = { kind: "imported" as const, folder, run: result.run, formats: [...formats], counts };
  const told = { ...value, counts: { ...counts, flags: { ...counts.flags }, models: [...counts.models] } };
  if (options.json === true) output.out(`${JSON.stringify(told)}\n`);
  else for (const line of textOf(told)) output.out(`${printable(line)}\n`);
  for (const line of warningsOf(told, options)) output.err(`${printable(`loupe: ${line}`)}\n`);
}

const help = `
Read are results of VLMEvalKit (.xlsx, .tsv, .json), lmms-eval and lm-evaluation-harness (samples as .jsonl), inspect_ai
(.eval, .json), batches as OpenAI's (output and errors), DeepEyes, Chain-of-Focus and MangaVQA, and any table (.csv, .tsv,
.json, .jsonl) with --mapping FILE: {"id": COLUMN, "prediction": COLUMN, "attempt": …, "target": …, "verdict": …}.
`;

/** `loupe eval import FILE…`: results of other programs as an evaluation. */
export function evalImportCommand(version: string, output: Output): Command {
  return new Command("import")
    .description("take results of other harnesses over: each answer is read again by our rules")
    .argument("<file...>", "their files")
    .requiredOption("--dataset <dir>", "the benchmark's folder whose questions were asked")
    .requiredOption("--model <name>", "the model that answered")
    .requiredOption("--out <dir>", "the evaluation's own folder")
    .option("--name <name>", "what it is called in tables, in place of the folder's name")
    .addOption(
      new Option("--input <what>", "what the model was shown (zoom where it zoomed, else page)").choices([
        ...evaluationInputs,
      ]),
    )
    .addOption(
      new Option("--rotations <which>", "of questions asked in every order: right together, or only the first counts")
        .choices([...rotationWishes])
        .default("together"),
    )
    .option("--verdicts", "take what the other program's judge held of open answers as a judge's verdicts")
    .addOption(new Option("--as <format>", "whose results they are").choices([...foreignFormats]))
    .option("--mapping <file>", "which columns say what, as JSON")
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action((files: readonly string[], options: EvalImportOptions) => run(files, options, version, output));
}
