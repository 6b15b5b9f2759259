import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { splitNames, type SplitName } from "../../core/benchmark/pageRecord.js";
import { evaluationInputs, type EvaluationInput } from "../../core/evaluation/evaluationRun.js";
import { familyOf } from "../../core/evaluation/familyOf.js";
import { modelFamilyIds, type ModelFamilyId } from "../../core/evaluation/modelFamily.js";
import { askFolderWithin } from "../askFolderWithin.js";
import { askEndpoint } from "../benchmark/askEndpoint.js";
import { t } from "../t.js";
import { isInside } from "../view/isInside.js";

const titleOf = () => t("Evaluate a Model");

const inputWords = (): Readonly<Record<EvaluationInput, string>> => ({
  page: t("The whole page"),
  panel: t("The panels that are asked about"),
  zoom: t("The page, with the zoom tool"),
});

const inputTitle = () => ({ title: t("What is the model shown?"), ignoreFocusOut: true });
const inputItems = () => {
  const words = inputWords();
  return evaluationInputs.map(input => ({ label: words[input], input }));
};

/** What a model is shown. Null: given up. */
export async function askInput(): Promise<EvaluationInput | null> {
  return (await vscode.window.showQuickPick(inputItems(), inputTitle()))?.input ?? null;
}

async function askInputOr(label: string): Promise<{ readonly input: EvaluationInput | null } | null> {
  const usual: { readonly label: string; readonly input: EvaluationInput | null } = { label, input: null };
  const chosen = await vscode.window.showQuickPick([usual, ...inputItems()], inputTitle());
  return chosen === undefined ? null : { input: chosen.input };
}

/** What a checkpoint is shown; null in the answer: what it was in its training. Null: given up. */
export const askTrainedInput = () => askInputOr(t("What it was shown in its training"));

/** What a model was shown by another program; null in the answer: as its results tell. Null: given up. */
export const askImportedInput = () =>
  askInputOr(t("As the results tell: with the zoom tool where it zoomed, else the page"));

/** What a checkpoint is shown of which nobody knows how it was trained. Null: given up. */
export async function askUntrainedInput(): Promise<{ readonly input: EvaluationInput } | null> {
  const input = await askInput();
  return input === null ? null : { input };
}

/** Asked only where the name of the model says nothing. */
export async function askFamily(model: string): Promise<{ readonly family: ModelFamilyId | null } | null> {
  if (familyOf(model).id !== "other") return { family: null };
  const other = { label: t("None of these"), description: t("the prompt says how boxes are written"), family: null };
  const known = modelFamilyIds.filter(id => id !== "other").map(id => ({ label: id, description: "", family: id }));
  const options = { title: t("Of which family is {0}?", model), ignoreFocusOut: true };
  const chosen = await vscode.window.showQuickPick([other, ...known], options);
  return chosen === undefined ? null : { family: chosen.family };
}

const splitWords = (): Readonly<Record<SplitName, string>> => ({
  train: t("Training"),
  val: t("Validation"),
  test: t("Test"),
});

async function askSplits(): Promise<readonly SplitName[] | null> {
  const words = splitWords();
  const items = splitNames.map(split => ({ label: words[split], picked: split === "test", split }));
  const options = { title: t("Questions of which splits?"), canPickMany: true as const, ignoreFocusOut: true };
  const chosen = await vscode.window.showQuickPick(items, options);
  return chosen === undefined || chosen.length === 0 ? null : chosen.map(({ split }) => split);
}

/** How many questions are asked. Null: given up. */
export async function askLimit(title = titleOf()): Promise<{ readonly limit: number | null } | null> {
  const typed = await vscode.window.showInputBox({
    ...{ title, ignoreFocusOut: true },
    prompt: t("How many questions at most? They are taken from the task kinds in turn. Empty: all of them."),
    validateInput: text => (/^\s*([1-9]\d{0,7})?\s*$/.test(text) ? null : t("A whole number is needed, or nothing.")),
  });
  if (typed === undefined) return null;
  return { limit: typed.trim() === "" ? null : Number(typed) };
}

/** What is asked of whom, as a person says it. */
interface AskedEvaluation {
  readonly endpoint: string;
  readonly model: string;
  /** Null: as the model's name says. */
  readonly family: ModelFamilyId | null;
  readonly input: EvaluationInput;
  readonly splits: readonly SplitName[];
  readonly limit: number | null;
}

/** Which questions are asked. Null: given up. */
export async function askQuestions(): Promise<Pick<AskedEvaluation, "splits" | "limit"> | null> {
  const splits = await askSplits();
  const limit = splits === null ? null : await askLimit();
  return splits === null || limit === null ? null : { splits, ...limit };
}

/** What is asked of whom; the key is asked for apart. Null: given up. */
export async function askEvaluation(): Promise<AskedEvaluation | null> {
  const endpoint = await askEndpoint.url(titleOf());
  const model = endpoint === null ? null : await askEndpoint.model(titleOf());
  const family = model === null ? null : await askFamily(model);
  const input = family === null ? null : await askInput();
  const questions = input === null ? null : await askQuestions();
  if (endpoint === null || model === null || family === null) return null;
  if (input === null || questions === null) return null;
  return { endpoint, model, ...family, input, ...questions };
}

const slug = (text: string) =>
  text
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 80);

function firstFree(parent: string, name: string): string {
  for (let number = 1; ; number++) {
    const folder = join(parent, number === 1 ? name : `${name}-${String(number)}`);
    if (!existsSync(folder)) return folder;
  }
}

/** The opened folder that a dataset lies in, else the dataset's own parent. */
function rootOf(dataset: string): string {
  const roots = vscode.workspace.workspaceFolders ?? [];
  return roots.find(({ uri }) => isInside(dataset, uri.fsPath))?.uri.fsPath ?? dirname(dataset);
}

/** The folder that an evaluation of that name goes to; one that has some of its answers is gone on with. Null: given up. */
export async function askFolder(dataset: string, name: string, title = titleOf()): Promise<string | null> {
  const root = rootOf(dataset);
  const offered = firstFree(join(root, "evaluations"), slug(name) || "evaluation");
  const prompt = t("Folder of the evaluation, within {0}. One that has answers already is gone on with.", root);
  return askFolderWithin({ title, prompt, root, offered });
}
