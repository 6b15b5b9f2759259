import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Command, Option } from "commander";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { importAnnotated } from "../benchmark/import/importAnnotated.js";
import type { BadSource, ImportResult } from "../benchmark/import/importResult.js";
import type { ImportProgress } from "../benchmark/import/sourceReader.js";
import { sourceReaders } from "../benchmark/import/sourceReaders.js";
import type { BenchImportOutput } from "./benchImportOutput.js";
import { EndWith } from "./endWith.js";
import { ExpectedError } from "./expectedError.js";
import { gather } from "./gather.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { rewardTable } from "./rewardTable.js";
import { suggestionTable } from "./suggestionTable.js";
import { UsageError } from "./usageError.js";
import { withInterrupt } from "./withInterrupt.js";

interface BenchImportOptions {
  readonly out: string;
  readonly mapping?: string;
  readonly acceptSuggestion?: boolean;
  readonly as?: string;
  readonly dataset?: string;
  readonly images?: readonly string[];
  readonly keepPagesWithoutImage?: boolean;
  readonly hash?: boolean;
  readonly json?: boolean;
}

type Imported = Extract<ImportResult, { kind: "imported" }>;
type Unmapped = Extract<ImportResult, { kind: "needs-mapping" }>;

/** The mapping file as JSON; what is in it is checked by the reader that uses it. */
async function readMappingFile(file: string | undefined): Promise<unknown> {
  if (file === undefined) return null;
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) throw new ExpectedError(`${file}: the mapping cannot be read`);
  const parsed = parseTolerant(text);
  if (!parsed.ok) throw new ExpectedError(`${file}: no JSON at character ${parsed.at}`);
  return parsed.value;
}

