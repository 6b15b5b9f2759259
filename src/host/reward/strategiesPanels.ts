import * as vscode from "vscode";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import { t } from "../t.js";
import { PanelList } from "../view/panelList.js";
import { StrategiesPanel } from "./strategiesPanel.js";
import type { StrategiesServices } from "./strategiesServices.js";

/** VS Code's name of the kind of panel; saved windows name it too. */
const viewType = "loupe.strategies";

/** The strategies views: one, and those that a saved window brings back. */
export class StrategiesPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new PanelList<StrategiesPanel>();
  private readonly registration: vscode.Disposable;
  private readonly services: StrategiesServices;

  constructor(services: StrategiesServices) {
    this.services = services;
    this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  get all(): readonly StrategiesPanel[] {
    return this.panels.all;
  }

  /** Shows the strategies of a run or a step, or without one of what was chosen last. */
  open(set: RolloutSet | null, strategy?: string): void {
    const view = this.panels.all.at(-1) ?? this.create();
    if (!view.panel.active) view.panel.reveal();
    if (set !== null) view.show({ set, ...(strategy === undefined ? {} : { strategy }) });
  }

  take(event: RunsEvent): void {
    for (const view of this.panels.all) view.take(event);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.panels.add(new StrategiesPanel(panel, this.services));
    return Promise.resolve();
  }

  dispose(): void {
    this.registration.dispose();
    this.panels.dispose();
  }

  private create(): StrategiesPanel {
    const panel = vscode.window.createWebviewPanel(viewType, t("Strategies"), vscode.ViewColumn.Active);
    return this.panels.add(new StrategiesPanel(panel, this.services));
  }
}
