import * as vscode from "vscode";
import { filterFieldNames, type FilterField } from "../../core/filter/filterField.js";
import { t } from "../t.js";
import { fieldWords } from "./fieldWords.js";

type Choice = vscode.QuickPickItem & { readonly field: FilterField | "reward" | "column" };

/** Parts of the reward whose columns are known by several names. */
const parts = ["format", "accuracy", "count", "iou"] as const;

function choices(): readonly Choice[] {
  const words = fieldWords(t);
  return [
    ...filterFieldNames.map((name): Choice => ({
      label: name,
      description: words[name],
      field: { kind: "known", name },
    })),
    ...parts.map((name): Choice => ({
      label: `reward.${name}`,
      description: t("part of the reward"),
      field: { kind: "reward", name },
    })),
    { label: t("Another column…"), description: t("a column of the dump, by its name"), field: "column" },
  ];
}

/** Asks for a field of the filter language, or for a column of the dump; undefined when nothing was chosen. */
export async function pickField(title: string): Promise<FilterField | undefined> {
  const chosen = await vscode.window.showQuickPick(choices(), {
    title,
    placeHolder: t("What is to be compared?"),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined || typeof chosen.field !== "string") return chosen?.field as FilterField | undefined;
  const name = await vscode.window.showInputBox({
    title,
    prompt: t("The column’s name, as it is written in the dump"),
    ignoreFocusOut: true,
    validateInput: text => (text === "" ? t("A column has a name.") : undefined),
  });
  return name === undefined || name === "" ? undefined : { kind: "column", name };
}
