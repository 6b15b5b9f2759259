import * as vscode from "vscode";
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

/** The open views of benchmarks that are no editors of a file: one of each kind for each folder. */
export class BenchmarkPanels implements vscode.Disposable {
  private readonly panels = new PanelList<BenchmarkView>();
  private readonly services: Services;

  constructor(services: Services) {
    this.services = services;
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

  dispose(): void {
    this.panels.dispose();
  }

  private find(folder: string, kind: abstract new (...args: never[]) => BenchmarkSubject): BenchmarkView | null {
    const known = this.panels.all.find(({ subject }) => subject instanceof kind && subject.folder === folder);
    known?.panel.reveal();
    return known ?? null;
  }

  private create(subject: BenchmarkSubject): BenchmarkView {
    const panel = vscode.window.createWebviewPanel("loupe.benchmark", subject.title, vscode.ViewColumn.Active);
    return this.panels.add(new BenchmarkView(panel, subject, this.services));
  }
}
