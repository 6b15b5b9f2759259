import type * as vscode from "vscode";

interface Listed extends vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
}

/** The open views of one kind, the one used last at the end. Closing a panel disposes its view. */
export class PanelList<View extends Listed> implements vscode.Disposable {
  private readonly views: View[] = [];
  private readonly onChange: () => void;

  /** `onChange` is called when a view was closed, hidden, shown or became the active editor. */
  constructor(onChange: () => void = () => undefined) {
    this.onChange = onChange;
  }

  get all(): readonly View[] {
    return this.views;
  }

  /** The view that is the active editor, or null. */
  get active(): View | null {
    return this.views.find(({ panel }) => panel.active) ?? null;
  }

  add(view: View): View {
    const { panel } = view;
    this.views.push(view);
    panel.onDidDispose(() => {
      this.take(view);
      view.dispose();
      this.onChange();
    });
    panel.onDidChangeViewState(() => {
      if (panel.active) this.views.push(...this.take(view));
      this.onChange();
    });
    return view;
  }

  dispose(): void {
    for (const view of [...this.views]) view.dispose();
  }

  private take(view: View): readonly View[] {
    return this.views.splice(this.views.indexOf(view), 1);
  }
}
