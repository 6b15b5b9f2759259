import * as vscode from "vscode";
import { rewardStrings } from "../../protocol/reward/rewardStrings.js";
import {
  strategiesHostSchemas,
  type StrategiesApi,
  type StrategiesHostApi,
  type StrategiesInit,
  type StrategiesScope,
} from "../../protocol/reward/strategiesViewApi.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import { t } from "../t.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import { strategiesHost } from "./strategiesHost.js";
import type { StrategiesServices } from "./strategiesServices.js";

/** The strategies view: owns its webview panel and the channel to it. What is chosen in it, it remembers itself. */
export class StrategiesPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  private readonly page: ViewPage<StrategiesHostApi, StrategiesApi>;
  private readonly services: StrategiesServices;
  /** What was asked for and not shown yet. */
  private scope: StrategiesScope | null = null;

  constructor(panel: vscode.WebviewPanel, services: StrategiesServices) {
    this.panel = panel;
    this.services = services;
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "strategies", icon: "strategies", roots: [] },
      ...{ host: strategiesHost(services, () => this.becameReady()), schemas: strategiesHostSchemas },
      becameVisible: () => undefined,
    });
  }

  /** True while the webview's page is there and answers. */
  get isConnected(): boolean {
    return this.page.client !== null;
  }

  /** Shows a run or a step; a page that is not there yet takes it up when it is. */
  show(scope: StrategiesScope): void {
    this.scope = scope;
    this.send();
  }

  take(event: RunsEvent): void {
    const failed = (error: unknown) => this.services.log.warn("the strategies view took no news", String(error));
    if (event.kind === "changed") this.page.ask(client => client.changed(null), failed);
    const { kind } = event;
    if (kind === "rewardProgress") this.page.ask(client => client.progress({ done: event.done, of: event.of }), failed);
  }

  dispose(): void {
    this.page.dispose();
  }

  private becameReady(): StrategiesInit {
    const { scope } = this;
    this.scope = null;
    this.page.becameReady(() => this.send());
    return { strings: translated(rewardStrings), scope };
  }

  private send(): void {
    const { scope } = this;
    if (scope === null || this.page.client === null) return;
    this.scope = null;
    this.page.ask(
      client => client.show({ scope }),
      error => this.services.showFailure(t("The strategies could not be shown."), error),
    );
  }
}
