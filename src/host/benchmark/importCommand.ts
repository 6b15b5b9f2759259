import { access, readFile } from "node:fs/promises";
import { basename } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { benchmarkPaths } from "../../node/benchmark/benchmarkPaths.js";
import type { ImportResult } from "../../node/benchmark/import/importResult.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { workspaceFolder } from "./workspaceFolder.js";
import type { BenchmarkServices } from "./benchmarkServices.js";
import { failureWords } from "./failureWords.js";
import { offeredFolders } from "./offeredFolders.js";
import { requireTrustForBenchmark } from "./requireTrustForBenchmark.js";
import { tellNotDone, tellOutcome } from "./tellOutcome.js";

/** What another command, or a test, hands over in place of questions to the person. */
const argumentSchema = z.object({ sources: z.array(z.string()).min(1), folder: z.string() });

interface Asked {
  readonly sources: readonly string[];
  readonly folder: string;
}

async function askSources(): Promise<readonly string[]> {
  const defaultUri = workspaceFolder();
  const chosen = await vscode.window.showOpenDialog({
    title: t("Annotated comics: the folder of a set, or its annotation files"),
    openLabel: t("Import"),
    ...{ canSelectFolders: true, canSelectFiles: true, canSelectMany: true },
    ...(defaultUri === null ? {} : { defaultUri }),
  });
  return (chosen ?? []).filter(({ scheme }) => scheme === "file").map(({ fsPath }) => fsPath);
}

const hasPages = (folder: string): Promise<boolean> =>
  access(benchmarkPaths(folder).pages).then(
    () => true,
    () => false,
  );

/** True unless other pages would be replaced that the person wants to keep. */
async function mayReplace(folder: string): Promise<boolean> {
  const sentence = t("{0} has pages already: those imported now take their place.", basename(folder));
  const options = { modal: true, detail: t("Corrections and decisions stay.") };
  const go = t("Import");
  return (await vscode.window.showWarningMessage(sentence, options, go)) === go;
}

/** A folder of the opened one, or any other. */
async function askFolder(isAgain: (folder: string) => boolean): Promise<string | null> {
  const root = workspaceFolder();
  const offered = root === null ? [] : await offeredFolders(root.fsPath, { t, hasPages, isAgain });
  const title = t("Where does the benchmark go?");
  const items = [...offered, { label: t("Another folder…"), folder: null }];
  const chosen = root === null ? { folder: null } : await vscode.window.showQuickPick(items, { title });
  if (chosen === undefined) return null;
  if (chosen.folder !== null) return chosen.folder;
  const picked = await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false });
  const folder = picked?.[0]?.fsPath ?? null;
  if (folder === null || isAgain(folder) || !(await hasPages(folder)) || (await mayReplace(folder))) return folder;
  return null;
}

async function ask(known: BenchmarkServices["sources"]): Promise<Asked | null> {
  const sources = await askSources();
  if (sources.length === 0) return null;
  const isAgain = (folder: string) => known.of(folder).toSorted().join("\n") === sources.toSorted().join("\n");
  const folder = await askFolder(isAgain);
  return folder === null ? null : { sources, folder };
}

/** The mapping in the folder, if there is one: what a person has edited holds. Text that is no JSON is handed on to be refused. */
async function mappingOf(folder: string): Promise<unknown> {
  try {
    const text = await readFile(benchmarkPaths(folder).mapping, "utf8");
    try {
      return JSON.parse(text);
    } catch {
      return text; // no JSON: the import says so
    }
  } catch {
    return null; // there is none yet
  }
}

type Imported = Extract<ImportResult, { kind: "imported" }>;

/** True where only questions of other sets came, which leave the pages as they are. */
const isSetsOnly = ({ pages, sets }: Imported): boolean => pages === 0 && sets.length > 0;

function importedWords(result: Imported, found: number): string {
  const { pages, issues, sets } = result;
  const names = sets.map(({ name, records }) => `${name} (${formatCount(records)})`).join(", ");
  const parts = [
    isSetsOnly(result)
      ? ""
      : issues === 1
        ? t("Pages of one issue were imported: {0}.", formatCount(pages))
        : t("{0} pages of {1} issues were imported.", formatCount(pages), formatCount(issues)),
    sets.length === 0 ? "" : t("Question sets that the statistics show beside yours: {0}.", names),
    found === 0 ? "" : t("Problems that are listed: {0}.", formatCount(found)),
  ];
  return parts.filter(part => part !== "").join(" ");
}

function tell(services: BenchmarkServices, { folder }: Asked, result: ImportResult): void {
  switch (result.kind) {
    case "imported": {
      const found = result.problems.reduce((sum, { count }) => sum + count, 0);
      const sentence = importedWords(result, found);
      const build = {
        label: t("Build Questions"),
        act: () => vscode.commands.executeCommand("loupe.buildQuestions", { folder }),
      };
      const problems = {
        label: t("Show Problems"),
        act: () => vscode.commands.executeCommand("workbench.actions.view.problems"),
      };
      const next = isSetsOnly(result) ? [] : [build];
      tellOutcome(services, sentence, found === 0 ? next : [...next, problems]);
      return;
    }
    case "needs-mapping":
      tellOutcome(
        services,
        t("The names in these comics need a meaning first: look through what is suggested, then import."),
        [],
      );
      return;
    case "bad-mapping":
    case "bad-source":
    case "foreign":
    case "unknown-reader":
    case "unwritable":
    case "aborted":
      tellNotDone(services, failureWords.import(result, t));
      return;
    default: {
      const never: never = result;
      return never;
    }
  }
}

/**
 * Imports annotated comics into a benchmark's folder. Where their names need a mapping first, the suggested one is opened.
 * The argument may name sources and folder; of a folder alone its sources are those of the last import.
 */
export async function importCommand(services: BenchmarkServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForBenchmark())) return;
  const { sources, thread, folders } = services;
  const asked = argumentSchema.safeParse(argument).data ?? (await ask(sources));
  if (asked === null) return;
  const mapping = await mappingOf(asked.folder);
  const result = await thread.withProgress(t("Importing annotated comics"), client =>
    client.importAnnotated({ sources: asked.sources, out: asked.folder, mapping }),
  );
  const needsMapping = result.kind === "needs-mapping" || result.kind === "bad-mapping";
  if (result.kind === "imported") await sources.set(asked.folder, asked.sources);
  if (needsMapping) await sources.offer(asked.folder, asked.sources);
  folders.refresh();
  tell(services, asked, result);
  if (needsMapping) await vscode.commands.executeCommand("loupe.editMapping", { folder: asked.folder });
}