/** One line on a terminal that overwrites itself; nothing where the output is a file. */
function showProgress({ phase, done, total }: ImportProgress): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${phase} ${done}${total === null ? "" : `/${total}`}          \r`);
}

function importedText(
  folder: string,
  { pages, issues, counts, writings, sets, problems }: Imported,
): readonly string[] {
  const { annotations, panels, characters, bubbles, other, left_out: left } = counts;
  const isSetsOnly = pages === 0 && annotations === 0 && sets.length > 0;
  const pagesText = `${folder}: ${pages} ${pages === 1 ? "page" : "pages"} of ${issues} ${issues === 1 ? "issue" : "issues"}`;
  const annotationsText = `${annotations} annotations: ${panels} panels, ${characters} characters, ${bubbles} balloons, ${other} other, ${left} left out`;
  return [
    ...(isSetsOnly ? [] : [pagesText, annotationsText]),
    ...(writings === 0 ? [] : [`writings.jsonl: ${writings} writings that came with the set`]),
    ...sets.map(({ name, records }) => `sets/${name}.jsonl: ${records} questions`),
    ...(problems.length === 0
      ? []
      : rewardTable([
          ["problem", "effect", "count"],
          ...problems.map(({ code, effect, count }) => [code, effect, String(count)]),
        ])),
  ];
}

function nothingImported(problems: Imported["problems"]): ExpectedError {
  const isWithoutImages = problems.some(({ code, effect }) => code === "missing-image" && effect === "left-out");
  const hint = isWithoutImages ? "; --images names a folder of images" : "";
  return new ExpectedError(
    `no page could be imported, and pages of an earlier import stay; problems.jsonl says why${hint}`,
  );
}

/** What is not in the folder, or no longer, for another reason than damage to an annotation. */
function lostText(problems: Imported["problems"]): readonly string[] {
  const has = (code: Imported["problems"][number]["code"]) => problems.some(problem => problem.code === code);
  return [
    ...(has("other-mapping")
      ? [
          "pages of files that cannot be read were left out, since an earlier import read them by another mapping; put the files right and import again",
        ]
      : []),
    ...(has("damaged-pages")
      ? ["pages.jsonl of the earlier import was damaged; pages of its damaged lines are gone"]
      : []),
    ...(has("other-writing") ? ["writings of the set were left out where writings.jsonl has others already"] : []),
    ...(has("unwritable-writings") ? ["writings of the set could not be added to writings.jsonl"] : []),
  ];
}

function tellImported(folder: string, result: Imported, isJson: boolean, output: Output): void {
  const { pages, issues, counts, writings, sets, problems, unmapped, mapping, mappingFrom } = result;
  const value = {
    kind: "imported",
    folder,
    pages,
    issues,
    counts,
    writings,
    sets,
    problems,
    unmapped,
    mapping,
    mappingFrom,
  };
  if (isJson) output.out(`${JSON.stringify(value)}\n`);
  else for (const line of importedText(folder, result)) output.out(`${printable(line)}\n`);
  const total = problems.reduce((sum, { count }) => sum + count, 0);
  if (total > 0) output.err(printable(`loupe: ${total} problems, each in ${basename(result.problemsFile)}`) + "\n");
  if (unmapped.length > 0)
    output.err(
      printable(
        `loupe: no role in the mapping for ${unmapped.join(", ")}: on their pages no character is counted; "categories" of mapping.json gives them one, "other" where they are none of panel, character and bubble`,
      ) + "\n",
    );
  for (const line of lostText(problems)) output.err(`loupe: ${line}\n`);
  if (pages === 0 && sets.length === 0) throw nothingImported(problems);
  if (mappingFrom === "suggested")
    output.err("loupe: by a suggested mapping that nobody has looked over: mapping.json\n");
}

/** The suggestion is what was asked for by leaving the mapping out; the exit code says that nothing was imported. */
function tellUnmapped({ file, isWritten, suggestion }: Unmapped, isJson: boolean, output: Output): never {
  const { mapping, reasons } = suggestion;
  const value = { kind: "needs-mapping", file, isWritten, mapping, reasons } satisfies Record<
    keyof Extract<BenchImportOutput, { kind: "needs-mapping" }>,
    unknown
  >;
  if (isJson) output.out(`${JSON.stringify(value)}\n`);
  else for (const line of suggestionTable(reasons)) output.out(`${printable(line)}\n`);
  const what = isWritten ? "is a suggestion" : "was there before and was left as it is";
  output.err(
    printable(
      `loupe: nothing was imported, since names need a meaning: ${file} ${what}; look it over and import again with --mapping ${file}, or with --accept-suggestion\n`,
    ),
  );
  throw new EndWith(1);
}

const sourceReasons = {
  missing: "no such file or folder",
  denied: "permission denied",
  "no-file": "neither a file nor a folder",
  unknown: "nothing in it is of a kind that can be imported; --as names one",
  own: "nothing in it can be imported; what the benchmark itself has written to --out is no source",
} as const satisfies Record<BadSource, string>;

function tell(folder: string, result: ImportResult, isJson: boolean, output: Output): void {
  switch (result.kind) {
    case "imported":
      tellImported(folder, result, isJson, output);
      return;
    case "needs-mapping":
      return tellUnmapped(result, isJson, output);
    case "bad-mapping":
      throw new ExpectedError(`--mapping: ${result.reason}`);
    case "bad-source":
      throw new ExpectedError(`${result.path === "" ? "''" : result.path}: ${sourceReasons[result.reason]}`);
    case "foreign":
      throw new ExpectedError(
        `${result.path}: no import wrote it, so nothing is imported over it; take another folder, or move it away`,
      );
    case "unknown-reader":
      throw new UsageError(`--as ${result.id}: one of ${result.known.join(", ")}`);
    case "unwritable":
      throw new ExpectedError(`${result.path}: cannot be written: ${result.reason}`);
    case "aborted":
      throw new ExpectedError("stopped before everything was imported; nothing was written");
  }
}

async function run(sources: readonly string[], options: BenchImportOptions, output: Output): Promise<void> {
  const mapping = await readMappingFile(options.mapping);
  const folder = resolve(options.out);
  const result = await withInterrupt(signal =>
    importAnnotated(
      sources.map(source => (source === "" ? source : resolve(source))),
      {
        out: folder,
        mapping,
        acceptsSuggestion: options.acceptSuggestion,
        as: options.as,
        dataset: options.dataset,
        imageFolders: options.images?.map(path => resolve(path)),
        keepsPagesWithoutImage: options.keepPagesWithoutImage,
        hashes: options.hash,
        signal,
        onProgress: showProgress,
      },
    ),
  );
  tell(folder, result, options.json === true, output);
}

const help = `
Names of categories and attributes mean what the mapping says: {"categories": {NAME: "panel" | "character" | "bubble" |
"other"}, "attributes": {NAME: "identity" | "action" | "depth_inter" | "depth_intra" | "text" | "order"}, "depth":
{"larger": "farther" | "nearer"}}. Without --mapping a suggestion is written to mapping.json, and nothing is imported.
Manga109, CoMix, eBDtheque, MangaVQA, ComicsPAP, MangaUB and MMMU need no mapping. Any other set of questions (StripCipher)
is read with --as stripcipher or --as questions by {"questions": {"question": COLUMN, "options": COLUMN, "answer": COLUMN,
"answerType": "choice" | "integer" | "open", "images": [{"from": COLUMN}], …}}; question sets alone leave the pages.
`;

/** `loupe bench import SOURCE…`: annotated pages and question sets into a benchmark's folder. */
export function benchImportCommand(output: Output): Command {
  return new Command("import")
    .description("read annotated pages (AI4VA and other sets) into a benchmark's folder; images stay where they are")
    .argument("<source...>", "folders or files of annotations")
    .requiredOption("--out <dir>", "the benchmark's folder; an earlier import in it is replaced, corrections are kept")
    .option("--mapping <file>", "what the set's names mean, as JSON")
    .addOption(new Option("--accept-suggestion", "use the suggested mapping without a look at it").conflicts("mapping"))
    .addOption(
      new Option("--as <kind>", "what the sources are, in place of a look").choices(sourceReaders.map(({ id }) => id)),
    )
    .option("--dataset <name>", "what the set is called: it goes into the ids of pages")
    .option("--images <dir>", "look for images here, too; may be repeated", gather)
    .option("--keep-pages-without-image", "also pages whose image is not there, if the annotations give their size")
    .option("--hash", "write the SHA-256 of every image into its page, not only of those that may be one picture")
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action((sources: string[], options: BenchImportOptions) => run(sources, options, output));
}
