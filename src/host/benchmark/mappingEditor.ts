import * as vscode from "vscode";
import type { ShowFailure } from "../showFailure.js";
import type { BenchmarkSources } from "./benchmarkSources.js";
import type { BenchmarkThread } from "./benchmarkThread.js";
import { BenchmarkView } from "./benchmarkView.js";
import { MappingSubject } from "./mappingSubject.js";

/** VS Code's name of the editor; package.json names it too. */
export const mappingViewType = "loupe.mapping";

interface Services {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly sources: BenchmarkSources;
  readonly thread: BenchmarkThread;
}

/** `mapping.json` of a benchmark as a form over the same text. */
export class MappingEditor implements vscode.CustomTextEditorProvider, vscode.Disposable {
  private readonly services: Services;
  private readonly open = new Set<BenchmarkView>();
  private readonly registration: vscode.Disposable;

  constructor(services: Services) {
    this.services = services;
    this.registration = vscode.window.registerCustomEditorProvider(mappingViewType, this);
  }

  get all(): readonly BenchmarkView[] {
    return [...this.open];
  }

  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const view = new BenchmarkView(panel, new MappingSubject(document, this.services), this.services);
    this.open.add(view);
    panel.onDidDispose(() => {
      this.open.delete(view);
      view.dispose();
    });
  }

  dispose(): void {
    this.registration.dispose();
    for (const view of this.open) view.dispose();
    this.open.clear();
  }
}
