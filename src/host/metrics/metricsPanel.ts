import * as vscode from "vscode";
import { metricsStrings } from "../../protocol/metricsStrings.js";
import {
  metricsHostSchemas,
  type MetricsApi,
  type MetricsHostApi,
  type MetricsInit,
  type MetricsView,
} from "../../protocol/metricsApi.js";
import { t } from "../t.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import { metricsView } from "./metricsView.js";
import type { MetricsServices } from "./metricsServices.js";

/** How long a shown file waits for more changes before it is read again. */
const quietMilliseconds = 250;

/** Reading a growing file again takes at most one part in so many of the time. */
const readingShare = 10;

/** The view of curves: owns its webview panel, the file in it and the channel to it. */
export class MetricsPanel implements vscode.Disposable {
  file: string | null = null;
  /** What is on show; null before anything was read. */
  view: MetricsView | null = null;

  private request = 0;
  private sent: MetricsView | null = null;
  private isStale = false;
  private isDisposed = false;
  private readMilliseconds = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  readonly panel: vscode.WebviewPanel;
  private readonly page: ViewPage<MetricsHostApi, MetricsApi>;
  private readonly services: MetricsServices;

  constructor(panel: vscode.WebviewPanel, services: MetricsServices) {
    this.panel = panel;
    this.services = services;
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "metrics", icon: "metrics", roots: [] },
      ...{ host: this.hostApi(), schemas: metricsHostSchemas },
      becameVisible: () => {
        if (this.isStale) this.reloadSoon();
      },
    });
  }

  /** Shows a metrics file; of several calls the last one counts. The old curves stay until the new ones are there. */
  async show(file: string): Promise<void> {
    const request = ++this.request;
    this.file = file;
    const start = performance.now();
    const read = await (await this.services.worker.api()).metrics({ file });
    if (request !== this.request || this.isDisposed) return;
    this.readMilliseconds = performance.now() - start;
    // After a reload of the window the view is there before its file is known: nothing is shown rather than "gone".
    if (read.kind === "unreadable" && this.view === null && this.services.worker.isReading) return;
    this.view = metricsView(file, read, t);
    this.panel.title = t("Curves of {0}", this.view.folder);
    this.send();
  }

  /** True while the webview's page is there and answers. */
  get isConnected(): boolean {
    return this.page.client !== null;
  }

  /** Reads the file again after it changed; a hidden view does so when it is shown. */
  fileChanged(): void {
    this.isStale = true;
    if (this.panel.visible) this.reloadSoon();
  }

  dispose(): void {
    this.isDisposed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.page.dispose();
  }

  private reloadSoon(): void {
    const wait = Math.max(quietMilliseconds, this.readMilliseconds * readingShare);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.isStale = false;
      if (this.file === null) return;
      this.show(this.file).catch((error: unknown) =>
        this.services.showFailure(t("The curves could not be read."), error),
      );
    }, wait);
  }

  /** What the webview may call. Nothing it sends becomes a path. */
  private hostApi(): MetricsHostApi {
    return {
      ready: () => Promise.resolve(this.becameReady()),
      openFile: async () => {
        if (this.file !== null) await vscode.window.showTextDocument(vscode.Uri.file(this.file));
      },
      log: ({ level, message }) => {
        this.services.log[level]("curves", message);
        return Promise.resolve();
      },
    };
  }

  /** The webview's page has (again) been loaded; it answers calls as soon as it has taken what this returns. */
  private becameReady(): MetricsInit {
    this.sent = this.view;
    this.page.becameReady(() => this.send());
    return { strings: translated(metricsStrings), view: this.view };
  }

  private send(): void {
    const { view } = this;
    if (this.page.client === null || view === null || view === this.sent) return;
    this.sent = view;
    this.page.ask(
      client => client.show({ view }),
      error => this.services.showFailure(t("The curves could not be shown."), error),
    );
  }
}
