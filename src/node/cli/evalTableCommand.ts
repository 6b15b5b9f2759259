import { basename, join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type SplitName, splitNames } from "../../core/benchmark/pageRecord.js";
import { type TaskKind, taskKinds } from "../../core/benchmark/taskKinds.js";
import { redrawPaperTable, type RedrawnTable } from "../../core/evaluation/paper/redrawTable.js";
import { type FigureTwo, figureTwo } from "../../core/evaluation/tables/figureTwo.js";
import { type TableNumber, tableNumbers } from "../../core/evaluation/tables/tableNumber.js";
import { tableText } from "../../core/reward/tableText.js";
import { cellRecords } from "../../protocol/evaluation/cellRecords.js";
import type { DrawnTable } from "../../protocol/evaluation/drawnTable.js";
import { drawnText } from "../../protocol/evaluation/drawnText.js";
import { drawTable } from "../../protocol/evaluation/drawTable.js";
import { figureTable } from "../../protocol/evaluation/figureTable.js";
import { englishResults } from "../../protocol/evaluation/resultSay.js";
import { GradeStore } from "../evaluation/gradeStore.js";
import type { MadeTables } from "../evaluation/madeTables.js";
import { type FolderTables, tablesOfFolders } from "../evaluation/tablesOfFolders.js";
import { evalTableJson } from "./evalTableJson.js";
import { evalTableWarnings } from "./evalTableWarnings.js";
import { ExpectedError } from "./expectedError.js";
import { namedPath } from "./namedPath.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { rewardTable } from "./rewardTable.js";
import { storageFolder } from "./storageFolder.js";
import { UsageError } from "./usageError.js";

export interface EvalTableOptions {
  readonly paper?: boolean;
  readonly table: TableNumber | "all";
  readonly base?: string;
  readonly split?: SplitName;
  readonly judge?: string;
  readonly by: "issue" | "page";
  readonly trained?: readonly Trained[];
  readonly cache: boolean;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly csv?: boolean;
}

type Trained = readonly [name: string, kinds: readonly TaskKind[]];

const isKind = (text: string): text is TaskKind => taskKinds.some(kind => kind === text);

/** NAME=KIND,KIND: repeated for each model. */
function trainedOn(text: string, list: readonly Trained[] = []): readonly Trained[] {
  const at = text.lastIndexOf("=");
  const kinds = text.slice(at + 1).split(",");
  if (at < 1 || !kinds.every(isKind))
    throw new InvalidArgumentError(`It must be NAME=KIND,KIND with kinds of ${taskKinds.join(", ")}.`);
  return [...list, [text.slice(0, at), kinds.filter(isKind)]];
}

const nothing: MadeTables = { evaluations: [], base: null, tables: [] };

function tablesOf(made: FolderTables): MadeTables {
  switch (made.kind) {
    case "made":
      return made.tables;
    case "none":
      throw new ExpectedError(`${made.folder} has no evaluation.json: loupe eval run makes one`);
    case "unreadable":
      throw new ExpectedError(`${made.path} cannot be read: ${made.reason}`);
    case "aborted":
      throw new ExpectedError("stopped");
    case "no-such": {
      const which = made.found === 0 ? "no evaluation is" : "several evaluations are";
      throw new UsageError(`${which} called ${made.name}: there are ${made.names.join(", ")}`);
    }
  }
}

async function ownTables(
  folders: readonly string[],
  options: EvalTableOptions,
  { version, script }: EvalTableParts,
): Promise<MadeTables> {
  if (folders.length === 0) return nothing;
  const paths = folders.map(folder => namedPath(folder).path);
  const made = await tablesOfFolders(paths, {
    ...{ version, script, by: options.by, trained: options.trained ?? [], base: options.base ?? null },
    ...{ split: options.split ?? null, judge: options.judge ?? null },
    numbers: options.table === "all" ? null : [options.table],
    store: options.cache ? new GradeStore(join(storageFolder(), "evaluations")) : null,
  });
  const own = tablesOf(made);
  refuseUnknownJudge(own, options.judge);
  return own;
}

/** Else every open answer would seem to wait for its judge. */
function refuseUnknownJudge({ evaluations }: MadeTables, judge: string | undefined): void {
  const sets = [...new Set(evaluations.flatMap(({ judges }) => judges))];
  if (judge === undefined || sets.includes(judge)) return;
  const known = sets.length === 0 ? "no judge has said anything yet" : `there are ${sets.join(", ")}`;
  throw new UsageError(`--judge ${judge}: no such set of verdicts: ${known}`);
}

