import * as vscode from "vscode";
import { evaluationViewStateSchema, type EvaluationViewState } from "../../protocol/evaluation/evaluationViewApi.js";
import { t } from "../t.js";
import { PanelList } from "../view/panelList.js";
import { EvaluationPanel } from "./evaluationPanel.js";
import type { EvaluationViewServices } from "./evaluationViewServices.js";

/** VS Code's name of the kind of panel; saved windows name it too. */
const viewType = "loupe.evaluation";

const firstState: EvaluationViewState = {
  table: { kind: "models", base: null, hidden: [], split: null, by: "issue", trained: {} },
  list: null,
  answer: null,
};

/** The tables of evaluations: one view of all that the opened folders have. */
export class EvaluationPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new PanelList<EvaluationPanel>();
  private readonly registration: vscode.Disposable;
  private readonly services: EvaluationViewServices;

  constructor(services: EvaluationViewServices) {
    this.services = services;
    this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  get all(): readonly EvaluationPanel[] {
    return this.panels.all;
  }

  open(): EvaluationPanel {
    const [known] = this.panels.all;
    known?.panel.reveal();
    return known ?? this.adopt(this.create(), firstState);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    if (this.panels.all.length > 0) panel.dispose();
    else this.adopt(panel, evaluationViewStateSchema.safeParse(saved).data ?? firstState);
    return Promise.resolve();
  }

  dispose(): void {
    this.registration.dispose();
    this.panels.dispose();
  }

  private create(): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(viewType, t("Evaluation Tables"), vscode.ViewColumn.Active);
  }

  private adopt(panel: vscode.WebviewPanel, state: EvaluationViewState): EvaluationPanel {
    return this.panels.add(new EvaluationPanel(panel, state, this.services));
  }
}
