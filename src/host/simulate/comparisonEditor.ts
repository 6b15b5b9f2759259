import * as vscode from "vscode";
import { OpenViews } from "../view/openViews.js";
import { ComparisonPanel } from "./comparisonPanel.js";
import type { ComparisonServices } from "./comparisonServices.js";

/** VS Code's name of the editor; package.json names it too. */
export const comparisonViewType = "loupe.miniatureComparison";

/** `*.loupe-miniature.json` as a view that changes nothing. */
export class ComparisonEditor implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  private readonly services: ComparisonServices;
  private readonly open = new OpenViews<ComparisonPanel>();
  private readonly registration: vscode.Disposable;

  constructor(services: ComparisonServices) {
    this.services = services;
    this.registration = vscode.window.registerCustomEditorProvider(comparisonViewType, this, {
      supportsMultipleEditorsPerDocument: true,
    });
  }

  get all(): readonly ComparisonPanel[] {
    return this.open.all;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    this.open.add(panel, new ComparisonPanel(uri, panel, this.services));
  }

  dispose(): void {
    this.registration.dispose();
    this.open.dispose();
  }
}
