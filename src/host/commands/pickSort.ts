import * as vscode from "vscode";
import type { SortOrder } from "../../protocol/runsApi.js";
import { t } from "../t.js";

type Choice = vscode.QuickPickItem & { readonly order: SortOrder };

const choice = (label: string, key: SortOrder["key"], descending: boolean): Choice => ({
  label,
  order: { key, descending },
});

/** Asks how a list is to be sorted; undefined when nothing was chosen. */
export async function pickSort(current: SortOrder, listName: string): Promise<SortOrder | undefined> {
  const choices = [
    choice(t("As in the file"), "file", false),
    choice(t("Score, highest first"), "score", true),
    choice(t("Score, lowest first"), "score", false),
    choice(t("IoU, highest first"), "iou", true),
    choice(t("IoU, lowest first"), "iou", false),
    choice(t("Length, longest first"), "length", true),
    choice(t("Length, shortest first"), "length", false),
  ].map(one => (isEqual(one.order, current) ? { ...one, description: t("in use") } : one));
  const chosen = await vscode.window.showQuickPick(choices, {
    title: t("Sort {0}", listName),
    placeHolder: t("Unknown values stand at the end."),
  });
  return chosen?.order;
}

const isEqual = (a: SortOrder, b: SortOrder) => a.key === b.key && a.descending === b.descending;
