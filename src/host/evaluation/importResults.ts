import { basename } from "node:path";
import * as vscode from "vscode";
import type { EvaluationInput } from "../../core/evaluation/evaluationRun.js";
import { type ForeignFormat } from "../../core/evaluation/import/foreignRow.js";
import type { PredictionMapping } from "../../core/evaluation/import/readForeign.js";
import type { ImportResult } from "../../node/evaluation/import/importResult.js";
import type { SurveyedResults } from "../../node/evaluation/import/surveyResults.js";
import { targetBenchmark } from "../benchmark/targetBenchmark.js";
import { tellNotDone, tellOutcome } from "../benchmark/tellOutcome.js";
import { productVersion } from "../productVersion.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { askFolder, askImportedInput } from "./askEvaluation.js";
import { evaluationOffers } from "./evaluationOffers.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { importWords } from "./importWords.js";
import { requireTrustForEvaluation } from "./requireTrustForEvaluation.js";
import { showUnmatched } from "./showUnmatched.js";

const titleOf = () => t("Import Results");

type Surveyed = Extract<SurveyedResults, { kind: "surveyed" }>;

async function askFiles(): Promise<readonly string[]> {
  const chosen = await vscode.window.showOpenDialog({
    ...{ title: t("Results of another program"), openLabel: t("Import"), canSelectMany: true },
    filters: { [t("Results")]: ["xlsx", "tsv", "csv", "json", "jsonl", "eval"], [t("All files")]: ["*"] },
  });
  return (chosen ?? []).filter(({ scheme }) => scheme === "file").map(({ fsPath }) => fsPath);
}

/** Which columns say what, where no program is recognised. Null: given up. */
async function askMapping({
  files,
  columns,
}: Surveyed): Promise<{ readonly mapping: PredictionMapping | null } | null> {
  const unknown = files.find(({ format }) => format === null);
  if (unknown === undefined) return { mapping: null };
  const name = basename(unknown.file);
  const about = { title: t("Whose results {0} has cannot be told", name), ignoreFocusOut: true };
  const id = await vscode.window.showQuickPick(columns, {
    ...about,
    placeHolder: t("Which column names the question?"),
  });
  if (id === undefined) return null;
  const others = columns.filter(column => column !== id);
  const prediction = await vscode.window.showQuickPick(others, {
    ...{ ...about, placeHolder: t("Which column has what the model answered?") },
  });
  return prediction === undefined ? null : { mapping: { id, prediction } };
}

const formatsOf = ({ files }: Surveyed): readonly (ForeignFormat | null)[] => [
  ...new Set(files.map(({ format }) => format)),
];

async function askModel(surveyed: Surveyed): Promise<string | null> {
  const rows = surveyed.files.reduce((sum, file) => sum + file.rows, 0);
  const programs = formatsOf(surveyed).map(format => importWords.program(format ?? "mapped"));
  const typed = await vscode.window.showInputBox({
    ...{ title: titleOf(), ignoreFocusOut: true, value: surveyed.models[0] ?? "" },
    prompt: t("{0} rows of {1}. Which model answered?", formatCount(rows), programs.join(", ")),
    validateInput: text => (text.trim() === "" ? t("A name is needed.") : null),
  });
  return typed?.trim() ?? null;
}

async function survey(services: EvaluationServices, files: readonly string[]): Promise<Surveyed | null> {
  const found = await services.thread.withProgress(t("Looking at the files"), client =>
    client.surveyResults({ files }),
  );
  if (found.kind === "surveyed") return found;
  tellNotDone(services, importWords.notDone(found));
  return null;
}

interface Wishes {
  readonly files: readonly string[];
  readonly dataset: string;
  readonly model: string;
  readonly input: EvaluationInput | null;
  readonly out: string;
  readonly mapping: PredictionMapping | null;
}

async function wishesOf(services: EvaluationServices, files: readonly string[]): Promise<Wishes | null> {
  const surveyed = await survey(services, files);
  const mapped = surveyed === null ? null : await askMapping(surveyed);
  const dataset = mapped === null ? null : await targetBenchmark(services, undefined);
  if (surveyed === null || mapped === null || dataset === null) return null;
  const model = await askModel(surveyed);
  const input = model === null ? null : await askImportedInput();
  const out = input === null ? null : await askFolder(dataset, `${model ?? ""}-imported`);
  if (model === null || input === null || out === null) return null;
  return { files, dataset, model, ...input, out, ...mapped };
}

function tell(services: EvaluationServices, out: string, result: ImportResult): void {
  if (result.kind !== "imported") {
    const unmatched = result.kind === "unjoined" ? result.unmatched : [];
    const words = importWords.notDone(result);
    if (words === null) return;
    services.log.warn(words);
    const show = t("Show Rows");
    void vscode.window.showWarningMessage(words, ...(unmatched.length > 0 ? [show] : [])).then(async chosen => {
      if (chosen === show) await showUnmatched(unmatched);
    });
    return;
  }
  const { unmatched } = result;
  const { tables, results } = evaluationOffers(out);
  const rows = { label: t("Show Rows without a Question"), act: () => showUnmatched(unmatched) };
  tellOutcome(services, importWords.done(result.counts), [...(unmatched.length > 0 ? [rows] : []), tables, results]);
}

/** Takes results of another program over as an evaluation: recognised by their rows, joined to a benchmark's questions. */
export async function importResults(services: EvaluationServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForEvaluation())) return;
  const isGiven = argument instanceof vscode.Uri && argument.scheme === "file";
  const files = isGiven ? [argument.fsPath] : await askFiles();
  const wishes = files.length === 0 ? null : await wishesOf(services, files);
  if (wishes === null) return;
  const { out } = wishes;
  const toolVersion = productVersion(services.extension);
  const result = await services.thread.withProgress(t("Importing results"), client =>
    client.importResults({ ...wishes, name: basename(out), toolVersion }),
  );
  services.evaluations.refresh();
  if (result.kind === "imported") await services.evaluations.open(out);
  tell(services, out, result);
}
