import { basename, dirname, resolve } from "node:path";
import * as vscode from "vscode";
import { reviewerName } from "../../node/benchmark/reviewerName.js";
import { viewStrings } from "../../protocol/viewStrings.js";
import { distilStrings } from "../../protocol/distil/distilStrings.js";
import {
  distilHostSchemas,
  type DistilHostApi,
  type DistilInit,
  type DistilViewApi,
  type DistilViewState,
  type ShownTrace,
} from "../../protocol/distil/distilViewApi.js";
import { reviewerSetting } from "../benchmark/reviewerSetting.js";
import { openAttempt } from "../evaluation/openAttempt.js";
import { productVersion } from "../productVersion.js";
import { t } from "../t.js";
import { isInside } from "../view/isInside.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import { workspaceRoots } from "../workspaceRoots.js";
import type { DistilViewServices } from "./distilViewServices.js";
import { exportTraces } from "./exportTraces.js";
import { followTraces } from "./followTraces.js";

const mostRunFiles = 200;

async function runFiles(): Promise<readonly { readonly path: string; readonly name: string }[]> {
  const found = await vscode.workspace.findFiles("**/*.loupe-run.json", "**/node_modules/**", mostRunFiles);
  const files = found.filter(({ scheme }) => scheme === "file");
  return files
    .map(uri => ({ path: uri.fsPath, name: vscode.workspace.asRelativePath(uri) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The distilled traces of one evaluation: owns the webview panel, and hands on what the desk reads. */
export class DistilPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly folder: string;
  private readonly state: DistilViewState;
  private readonly services: DistilViewServices;
  private readonly page: ViewPage<DistilHostApi, DistilViewApi>;
  private readonly subscriptions: vscode.Disposable;
  /** Folders that the window may load pages from. */
  private roots: readonly string[];
  private reviewer: Promise<string> | null = null;

  constructor(panel: vscode.WebviewPanel, state: DistilViewState, services: DistilViewServices) {
    this.panel = panel;
    this.folder = state.folder;
    this.state = state;
    this.services = services;
    this.roots = workspaceRoots();
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "distil", icon: "review", roots: this.roots },
      ...{ host: this.hostApi(), schemas: distilHostSchemas },
      becameVisible: () => undefined,
    });
    this.subscriptions = vscode.Disposable.from(
      followTraces(state.folder, () => this.tellChanged()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.tellChanged()),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (!event.affectsConfiguration("loupe.review")) return;
        this.reviewer = null;
        this.tellChanged();
      }),
    );
  }

  get isConnected(): boolean {
    return this.page.client !== null;
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.page.dispose();
  }

  private tellChanged(): void {
    this.page.ask(
      client => client.changed({ canWrite: vscode.workspace.isTrusted }),
      error => this.services.log.warn("the traces took no news", String(error)),
    );
  }

  /** What the webview may call; all of it is about this panel's folder. */
  private hostApi(): DistilHostApi {
    const { traceDesk } = this.services;
    return {
      ready: () => this.ready(),
      overview: async params => {
        const asked = await this.asked(params);
        return traceDesk.ask(client => client.distilOverview(asked));
      },
      list: async params => {
        const asked = await this.asked(params);
        return traceDesk.ask(client => client.distilList(asked));
      },
      changes: async params => {
        const asked = await this.asked(params);
        return traceDesk.ask(client => client.distilChanges(asked));
      },
      sample: async params => {
        const asked = await this.asked(params);
        return traceDesk.ask(client => client.distilSample(asked));
      },
      trace: async params => {
        const asked = await this.asked(params);
        const shown = await traceDesk.ask(client => client.distilTrace(asked));
        return shown === null ? null : this.forWindow(shown);
      },
      row: async params => {
        const asked = await this.asked(params);
        return traceDesk.ask(client => client.distilRow(asked));
      },
      decide: params => this.decide(params),
      runFiles,
      ...this.actions(),
    };
  }

  private actions(): Pick<
    DistilHostApi,
    "exportRows" | "openOnPage" | "chooseDataset" | "manageTrust" | "copyText" | "log"
  > {
    return {
      exportRows: async ({ options, next }) => {
        if (!vscode.workspace.isTrusted) throw new Error(t("Restricted Mode: an export needs a trusted folder."));
        await exportTraces(this.services, { folder: this.folder, options, next });
      },
      openOnPage: ({ prediction }) => openAttempt(this.services, { folder: this.folder, prediction }),
      chooseDataset: () => this.chooseDataset(),
      manageTrust: async () => {
        await vscode.commands.executeCommand("workbench.trust.manage");
      },
      copyText: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
      },
      log: ({ level, message }) => {
        this.services.log[level]("distilled traces", message);
        return Promise.resolve();
      },
    };
  }

  private async ready(): Promise<DistilInit> {
    this.page.becameReady(() => undefined);
    return {
      ...{
        strings: translated(distilStrings),
        pageStrings: translated(viewStrings),
        ...this.services.settings.forView(),
      },
      ...{ name: basename(this.folder), reviewer: await this.reviewerName() },
      ...{ canWrite: vscode.workspace.isTrusted, state: this.state },
    };
  }

  private async asked<Params extends object>(params: Params) {
    const dataset = this.services.distilMemory.of(this.folder);
    return { ...params, folder: this.folder, dataset, reviewer: await this.reviewerName() };
  }

  /** Under which name decisions are written. git is asked in trusted folders only, whose configuration it reads. */
  private reviewerName(): Promise<string> {
    const place = vscode.workspace.isTrusted ? this.folder : this.services.extension.extensionPath;
    this.reviewer ??= reviewerName(reviewerSetting(this.folder), place);
    return this.reviewer;
  }

  private async decide({ isBlind, ...said }: Parameters<DistilHostApi["decide"]>[0]): Promise<boolean> {
    if (!vscode.workspace.isTrusted) throw new Error(t("Restricted Mode: deciding needs a trusted folder."));
    const { folder, dataset, reviewer } = await this.asked({});
    const version = productVersion(this.services.extension);
    const deciding = { ...said, isBlind, reviewer, version, at: new Date().toISOString() };
    return this.services.traceDesk.ask(client => client.distilDecide({ folder, dataset, deciding }));
  }

  private async chooseDataset(): Promise<void> {
    const title = t("Where is the benchmark?");
    const picked = await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false });
    const folder = picked?.[0]?.fsPath;
    if (folder === undefined) return;
    await this.services.distilMemory.set(this.folder, resolve(folder));
    this.tellChanged();
  }

  /**
   * The page as the window loads it. One outside of the opened folders is loaded where the workspace is trusted: new
   * roots make the webview load again, and ask again.
   */
  private forWindow(shown: ShownTrace): ShownTrace {
    const { uri } = shown.page;
    if (uri === null) return shown;
    const isReachable = this.roots.some(root => isInside(uri, root));
    if (!isReachable && vscode.workspace.isTrusted) {
      this.roots = [...this.roots, dirname(uri)];
      this.page.allow(this.roots);
    }
    const isShown = isReachable || vscode.workspace.isTrusted;
    const own = isShown ? this.panel.webview.asWebviewUri(vscode.Uri.file(uri)).toString() : null;
    return { ...shown, page: { ...shown.page, uri: own } };
  }
}
