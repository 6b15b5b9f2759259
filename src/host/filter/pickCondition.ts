import * as vscode from "vscode";
import type { FilterAtom, FilterValue } from "../../core/filter/filterExpression.js";
import { readTyped } from "../../core/filter/readTyped.js";
import { ruleOf, type FilterField } from "../../core/filter/filterField.js";
import type { FilterFormRow } from "../../core/filter/filterForm.js";
import { printField } from "../../core/filter/printField.js";
import { comparisonsOf } from "../../core/filter/readAtom.js";
import { filterProblemText } from "../../protocol/filterProblemText.js";
import { t } from "../t.js";
import { pickField } from "./pickField.js";
import { testWords, type FormTest } from "./testWords.js";

type Choice = vscode.QuickPickItem & { readonly test: FormTest; readonly isNegated: boolean };

/** What may be asked of a field. */
function testsOf(field: FilterField): readonly FormTest[] {
  const { type } = ruleOf(field);
  if (type === "flag") return ["flag"];
  const isNumeric = type === "number" || type === "count" || type === "any";
  return [...comparisonsOf[type], "in", ...(isNumeric ? (["between"] as const) : []), "has"];
}

function choicesFor(field: FilterField): readonly Choice[] {
  return testsOf(field).flatMap((test): readonly Choice[] => {
    const plain: Choice = { label: testWords(test, false, t), test, isNegated: false };
    const isBoth = test === "flag" || test === "has" || test === "~";
    return isBoth ? [plain, { label: testWords(test, true, t), test, isNegated: true }] : [plain];
  });
}

/** A condition that is typed as text behind its field; the language itself says what is wrong with it. */
async function askValue(title: string, field: FilterField, test: FormTest): Promise<FilterAtom | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: test === "in" ? t("Values, with commas between them") : t("The value; a text with spaces stands in quotes"),
    placeHolder: test === "between" ? "0.2 and 0.8" : "",
    ignoreFocusOut: true,
    validateInput: text => {
      if (text.trim() === "") return t("A value is needed.");
      const read = readTyped(field, test, text);
      return read.kind === "problem" ? filterProblemText(read.problem, t) : undefined;
    },
  });
  const read = typed === undefined ? undefined : readTyped(field, test, typed);
  return read?.kind === "atom" ? read.atom : undefined;
}

async function askChoice(
  title: string,
  field: FilterField,
  operator: "=" | "!=",
  choices: readonly FilterValue[],
): Promise<FilterAtom | undefined> {
  const value = await vscode.window.showQuickPick(choices.map(String), { title, ignoreFocusOut: true });
  return value === undefined ? undefined : { kind: "compare", field, operator, value };
}

async function atomOf(title: string, field: FilterField, test: FormTest): Promise<FilterAtom | undefined> {
  if (test === "flag" || test === "has") return { kind: test, field };
  const { choices } = ruleOf(field);
  if (choices !== undefined && (test === "=" || test === "!=")) return askChoice(title, field, test, choices);
  return askValue(title, field, test);
}

/** Asks for one condition in three steps: the field, the comparison, the value. Undefined when one was left. */
export async function pickCondition(title: string): Promise<FilterFormRow | undefined> {
  const field = await pickField(title);
  if (field === undefined) return undefined;
  const name = printField(field);
  const choices = choicesFor(field);
  const chosen = await vscode.window.showQuickPick(choices, { title, placeHolder: name, ignoreFocusOut: true });
  if (chosen === undefined) return undefined;
  const atom = await atomOf(`${title}: ${name} ${chosen.label}`, field, chosen.test);
  return atom === undefined ? undefined : { isNegated: chosen.isNegated, atom };
}
