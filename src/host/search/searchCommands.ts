import * as vscode from "vscode";
import type { SearchScope } from "../../protocol/searchApi.js";
import type { CommandHandlers } from "../commands/commandHandlers.js";
import type { CommandServices } from "../commands/commandServices.js";
import { askSearch } from "./askSearch.js";
import { foundTextOf } from "./foundTextOf.js";
import type { HitResult } from "./searchResults.js";
import type { SearchView } from "./searchView.js";

type SearchCommand =
  "loupe.search" | "loupe.searchAgain" | "loupe.stopSearch" | "loupe.clearSearch" | "loupe.openSearchHit";

interface Services extends Pick<CommandServices, "panels" | "focus" | "tree"> {
  readonly searchView: SearchView;
}

const isHit = (argument: unknown): argument is HitResult =>
  typeof argument === "object" && argument !== null && "kind" in argument && argument.kind === "hit";

/** Searching the texts of rollouts: what to search for, what was found, and opening a match at its place. */
export function searchCommands({ panels, focus, tree, searchView }: Services): CommandHandlers<SearchCommand> {
  const ask = async (scope: SearchScope) => {
    const query = await askSearch(searchView.tree.results?.query ?? null);
    if (query === undefined) return;
    const searching = searchView.search(query, scope);
    await vscode.commands.executeCommand("loupe.search.focus");
    await searching;
  };
  return {
    // On a run of the tree: that run alone.
    "loupe.search": async argument => {
      await focus.settled(panels.active !== null);
      const node = typeof argument === "string" ? await tree.nodeOf(argument) : null;
      await ask(node?.kind === "run" ? { kind: "run", path: node.path } : { kind: "all" });
    },
    // Where the last one looked: in a run, or everywhere.
    "loupe.searchAgain": () => ask(searchView.scope),
    "loupe.stopSearch": () => searchView.stop(),
    "loupe.clearSearch": () => searchView.clear(),
    "loupe.openSearchHit": async argument => {
      if (!isHit(argument)) return;
      const { row, index } = argument;
      await panels.open(row.ref, { found: foundTextOf(row.hits, index) });
    },
  };
}
