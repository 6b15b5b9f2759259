import * as vscode from "vscode";
import { expressionOf, formOf, type FilterForm, type FilterFormRow } from "../../core/filter/filterForm.js";
import { parseFilter } from "../../core/filter/parseFilter.js";
import { printFilter } from "../../core/filter/printFilter.js";
import { t } from "../t.js";
import { pickCondition } from "./pickCondition.js";

type Step =
  { readonly kind: "add" | "join" | "apply" | "leave" } | { readonly kind: "change" | "remove"; readonly row: number };
type Choice = vscode.QuickPickItem & { readonly step: Step };

const rowText = ({ isNegated, atom }: FilterFormRow) => printFilter(isNegated ? { kind: "not", of: atom } : atom);

function choicesOf({ join, rows }: FilterForm): readonly Choice[] {
  const remove: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("trash"),
    tooltip: t("Remove this condition"),
  };
  const conditions = rows.map((row, at): Choice => ({
    label: rowText(row),
    description: t("change"),
    buttons: [remove],
    step: { kind: "change", row: at },
  }));
  const isAnd = join === "and";
  const joinChoice: Choice = {
    label: `$(combine) ${isAnd ? t("All of them must hold") : t("One of them is enough")}`,
    description: isAnd ? t("change to: one is enough") : t("change to: all must hold"),
    step: { kind: "join" },
  };
  return [
    ...conditions,
    { label: `$(add) ${t("Add a condition…")}`, step: { kind: "add" } },
    ...(rows.length < 2 ? [] : [joinChoice]),
    { label: `$(check) ${rows.length === 0 ? t("Filter by nothing") : t("Filter by this")}`, step: { kind: "apply" } },
  ];
}

/** Shows the form once, and gives what was asked of it. */
function pickStep(form: FilterForm): Promise<Step> {
  const pick = vscode.window.createQuickPick<Choice>();
  pick.title = t("Build a filter");
  pick.ignoreFocusOut = true;
  pick.placeholder = t("Conditions of the filter; choose one to change it");
  const choices = choicesOf(form);
  pick.items = choices;
  // With nothing there yet the next thing to do is to add, else it is to use what is there.
  pick.activeItems = choices.filter(({ step }) => step.kind === (form.rows.length === 0 ? "add" : "apply"));
  return new Promise(resolve => {
    const end = (step: Step) => {
      resolve(step);
      pick.hide();
    };
    pick.onDidAccept(() => end(pick.activeItems[0]?.step ?? { kind: "leave" }));
    pick.onDidTriggerItemButton(({ item: { step } }) => {
      if (step.kind === "change") end({ kind: "remove", row: step.row });
    });
    pick.onDidHide(() => {
      resolve({ kind: "leave" });
      pick.dispose();
    });
    pick.show();
  });
}

async function changed(form: FilterForm, step: Step): Promise<FilterForm> {
  switch (step.kind) {
    case "add": {
      const row = await pickCondition(t("Add a condition"));
      return row === undefined ? form : { ...form, rows: [...form.rows, row] };
    }
    case "change": {
      const row = await pickCondition(t("Change a condition"));
      return row === undefined ? form : { ...form, rows: form.rows.with(step.row, row) };
    }
    case "remove":
      return { ...form, rows: form.rows.filter((_, at) => at !== step.row) };
    case "join":
      return { ...form, join: form.join === "and" ? "or" : "and" };
    case "apply":
    case "leave":
      return form;
  }
}

/** The form of a text that no list of conditions can say is asked for first: it would be replaced. */
async function formOfText(where: string): Promise<FilterForm | undefined> {
  const parsed = parseFilter(where);
  const form = formOf(parsed.kind === "expression" ? parsed.expression : null);
  if (form !== null) return form;
  const begin = t("Begin a New One");
  const chosen = await vscode.window.showInformationMessage(
    t(
      "The filter joins conditions in more than one way, which a list cannot show. Change it as a text, or begin a new one.",
    ),
    begin,
  );
  return chosen === begin ? { join: "and", rows: [] } : undefined;
}

/** Builds an expression condition by condition, from the one in use. Undefined when it was left; "" filters by nothing. */
export async function buildFilter(where: string): Promise<string | undefined> {
  let form = await formOfText(where);
  while (form !== undefined) {
    const step = await pickStep(form);
    if (step.kind === "leave") return undefined;
    if (step.kind === "apply") {
      const expression = expressionOf(form);
      return expression === null ? "" : printFilter(expression);
    }
    form = await changed(form, step);
  }
  return undefined;
}
