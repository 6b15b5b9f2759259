import type * as vscode from "vscode";

/** The views of a custom editor that are open: each is disposed with its panel, and what is left with the editor. */
export class OpenViews<View extends vscode.Disposable> implements vscode.Disposable {
  private readonly open = new Set<View>();

  get all(): readonly View[] {
    return [...this.open];
  }

  add(panel: vscode.WebviewPanel, view: View): void {
    this.open.add(view);
    panel.onDidDispose(() => {
      this.open.delete(view);
      view.dispose();
    });
  }

  dispose(): void {
    for (const view of this.open) view.dispose();
    this.open.clear();
  }
}
