import { basename } from "node:path";
import * as vscode from "vscode";
import { reviewStateSchema, type ReviewFilter } from "../../protocol/review/reviewViewApi.js";
import { t } from "../t.js";
import { PanelList } from "../view/panelList.js";
import { ReviewPanel } from "./reviewPanel.js";
import type { ReviewServices } from "./reviewServices.js";

/** VS Code's name of the kind of panel; saved windows name it too. */
const viewType = "loupe.review";

/** The queue that a review begins with. */
export const firstQueue: ReviewFilter = {
  ...{ task: null, generator: null, position: null, check: null, mostConfidence: null, state: "todo" },
  order: "page",
};

/** The reviews that are open: one for each benchmark, and those that a saved window brings back. */
export class ReviewPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new PanelList<ReviewPanel>();
  private readonly registration: vscode.Disposable;
  private readonly services: ReviewServices;

  constructor(services: ReviewServices) {
    this.services = services;
    this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  get all(): readonly ReviewPanel[] {
    return this.panels.all;
  }

  /** Reviews a benchmark: what its filters leave, by default everything that nobody has decided. */
  open(folder: string, changes: Partial<ReviewFilter>): ReviewPanel {
    const filter = { ...firstQueue, ...changes };
    const known = this.panels.all.find(view => view.folder === folder);
    if (known !== undefined) {
      known.panel.reveal();
      known.show(filter);
      return known;
    }
    const title = t("Review: {0}", basename(folder));
    const panel = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active);
    return this.panels.add(new ReviewPanel(panel, folder, filter, this.services));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const state = reviewStateSchema.safeParse(saved).data;
    const isOpen = this.panels.all.some(view => view.folder === state?.folder);
    if (state === undefined || isOpen) panel.dispose();
    else this.panels.add(new ReviewPanel(panel, state.folder, state.filter, this.services));
    return Promise.resolve();
  }

  dispose(): void {
    this.registration.dispose();
    this.panels.dispose();
  }
}
