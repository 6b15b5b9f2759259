import * as vscode from "vscode";
import { t } from "../t.js";
import { LaunchPanel } from "./launchPanel.js";
import type { LaunchServices } from "./launchServices.js";

/** VS Code's name of the editor; package.json names it too. */
const viewType = "loupe.runConfig";

/** `*.loupe-run.json` as a form over the same text. */
export class LaunchEditor implements vscode.CustomTextEditorProvider, vscode.Disposable {
  private readonly services: LaunchServices;
  private readonly open = new Set<LaunchPanel>();
  private readonly registration: vscode.Disposable;

  constructor(services: LaunchServices) {
    this.services = services;
    this.registration = vscode.window.registerCustomEditorProvider(viewType, this);
  }

  get all(): readonly LaunchPanel[] {
    return [...this.open];
  }

  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const form = new LaunchPanel(document, panel, this.services);
    this.open.add(form);
    panel.onDidDispose(() => {
      this.open.delete(form);
      form.dispose();
    });
  }

  /** Something that every form shows has changed: settings, secrets, hosts. */
  refresh(): void {
    for (const form of this.open)
      form.update().catch((error: unknown) => this.services.showFailure(t("The run could not be planned."), error));
  }

  dispose(): void {
    this.registration.dispose();
    for (const form of this.open) form.dispose();
    this.open.clear();
  }
}
