import * as vscode from "vscode";
import { miniatureStrings } from "../../protocol/simulate/miniatureStrings.js";
import {
  miniatureHostSchemas,
  type MiniatureApi,
  type MiniatureHostApi,
  type MiniatureInit,
  type ShownMiniature,
} from "../../protocol/simulate/miniatureViewApi.js";
import { t } from "../t.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import type { ComparisonServices } from "./comparisonServices.js";
import { listedStrategies } from "./listedStrategies.js";
import { shownMiniature } from "./shownMiniature.js";

/** More than a comparison of hundreds of strategies comes to: what is longer is something else. */
const mostBytes = 256 * 1024 * 1024;

/** How long a file may go on changing before it is read again. */
const quietMilliseconds = 200;

/** The view of one file: owns its webview panel, follows the file, changes nothing in it. */
export class ComparisonPanel implements vscode.Disposable {
  readonly uri: vscode.Uri;
  /** What is on show; null before the file was read. */
  shown: ShownMiniature | null = null;
  private request = 0;
  private isDisposed = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly services: ComparisonServices;
  private readonly page: ViewPage<MiniatureHostApi, MiniatureApi>;
  private readonly watcher: vscode.Disposable;

  constructor(uri: vscode.Uri, panel: vscode.WebviewPanel, services: ComparisonServices) {
    this.uri = uri;
    this.services = services;
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "miniature", icon: "strategies", roots: [] },
      ...{ host: this.hostApi(), schemas: miniatureHostSchemas },
      becameVisible: () => undefined,
    });
    this.watcher = this.follow();
  }

  get isConnected(): boolean {
    return this.page.client !== null;
  }

  /** Reads the file and shows what it holds; of several calls the last one counts. */
  async update(): Promise<ShownMiniature> {
    const request = ++this.request;
    const shown = await this.read();
    if (request !== this.request || this.isDisposed) return this.shown ?? shown;
    this.shown = shown;
    this.send();
    return shown;
  }

  dispose(): void {
    this.isDisposed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.watcher.dispose();
    this.page.dispose();
  }

  private async read(): Promise<ShownMiniature> {
    try {
      const { size } = await vscode.workspace.fs.stat(this.uri);
      if (size > mostBytes) return { kind: "unreadable", sentence: t("This file is too long for a comparison.") };
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.uri));
      return shownMiniature(text, listedStrategies(this.services.settings));
    } catch (error) {
      this.services.log.warn("a comparison could not be read", String(error));
      return { kind: "unreadable", sentence: t("This file is not there any more, or cannot be read.") };
    }
  }

  /** The command line may write the same file anew. */
  private follow(): vscode.Disposable {
    const name = this.uri.path.slice(this.uri.path.lastIndexOf("/") + 1);
    // A pattern takes some characters for its own.
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(this.uri, ".."), name.replace(/[[\]{}*?]/g, "?"));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const changed = () => this.updateSoon();
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
    );
  }

  private updateSoon(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.update().catch((error: unknown) =>
        this.services.showFailure(t("The comparison could not be shown."), error),
      );
    }, quietMilliseconds);
  }

  /** What the webview may call. Nothing it sends becomes a path. */
  private hostApi(): MiniatureHostApi {
    return {
      ready: () => this.becameReady(),
      copyText: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
      },
      openText: async () => {
        await vscode.commands.executeCommand("vscode.openWith", this.uri, "default");
      },
      log: ({ level, message }) => {
        this.services.log[level]("the view of a comparison", message);
        return Promise.resolve();
      },
    };
  }

  private async becameReady(): Promise<MiniatureInit> {
    const shown = this.shown ?? (await this.update());
    this.page.becameReady(() => this.send());
    return { strings: translated(miniatureStrings), shown };
  }

  private send(): void {
    const { shown } = this;
    if (shown === null) return;
    this.page.ask(
      client => client.show({ shown }),
      error => this.services.log.warn("the view of a comparison took no news", String(error)),
    );
  }
}
