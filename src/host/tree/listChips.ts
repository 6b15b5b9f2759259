import * as vscode from "vscode";
import type { ListState } from "../listState.js";
import { t } from "../t.js";

type Texts = Pick<ListState, "where" | "sort">;

/** Ids that are no node's: those are JSON. */
const chips = { where: "chip where", sort: "chip sort" } as const;

const isChip = (id: string, which: keyof typeof chips) => id === chips[which];

function chip(id: string, text: string): vscode.TreeItem {
  const isFilter = isChip(id, "where");
  const item = new vscode.TreeItem(text);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(isFilter ? "filter-filled" : "sort-precedence");
  item.tooltip = isFilter
    ? t("Only rollouts that fulfil this are listed. Click to change it.")
    : t("Lists are sorted by this. Click to change it.");
  item.accessibilityInformation = { label: isFilter ? t("Filter: {0}", text) : t("Sorted by: {0}", text) };
  item.contextValue = isFilter ? "filterChip" : "sortChip";
  item.command = isFilter
    ? { command: "loupe.filterByExpression", title: t("Change the Filter") }
    : { command: "loupe.sortByExpression", title: t("Change the Order") };
  return item;
}

/** The rows above the runs that say what the lists are filtered and sorted by. A click changes it, their button clears it. */
export const listChips = {
  /** Ids of those that are shown. */
  shown: ({ where, sort }: Texts): readonly string[] => [
    ...(where === "" ? [] : [chips.where]),
    ...(sort === "" ? [] : [chips.sort]),
  ],
  /** The item of an id; null where it is none of these. */
  item(id: string, { where, sort }: Texts): vscode.TreeItem | null {
    if (isChip(id, "where")) return chip(id, where);
    return isChip(id, "sort") ? chip(id, sort) : null;
  },
};
