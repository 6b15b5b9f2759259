import { basename } from "node:path";
import * as vscode from "vscode";
import { distilOptionsSchema, type DistilOptions } from "../../core/distil/distilOptions.js";
import { distilViewStateSchema, type DistilViewState } from "../../protocol/distil/distilViewApi.js";
import { t } from "../t.js";
import { PanelList } from "../view/panelList.js";
import { DistilPanel } from "./distilPanel.js";
import type { DistilViewServices } from "./distilViewServices.js";

/** VS Code's name of the kind of panel; saved windows name it too. */
const viewType = "loupe.distil";

/** The view begins with what is kept. */
function firstState(folder: string, options: DistilOptions): DistilViewState {
  return {
    ...{ folder, options, base: options, tab: "traces", trace: null, next: null },
    query: { task: null, filter: "kept", reason: null },
  };
}

/** The views of distilled traces: one for each evaluation, and those that a saved window brings back. */
export class DistilPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new PanelList<DistilPanel>();
  private readonly registration: vscode.Disposable;
  private readonly services: DistilViewServices;

  constructor(services: DistilViewServices) {
    this.services = services;
    this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  get all(): readonly DistilPanel[] {
    return this.panels.all;
  }

  /** `options`: the settings that a new view begins with. */
  open(folder: string, options: DistilOptions = distilOptionsSchema.parse({})): DistilPanel {
    const known = this.panels.all.find(view => view.folder === folder);
    known?.panel.reveal();
    if (known !== undefined) return known;
    const title = t("Distilled Traces: {0}", basename(folder));
    const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active);
    return this.panels.add(new DistilPanel(panel, firstState(folder, options), this.services));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const state = distilViewStateSchema.safeParse(saved).data;
    const isOpen = this.panels.all.some(view => view.folder === state?.folder);
    if (state === undefined || isOpen) panel.dispose();
    else this.panels.add(new DistilPanel(panel, state, this.services));
    return Promise.resolve();
  }

  dispose(): void {
    this.registration.dispose();
    this.panels.dispose();
  }
}
