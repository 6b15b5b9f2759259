import * as vscode from "vscode";
import { ComparisonPanel } from "./comparisonPanel.js";
import type { ComparisonServices } from "./comparisonServices.js";

/** VS Code's name of the editor; package.json names it too. */
export const comparisonViewType = "loupe.miniatureComparison";

/** `*.loupe-miniature.json` as a view that changes nothing. */
export class ComparisonEditor implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  private readonly services: ComparisonServices;
  private readonly open = new Set<ComparisonPanel>();
  private readonly registration: vscode.Disposable;

  constructor(services: ComparisonServices) {
    this.services = services;
    this.registration = vscode.window.registerCustomEditorProvider(comparisonViewType, this, {
      supportsMultipleEditorsPerDocument: true,
    });
  }

  get all(): readonly ComparisonPanel[] {
    return [...this.open];
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const view = new ComparisonPanel(uri, panel, this.services);
    this.open.add(view);
    panel.onDidDispose(() => {
      this.open.delete(view);
      view.dispose();
    });
  }

  dispose(): void {
    this.registration.dispose();
    for (const view of this.open) view.dispose();
    this.open.clear();
  }
}