/** Of the tables that are shown: all of them where none is named and there are no own ones. */
function paperTablesFor(own: MadeTables, { paper, table }: EvalTableOptions): readonly RedrawnTable[] {
  if (paper !== true) return [];
  const shown = own.tables.length === 0 ? tableNumbers : own.tables.map(({ number }) => number);
  const wanted = table === "all" ? shown : [table];
  return wanted.flatMap(number => redrawPaperTable(number) ?? []);
}

function drawn(own: MadeTables, paper: readonly RedrawnTable[], figure: FigureTwo | null): readonly DrawnTable[] {
  const names = new Map(own.evaluations.map(({ set, setName }) => [set, setName]));
  const numbers = tableNumbers.filter(
    number => own.tables.some(table => table.number === number) || paper.some(({ id }) => id === number),
  );
  const tables = numbers.map(number =>
    drawTable({
      ...{ number, own: own.tables.find(table => table.number === number) ?? null, say: englishResults },
      paper: paper.find(({ id }) => id === number) ?? null,
      setName: set => names.get(set) ?? set,
    }),
  );
  const last = figure === null ? null : figureTable(figure, englishResults);
  return last === null ? tables : [...tables, last];
}

function plain(tables: readonly DrawnTable[]): string {
  const parts = tables.flatMap(table => [
    ...[table.title, ...rewardTable(drawnText.plain(table))],
    ...table.notes.map(note => printable(`- ${note}`)),
    "",
  ]);
  return parts.map(line => `${line}\n`).join("");
}

function shown(own: MadeTables, options: EvalTableOptions): string {
  const paper = paperTablesFor(own, options);
  const three = own.tables.find(({ number }) => number === "3")?.result ?? null;
  const printed = paper.find(({ id }) => id === "3") ?? null;
  const figure = three === null && printed === null ? null : figureTwo(three, printed);
  if (options.json === true) return `${JSON.stringify(evalTableJson({ own, paper, figure, options }))}\n`;
  if (options.csv === true) return tableText.csv(cellRecords(own.tables, paper));
  const tables = drawn(own, paper, figure);
  return options.markdown === true ? drawnText.markdown(tables, englishResults) : plain(tables);
}

async function run(
  folders: readonly string[],
  options: EvalTableOptions,
  parts: EvalTableParts,
  output: Output,
): Promise<void> {
  if (folders.length === 0 && options.paper !== true)
    throw new UsageError("a folder of an evaluation is wanted, or --paper for the paper's tables alone");
  const own = await ownTables(folders, options, parts);
  for (const warning of own.evaluations.flatMap(evalTableWarnings)) output.err(printable(`loupe: ${warning}`) + "\n");
  if (own.tables.length === 0 && folders.length > 0 && options.json !== true)
    output.err(`loupe: nothing to show of ${folders.map(folder => basename(folder)).join(", ")}\n`);
  output.out(shown(own, options));
}

export interface EvalTableParts {
  readonly version: string;
  /** The bundle of `gradingWorker.ts`; null: everything is read on the command's own thread. */
  readonly script: string | null;
}

/** `loupe eval table DIR…`: the paper's tables from stored results. */
export function evalTableCommand(parts: EvalTableParts, output: Output): Command {
  return new Command("table")
    .description("tables of stored evaluations with intervals and paired tests, beside the paper's own rows")
    .argument("[dir...]", "folders of evaluations; shards of one are one row")
    .option("--paper", "show the paper's rows as well, drawn again from its single measurements")
    .addOption(
      new Option("--table <number>", "the paper's table that is made").choices([...tableNumbers, "all"]).default("all"),
    )
    .option("--base <name>", "compare the others with this evaluation: its name, id, folder or model")
    .addOption(new Option("--split <name>", "count only questions of this split").choices([...splitNames]))
    .option("--judge <set>", "judge open answers by this set of verdicts, in place of the last judge's")
    .addOption(
      new Option("--by <cluster>", "what lies together: issues of a magazine, or pages")
        .choices(["issue", "page"])
        .default("issue"),
    )
    .option("--trained <name=kinds>", "task kinds that a model was trained on, for Table 7; may be repeated", trainedOn)
    .option("--no-cache", "read everything anew, and keep nothing in the folder of LOUPE_STORAGE")
    .addOption(new Option("--json", "print JSON").conflicts(["csv", "markdown"]))
    .addOption(new Option("--markdown", "print Markdown").conflicts(["json", "csv"]))
    .addOption(new Option("--csv", "print a line for each cell, as CSV").conflicts(["json", "markdown"]))
    .action((folders: string[], options: EvalTableOptions) => run(folders, options, parts, output));
}
