import * as vscode from "vscode";
import { viewStrings } from "../../protocol/viewStrings.js";
import { compareStrings } from "../../protocol/reward/compareStrings.js";
import type { QuestionPanes } from "../../protocol/reward/compareApi.js";
import {
  compareHostSchemas,
  type CompareHostApi,
  type CompareInit,
  type CompareScope,
  type CompareViewApi,
} from "../../protocol/reward/compareViewApi.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import { t } from "../t.js";
import { isInside } from "../view/isInside.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import { compareHost } from "./compareHost.js";
import type { CompareServices } from "./compareServices.js";

/** The compare view: owns its webview panel and the channel to it. What is chosen in it, it remembers itself. */
export class ComparePanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  private readonly page: ViewPage<CompareHostApi, CompareViewApi>;
  private readonly services: CompareServices;
  private roots: readonly string[];
  /** What was asked for and not shown yet. */
  private scope: CompareScope | null = null;

  /** `roots`: folders on disk that the window may load pages from. */
  constructor(panel: vscode.WebviewPanel, services: CompareServices, roots: readonly string[]) {
    this.panel = panel;
    this.services = services;
    this.roots = roots;
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "compare", icon: "compare", roots },
      ...{ host: compareHost(services, this), schemas: compareHostSchemas },
      becameVisible: () => undefined,
    });
  }

  /** True while the webview's page is there and answers. */
  get isConnected(): boolean {
    return this.page.client !== null;
  }

  /** Puts sides next to each other; a page that is not there yet takes them up when it is. */
  show(scope: CompareScope): void {
    this.scope = scope;
    this.send();
  }

  take(event: RunsEvent): void {
    const failed = (error: unknown) => this.services.log.warn("the compare view took no news", String(error));
    if (event.kind === "changed") this.page.ask(client => client.changed(null), failed);
    if (event.kind === "rewardProgress")
      this.page.ask(client => client.progress({ done: event.done, of: event.of }), failed);
  }

  becameReady(): CompareInit {
    const { scope } = this;
    this.scope = null;
    this.page.becameReady(() => this.send());
    const strings = { strings: translated(compareStrings), pageStrings: translated(viewStrings) };
    return { ...strings, ...this.services.settings.forView(), scope };
  }

  /** New roots make the webview load again, and ask again: they are set only for a page outside of those it has. */
  async forWindow(panes: QuestionPanes): Promise<QuestionPanes> {
    const { page } = panes;
    if (page.kind !== "image") return panes;
    if (!this.roots.some(root => isInside(page.uri, root))) {
      const roots = await (await this.services.worker.api()).readableRoots(null);
      if (roots.some(root => isInside(page.uri, root))) {
        this.roots = roots;
        this.page.allow(roots);
      }
    }
    const uri = this.panel.webview.asWebviewUri(vscode.Uri.file(page.uri)).toString();
    return { ...panes, page: { ...page, uri } };
  }

  dispose(): void {
    this.page.dispose();
  }

  private send(): void {
    const { scope } = this;
    if (scope === null || this.page.client === null) return;
    this.scope = null;
    this.page.ask(
      client => client.show({ scope }),
      error => this.services.showFailure(t("The checkpoints could not be compared."), error),
    );
  }
}
