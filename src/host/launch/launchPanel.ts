import * as vscode from "vscode";
import type { LaunchDraft, DraftRead } from "../../node/jobs/launchDraft.js";
import { launchStrings } from "../../protocol/jobs/launchStrings.js";
import {
  launchHostSchemas,
  type LaunchApi,
  type LaunchForm,
  type LaunchHostApi,
  type LaunchInit,
  type ShownPreflight,
} from "../../protocol/jobs/launchViewApi.js";
import { t } from "../t.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import { editConfig } from "../../core/launch/editConfig.js";
import { issueSentence } from "./issueSentence.js";
import { launchForm } from "./launchForm.js";
import { launchHost } from "./launchHost.js";
import type { LaunchServices } from "./launchServices.js";
import type { LaunchSubject } from "./launchSubject.js";
import { toldFinding } from "./toldFinding.js";

/** How long typing in the text may pause before the form follows. */
const quietMilliseconds = 120;

/** The form of one configuration: owns its webview panel; the text document is the truth. */
export class LaunchPanel implements LaunchSubject, vscode.Disposable {
  readonly document: vscode.TextDocument;
  readonly services: LaunchServices;
  /** What is on show; null before the first plan. */
  form: LaunchForm | null = null;
  private read: DraftRead;
  private preflight: ShownPreflight | null = null;
  private hosts: readonly string[] = [];
  private secrets: readonly string[] = [];
  private isCounting = false;
  private request = 0;
  private isDisposed = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly page: ViewPage<LaunchHostApi, LaunchApi>;
  private readonly subscriptions: vscode.Disposable;

  constructor(document: vscode.TextDocument, panel: vscode.WebviewPanel, services: LaunchServices) {
    this.document = document;
    this.services = services;
    this.read = { kind: "issues", file: document.uri.fsPath, issues: [] };
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "launch", icon: "launch", roots: [] },
      ...{ host: launchHost(this), schemas: launchHostSchemas },
      becameVisible: () => undefined,
    });
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(event => {
        if (event.document === document) this.updateSoon();
      }),
      vscode.workspace.onDidSaveTextDocument(saved => {
        if (saved === document) this.send();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.updateSoon()),
    );
  }

  /** The configuration as it is typed; null while it has issues. */
  get draft(): LaunchDraft | null {
    return this.read.kind === "draft" ? this.read.draft : null;
  }

  get isConnected(): boolean {
    return this.page.client !== null;
  }

  async becameReady(): Promise<LaunchInit> {
    await this.update();
    this.page.becameReady(() => this.send());
    return { strings: translated(launchStrings), form: this.formNow() };
  }

  /** Writes a value into the text; the form follows as it does when somebody types. */
  async edit(key: string, value: unknown): Promise<void> {
    const before = this.document.getText();
    const after = editConfig(before, key, value);
    if (after === before) return;
    const edit = new vscode.WorkspaceEdit();
    const all = new vscode.Range(this.document.positionAt(0), this.document.positionAt(before.length));
    edit.replace(this.document.uri, all, after);
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`the file did not take the change of ${key}`);
  }

  showPreflight(preflight: ShownPreflight): void {
    this.preflight = preflight;
    this.send();
  }

  /** Plans again what is typed, then counts its data; of several calls the last one counts. */
  async update(): Promise<void> {
    const request = ++this.request;
    const { fsPath } = this.document.uri;
    const text = this.document.getText();
    const isLate = () => request !== this.request || this.isDisposed;
    const read = await this.services.prepare(fsPath, text, false);
    const [hosts, secrets] = await Promise.all([this.services.hosts(), this.services.secretNames()]);
    if (isLate()) return;
    [this.read, this.hosts, this.secrets] = [read, hosts, secrets];
    this.isCounting = read.kind === "draft" && vscode.workspace.isTrusted;
    this.send();
    if (this.isCounting) this.count(fsPath, text, isLate);
  }

  dispose(): void {
    this.isDisposed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.subscriptions.dispose();
    this.page.dispose();
  }

  /** Reading a large dataset takes a while: the form is there before. */
  private count(file: string, text: string, isLate: () => boolean): void {
    this.services
      .prepare(file, text, true)
      .then(read => {
        if (isLate()) return;
        this.read = read;
        this.isCounting = false;
        this.send();
      })
      .catch((error: unknown) => {
        if (isLate()) return;
        this.isCounting = false;
        this.services.log.error("the data of a configuration could not be counted", String(error));
        this.send();
      });
  }

  private updateSoon(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.update().catch((error: unknown) => this.services.showFailure(t("The run could not be planned."), error));
    }, quietMilliseconds);
  }

  private formNow(): LaunchForm {
    const { services, document, read, isCounting, hosts, secrets, preflight } = this;
    this.form = launchForm({
      ...{ file: document.uri.fsPath, read, isCounting, hosts, secrets, preflight },
      isTrusted: vscode.workspace.isTrusted,
      isDirty: document.isDirty,
      strategies: services.strategies(),
      lastFiles: services.launched.of(document.uri.fsPath),
      tell: toldFinding,
      issueWords: issue => issueSentence(issue, t),
    });
    return this.form;
  }

  private send(): void {
    const form = this.formNow();
    this.page.ask(
      client => client.show({ form }),
      error => this.services.log.warn("the form took no news", String(error)),
    );
  }
}
