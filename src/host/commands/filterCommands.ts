import * as vscode from "vscode";
import { askExpression } from "../filter/askExpression.js";
import { buildFilter } from "../filter/buildFilter.js";
import { filterTextProblem, sortTextProblem } from "../filter/readTexts.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type FilterCommand =
  | "loupe.filterByExpression"
  | "loupe.buildFilter"
  | "loupe.clearExpression"
  | "loupe.sortByExpression"
  | "loupe.clearSort";

/** Commands about the expression that lists are filtered by, and the one that they are sorted by. */
export function filterCommands(services: CommandServices): CommandHandlers<FilterCommand> {
  const { lists, focus, panels, log } = services;
  const settled = () => focus.settled(panels.active !== null);
  const build = async () => {
    await settled();
    const where = await buildFilter(lists.where);
    if (where !== undefined) lists.setWhere(where);
  };
  // As a command, which tells the person of its failure.
  const beginBuilding = () => {
    const told = (error: unknown) => log.error("the filter could not be built", String(error));
    vscode.commands.executeCommand("loupe.buildFilter").then(undefined, told);
  };
  return {
    "loupe.filterByExpression": async () => {
      await settled();
      const where = await askExpression({
        title: t("Filter by an expression"),
        prompt: t("Only rollouts that fulfil it are listed. Leave it empty to list all."),
        placeholder: "wrong and iou > 0.5",
        value: lists.where,
        problem: filterTextProblem,
        history: lists.history("where"),
        build: beginBuilding,
      });
      if (where !== undefined) lists.setWhere(where);
    },
    "loupe.buildFilter": build,
    "loupe.clearExpression": () => lists.setWhere(""),
    "loupe.sortByExpression": async () => {
      await settled();
      const sort = await askExpression({
        title: t("Sort by an expression"),
        prompt: t("Fields with commas between them, the first key first. Leave it empty for the order of the files."),
        placeholder: "score desc, iou",
        value: lists.sort,
        problem: sortTextProblem,
        history: lists.history("sort"),
        build: null,
      });
      if (sort !== undefined) lists.setSort(sort);
    },
    "loupe.clearSort": () => lists.setSort(""),
  };
}
