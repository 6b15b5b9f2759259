import * as vscode from "vscode";
import { viewStrings } from "../../protocol/viewStrings.js";
import { benchmarkStrings } from "../../protocol/benchmark/benchmarkStrings.js";
import {
  benchmarkHostSchemas,
  type BenchmarkApi,
  type BenchmarkHostApi,
  type BenchmarkInit,
  type ShownBenchmark,
} from "../../protocol/benchmark/benchmarkViewApi.js";
import type { ShowFailure } from "../showFailure.js";
import { t } from "../t.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import type { BenchmarkSubject } from "./benchmarkSubject.js";

interface Services {
  readonly extension: Pick<vscode.Extension<unknown>, "extensionUri">;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
}

/** One of the views of a benchmark: owns its webview panel and its subject. */
export class BenchmarkView implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly subject: BenchmarkSubject;
  /** What is on show; null before anything was read. */
  shown: ShownBenchmark | null = null;
  private request = 0;
  private isDisposed = false;
  private allowed: readonly string[] = [];
  private readonly services: Services;
  private readonly page: ViewPage<BenchmarkHostApi, BenchmarkApi>;
  private readonly subscriptions: vscode.Disposable;

  constructor(panel: vscode.WebviewPanel, subject: BenchmarkSubject, services: Services) {
    this.panel = panel;
    this.subject = subject;
    this.services = services;
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "benchmark", icon: "review", roots: [] },
      ...{ host: this.hostApi(), schemas: benchmarkHostSchemas },
      becameVisible: () => undefined,
    });
    this.subscriptions = vscode.Disposable.from(
      subject.onDidChange(() => this.updateSoon()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.updateSoon()),
    );
  }

  get isConnected(): boolean {
    return this.page.client !== null;
  }

  /** Asks the subject what is to be shown, and shows it; of several calls the last one counts. */
  async update(): Promise<ShownBenchmark> {
    const request = ++this.request;
    const toUri = (path: string) => this.panel.webview.asWebviewUri(vscode.Uri.file(path)).toString();
    const shown = await this.subject.shown(toUri);
    if (request !== this.request || this.isDisposed) return this.shown ?? shown;
    this.shown = shown;
    this.panel.title = this.subject.title;
    this.allowRoots();
    this.page.ask(
      client => client.show({ shown }),
      error => this.services.log.warn("a view of a benchmark took no news", String(error)),
    );
    return shown;
  }

  dispose(): void {
    this.isDisposed = true;
    this.subscriptions.dispose();
    this.subject.dispose();
    this.page.dispose();
  }

  /** New roots make the webview load its page again, so they are set only where they differ. */
  private allowRoots(): void {
    const { roots } = this.subject;
    if (roots.every(root => this.allowed.includes(root))) return;
    this.allowed = roots;
    this.page.allow(roots);
  }

  private updateSoon(): void {
    this.update().catch((error: unknown) =>
      this.services.showFailure(t("The view could not be brought up to date."), error),
    );
  }

  /** What the webview may call. Ids that it sends are looked up, and become no paths. */
  private hostApi(): BenchmarkHostApi {
    return {
      ready: async (): Promise<BenchmarkInit> => {
        const shown = this.shown ?? (await this.update());
        this.page.becameReady(() => this.updateSoon());
        const { folder } = this.subject;
        return { folder, strings: translated(benchmarkStrings), pageStrings: translated(viewStrings), shown };
      },
      act: async ({ action }) => {
        try {
          await this.subject.act(action);
        } catch (error) {
          this.services.showFailure(t("The change could not be kept."), error);
          this.updateSoon();
        }
      },
      copyText: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
      },
      log: ({ level, message }) => {
        this.services.log[level]("a view of a benchmark", message);
        return Promise.resolve();
      },
    };
  }
}
