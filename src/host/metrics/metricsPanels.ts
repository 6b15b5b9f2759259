import * as vscode from "vscode";
import { metricsStateSchema } from "../../protocol/metricsApi.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import { t } from "../t.js";
import { PanelList } from "../view/panelList.js";
import { concernsFile } from "./concernsFile.js";
import { MetricsPanel } from "./metricsPanel.js";
import type { MetricsServices } from "./metricsServices.js";

/** VS Code's name of the kind of panel; saved windows name it too. */
const viewType = "loupe.metrics";

/** The views of curves: the one used last follows the selection. A second one comes from a saved window only. */
export class MetricsPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new PanelList<MetricsPanel>();
  private readonly registration: vscode.Disposable;
  private readonly services: MetricsServices;

  constructor(services: MetricsServices) {
    this.services = services;
    this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** The view that follows the selection, or null. */
  get following(): MetricsPanel | null {
    return this.panels.all.at(-1) ?? null;
  }

  get all(): readonly MetricsPanel[] {
    return this.panels.all;
  }

  /** Shows the curves of a metrics file (an absolute path), in the view that is there or in a new one. */
  async open(file: string, preserveFocus = true): Promise<void> {
    const view = this.following ?? this.create();
    if (!preserveFocus || !view.panel.visible) view.panel.reveal(undefined, preserveFocus);
    await view.show(file);
  }

  /** Shows a file in the view on screen: a selection alone opens nothing. */
  async follow(file: string): Promise<void> {
    const view = this.following;
    if (view?.panel.visible === true && view.file !== file) await view.show(file);
  }

  take(event: RunsEvent): void {
    if (event.kind !== "changed") return;
    for (const view of this.panels.all) {
      if (view.file === null) continue;
      // A file that is gone or empty, or is not known yet, has no item of its own: any change may concern it.
      if (view.view?.problem !== null || concernsFile(event.ids, view.file)) view.fileChanged();
    }
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const parsed = metricsStateSchema.safeParse(state);
    const view = this.adopt(panel);
    if (parsed.success && parsed.data.file !== null) await view.show(parsed.data.file);
  }

  dispose(): void {
    this.registration.dispose();
    this.panels.dispose();
  }

  private create(): MetricsPanel {
    const column = { viewColumn: vscode.ViewColumn.Active, preserveFocus: true };
    return this.adopt(vscode.window.createWebviewPanel(viewType, t("Curves"), column));
  }

  private adopt(panel: vscode.WebviewPanel): MetricsPanel {
    return this.panels.add(new MetricsPanel(panel, this.services));
  }
}
