import * as vscode from "vscode";
import { quickFilters, type QuickFilter } from "../../core/rollout/quickFilter.js";
import { filterWords } from "../tree/filterWords.js";
import { formatCount } from "../tree/formatCount.js";
import type { FilterCounts } from "../../protocol/runsApi.js";
import { t } from "../t.js";

type Choice = vscode.QuickPickItem & { readonly filter: QuickFilter };

/** How many rollouts pass one filter alone, and whether all were looked at. */
export type CountFilter = (filter: QuickFilter) => Promise<FilterCounts>;

/**
 * Asks for the active filters; undefined when the list was closed. It opens at once, and the counts come in while it is
 * open: counting may have to read every rollout.
 */
export function pickFilters(
  active: readonly QuickFilter[],
  count: CountFilter,
  onError: (error: unknown) => void,
): Promise<readonly QuickFilter[] | undefined> {
  const pick = vscode.window.createQuickPick<Choice>();
  pick.canSelectMany = true;
  pick.title = t("Filter rollouts");
  pick.placeholder = t("A rollout must pass every filter that is ticked.");
  const counts = new Map<QuickFilter, string>();
  const show = (ticked: readonly QuickFilter[]) => {
    const items = quickFilters.map((filter): Choice => ({
      label: filterWords(filter, t),
      description: counts.get(filter) ?? "",
      filter,
    }));
    pick.items = items;
    pick.selectedItems = items.filter(({ filter }) => ticked.includes(filter));
  };
  show(active);
  const ticked = () => pick.selectedItems.map(({ filter }) => filter);
  let isOpen = true;
  const countAll = async () => {
    const results = await Promise.all(quickFilters.map(async filter => [filter, await count(filter)] as const));
    for (const [filter, result] of results) counts.set(filter, countWords(result));
    // Items are replaced once, so that what a person is ticking does not flicker.
    if (isOpen) show(ticked());
  };
  countAll().catch(onError);
  return new Promise(resolve => {
    pick.onDidAccept(() => {
      resolve(ticked());
      pick.hide();
    });
    pick.onDidHide(() => {
      isOpen = false;
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function countWords({ passing, of, isComplete, unaudited }: FilterCounts): string {
  if (unaudited > 0 && unaudited >= of) return t("known after an audit");
  if (isComplete) return formatCount(passing);
  return passing === 0 ? "" : t("{0} so far", formatCount(passing));
}
