import * as vscode from "vscode";
import type { CompareScope } from "../../protocol/reward/compareViewApi.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import { t } from "../t.js";
import { PanelList } from "../view/panelList.js";
import { ComparePanel } from "./comparePanel.js";
import type { CompareServices } from "./compareServices.js";

/** VS Code's name of the kind of panel; saved windows name it too. */
const viewType = "loupe.compare";

/** The compare views: one, and those that a saved window brings back. */
export class ComparePanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new PanelList<ComparePanel>();
  private readonly registration: vscode.Disposable;
  private readonly services: CompareServices;

  constructor(services: CompareServices) {
    this.services = services;
    this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  get all(): readonly ComparePanel[] {
    return this.panels.all;
  }

  /** Puts sides next to each other, or without any shows what was compared last. */
  async open(scope: CompareScope | null): Promise<void> {
    const view = this.panels.all.at(-1) ?? (await this.create());
    if (!view.panel.active) view.panel.reveal();
    if (scope !== null) view.show(scope);
  }

  take(event: RunsEvent): void {
    for (const view of this.panels.all) view.take(event);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.panels.add(new ComparePanel(panel, this.services, await this.roots()));
  }

  dispose(): void {
    this.registration.dispose();
    this.panels.dispose();
  }

  private async create(): Promise<ComparePanel> {
    const roots = await this.roots();
    const panel = vscode.window.createWebviewPanel(viewType, t("Compare Checkpoints"), vscode.ViewColumn.Active);
    return this.panels.add(new ComparePanel(panel, this.services, roots));
  }

  private async roots(): Promise<readonly string[]> {
    return (await this.services.worker.api()).readableRoots(null);
  }
}
