import * as vscode from "vscode";

type ContextKey =
  | "loupe.hasRuns"
  | "loupe.hasRollout"
  | "loupe.hasFilters"
  | "loupe.hasExpression"
  | "loupe.hasSort"
  | "loupe.hasAddedFolders"
  | "loupe.hasJobs"
  | "loupe.hasSearch"
  | "loupe.isSearching"
  | "loupe.reading"
  | "loupe.pinned"
  | "loupe.hasSelectedTrajectory"
  | "loupe.viewFocus"
  | "loupe.viewInputFocus";

/** The context keys of the manifest's `when` clauses. VS Code is told only what changed. */
export class ContextKeys {
  private readonly values = new Map<ContextKey, boolean>();
  private readonly onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.onError = onError;
  }

  set(key: ContextKey, value: boolean): void {
    if ((this.values.get(key) ?? false) === value) return;
    this.values.set(key, value);
    vscode.commands.executeCommand("setContext", key, value).then(undefined, this.onError);
  }
}
