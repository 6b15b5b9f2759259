import * as vscode from "vscode";
import { reviewerName } from "../../node/benchmark/reviewerName.js";
import { evaluationStrings } from "../../protocol/evaluation/evaluationStrings.js";
import {
  evaluationHostSchemas,
  type EvaluationApi,
  type EvaluationHostApi,
  type EvaluationViewState,
  type FailureGroup,
  type ShownFailure,
} from "../../protocol/evaluation/evaluationViewApi.js";
import { reviewerSetting } from "../benchmark/reviewerSetting.js";
import { productVersion } from "../productVersion.js";
import { t } from "../t.js";
import { isInside } from "../view/isInside.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import { workspaceRoots } from "../workspaceRoots.js";
import { exportGallery } from "./exportGallery.js";
import { openAttempt } from "./openAttempt.js";
import { resultWords } from "./resultWords.js";
import type { EvaluationViewServices } from "./evaluationViewServices.js";

/** The tables of evaluations: owns the webview panel, and hands on what the desk reads. */
export class EvaluationPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  private readonly state: EvaluationViewState;
  private readonly services: EvaluationViewServices;
  private readonly page: ViewPage<EvaluationHostApi, EvaluationApi>;
  private readonly subscriptions: vscode.Disposable;

  constructor(panel: vscode.WebviewPanel, state: EvaluationViewState, services: EvaluationViewServices) {
    this.panel = panel;
    this.state = state;
    this.services = services;
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "evaluation", icon: "review", roots: workspaceRoots() },
      ...{ host: this.hostApi(), schemas: evaluationHostSchemas },
      becameVisible: () => undefined,
    });
    this.subscriptions = vscode.Disposable.from(
      services.evaluations.onDidChange(() => this.tellChanged()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.tellChanged()),
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
      error => this.services.log.warn("the tables took no news", String(error)),
    );
  }

  /** What the webview may call. Folders that it sends have to be evaluations of the opened folders. */
  private hostApi(): EvaluationHostApi {
    const { desk, evaluations } = this.services;
    return {
      ready: () => {
        this.page.becameReady(() => undefined);
        return Promise.resolve({
          strings: translated(evaluationStrings),
          words: resultWords(),
          canWrite: vscode.workspace.isTrusted,
          state: this.state,
        });
      },
      table: async ({ query }) => {
        const folders = await evaluations.paths();
        return desk.ask(client => client.table({ folders, query }));
      },
      answers: async ({ query }) => {
        await this.known(query.folder);
        return desk.ask(client => client.answers({ query }));
      },
      answer: async params => {
        await this.known(params.folder);
        return desk.ask(client => client.answer(params));
      },
      decide: params => this.decide(params),
      drawCheck: params => this.drawCheck(params),
      openOnPage: async params => {
        await this.known(params.folder);
        await openAttempt(this.services, params);
      },
      failures: async ({ query }) => {
        await this.known(query.folder);
        const { counts, groups } = await desk.ask(client => client.failures({ query }));
        const shown = ({ failures }: FailureGroup) => failures.map(failure => this.forWindow(failure));
        return { counts, groups: groups.map(group => ({ ...group, failures: shown(group) })) };
      },
      exportGallery: async ({ query }) => {
        await this.known(query.folder);
        await exportGallery(this.services.desk, query);
      },
      copyText: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
      },
      log: ({ level, message }) => {
        this.services.log[level]("evaluation tables", message);
        return Promise.resolve();
      },
    };
  }

  /** @throws for a folder that is no evaluation of this window */
  private async known(folder: string): Promise<void> {
    if (!(await this.services.evaluations.paths()).includes(folder)) throw new Error(`no evaluation: ${folder}`);
  }

  private async decide({
    folder,
    prediction,
    outcome,
    why,
  }: Parameters<EvaluationHostApi["decide"]>[0]): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new Error(t("Restricted Mode: deciding needs a trusted folder."));
    await this.known(folder);
    const name = await reviewerName(reviewerSetting(folder), folder);
    const toolVersion = productVersion(this.services.extension);
    const decision = { prediction, outcome, why, name, toolVersion, at: new Date().toISOString() };
    await this.services.desk.ask(client => client.decide({ folder, decision }));
    this.services.evaluations.refresh();
  }

  private async drawCheck({ folder }: Parameters<EvaluationHostApi["drawCheck"]>[0]): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new Error(t("Restricted Mode: deciding needs a trusted folder."));
    await this.known(folder);
    const toolVersion = productVersion(this.services.extension);
    const isDrawn = await this.services.desk.ask(client => client.drawCheck({ folder, toolVersion }));
    if (!isDrawn) throw new Error(t("No judge has decided an answer of this evaluation."));
  }

  /** Pages outside of the opened folders are not loaded. */
  private forWindow(failure: ShownFailure): ShownFailure {
    const { uri } = failure;
    const isReachable = uri !== null && workspaceRoots().some(root => isInside(uri, root));
    return { ...failure, uri: isReachable ? this.panel.webview.asWebviewUri(vscode.Uri.file(uri)).toString() : null };
  }
}
