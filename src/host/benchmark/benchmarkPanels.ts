import * as vscode from "vscode";
import { benchmarkStateSchema } from "../../protocol/benchmark/benchmarkViewApi.js";
import type { ShowFailure } from "../showFailure.js";
import { PanelList } from "../view/panelList.js";
import type { BenchmarkFolders } from "./benchmarkFolders.js";
import type { BenchmarkSubject } from "./benchmarkSubject.js";
import { BenchmarkView } from "./benchmarkView.js";
import { PageOrderSubject } from "./pageOrderSubject.js";
import { StatisticsSubject } from "./statisticsSubject.js";

interface Services {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly folders: BenchmarkFolders;
}

/** VS Code's name of the kind of panel; saved windows name it too. */
const viewType = "loupe.benchmark";

/** The open views of benchmarks that are no editors of a file: one of each kind for each folder. */
export class BenchmarkPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new PanelList<BenchmarkView>();
  private readonly services: Services;
  private readonly registration: vscode.Disposable;

  constructor(services: Services) {
    this.services = services;
    this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  get all(): readonly BenchmarkView[] {
    return this.panels.all;
  }

  openStatistics(folder: string): BenchmarkView {
    const known = this.find(folder, StatisticsSubject);
    return known ?? this.create(new StatisticsSubject(folder, this.services.folders));
  }

  /** `page`: the one to be shown; null: the one on show, or the first that should be looked at. */
  openOrder(folder: string, page: string | null): BenchmarkView {
    const known = this.find(folder, PageOrderSubject);
    if (known === null) return this.create(new PageOrderSubject(folder, page, this.services.folders));
    if (page !== null && known.subject instanceof PageOrderSubject) known.subject.show(page);
    return known;
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const state = benchmarkStateSchema.safeParse(saved).data;
    const { folders } = this.services;
    if (state?.kind === "statistics") this.adopt(panel, new StatisticsSubject(state.folder, folders));
    else if (state?.kind === "order") this.adopt(panel, new PageOrderSubject(state.folder, state.page, folders));
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    this.registration.dispose();
    this.panels.dispose();
  }

  private find(folder: string, kind: abstract new (...args: never[]) => BenchmarkSubject): BenchmarkView | null {
    const known = this.panels.all.find(({ subject }) => subject instanceof kind && subject.folder === folder);
    known?.panel.reveal();
    return known ?? null;
  }

  private create(subject: BenchmarkSubject): BenchmarkView {
    return this.adopt(vscode.window.createWebviewPanel(viewType, subject.title, vscode.ViewColumn.Active), subject);
  }

  private adopt(panel: vscode.WebviewPanel, subject: BenchmarkSubject): BenchmarkView {
    return this.panels.add(new BenchmarkView(panel, subject, this.services));
  }
}
