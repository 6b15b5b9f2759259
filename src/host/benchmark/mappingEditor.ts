import * as vscode from "vscode";
import type { ShowFailure } from "../showFailure.js";
import { OpenViews } from "../view/openViews.js";
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
  private readonly open = new OpenViews<BenchmarkView>();
  private readonly registration: vscode.Disposable;

  constructor(services: Services) {
    this.services = services;
    this.registration = vscode.window.registerCustomEditorProvider(mappingViewType, this);
  }

  get all(): readonly BenchmarkView[] {
    return this.open.all;
  }

  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    this.open.add(panel, new BenchmarkView(panel, new MappingSubject(document, this.services), this.services));
  }

  dispose(): void {
    this.registration.dispose();
    this.open.dispose();
  }
}
