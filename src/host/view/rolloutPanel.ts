import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { OpenedRow } from "../../protocol/rolloutView.js";
import { connect, serve, type Client } from "../../protocol/rpc.js";
import {
  viewHostSchemas,
  type ViewAction,
  type ViewApi,
  type ViewHostApi,
  type ViewInit,
} from "../../protocol/viewApi.js";
import { t } from "../t.js";
import { isInside } from "./isInside.js";
import { titleOf } from "./titleOf.js";
import { translatedViewStrings } from "./translatedViewStrings.js";
import { viewHost, type ServedPanel } from "./viewHost.js";
import { viewHtml } from "./viewHtml.js";
import type { ViewServices } from "./viewServices.js";
import { webviewPort } from "./webviewPort.js";

/** How long a shown row waits for more changes before it is read again. */
const reloadMilliseconds = 250;

/** One rollout view: owns its webview panel, the row in it and the channel to it. */
export class RolloutPanel implements ServedPanel, vscode.Disposable {
  ref: RolloutRef | null = null;
  /** As the worker gave it, with a local path for the page. */
  row: OpenedRow | null = null;
  isPinned: boolean;

  private client: Client<ViewApi> | null = null;
  private selectCall: number | null = null;
  private ids: readonly string[] = [];
  private request = 0;
  private sent = "";
  private isDisposed = false;
  private isStale = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly subscriptions: { dispose(): void }[] = [];

  private roots: readonly string[];
  readonly panel: vscode.WebviewPanel;
  private readonly services: ViewServices;
  private readonly onChange: () => void;

  /** `roots`: folders on disk that the window may load pages from. `onChange` is called when `isPinned` or the row changed. */
  constructor(
    panel: vscode.WebviewPanel,
    services: ViewServices,
    roots: readonly string[],
    isPinned: boolean,
    onChange: () => void,
  ) {
    this.panel = panel;
    this.services = services;
    this.roots = roots;
    this.isPinned = isPinned;
    this.onChange = onChange;
    this.start();
  }

  /** True when this row is shown, or on its way. */
  isAt(ref: RolloutRef): boolean {
    return this.ref?.file === ref.file && this.ref.row === ref.row;
  }

  /** Shows a row; of several calls the last one counts. The old row stays until the new one is there. */
  async show(ref: RolloutRef, call: number | null = null): Promise<void> {
    const request = ++this.request;
    const isSame = this.isAt(ref);
    this.ref = ref;
    this.selectCall = call;
    try {
      await this.load(ref, request, isSame);
    } catch (error) {
      // The old row is still what is shown; asking for the new one again must not be taken for done.
      if (request === this.request) this.ref = this.row?.ref ?? null;
      throw error;
    }
  }

  private async load(ref: RolloutRef, request: number, isSame: boolean): Promise<void> {
    const api = await this.services.worker.api();
    const [row, ids] = await Promise.all([api.open({ ref }), api.path({ ref })]);
    if (request !== this.request || this.mayStillCome(row)) return;
    await this.allowPage(row);
    if (request !== this.request) return;
    this.row = row;
    this.ids = ids;
    this.panel.title = titleOf(row, t);
    this.send(isSame);
    this.onChange();
  }

  async walk(direction: 1 | -1, within: "group" | "list"): Promise<void> {
    if (this.ref === null) return;
    const next = await this.services.neighbour(this.ref, direction, within);
    if (next === null) return;
    await this.show(next);
    await this.services.reveal(next, null);
  }

  /** After a reload of the window the view is there before its row is read: nothing is shown rather than "gone". */
  private mayStillCome(row: OpenedRow): boolean {
    return row.kind === "unreadable" && this.row === null && this.services.worker.isReading;
  }

  /** Reads the row again when one of the changed nodes is it or stands above it; null stands for the list of runs. */
  nodesChanged(ids: readonly (string | null)[]): void {
    if (this.ref === null) return;
    const concerns = this.row?.kind !== "rollout" || ids.some(id => id === null || this.ids.includes(id));
    if (!concerns) return;
    this.isStale = true;
    if (this.panel.visible) this.reloadSoon();
  }

  private reloadSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.isStale = false;
      this.reload();
    }, reloadMilliseconds);
  }

  reload(): void {
    if (this.ref === null) return;
    this.show(this.ref, this.selectCall).catch((error: unknown) =>
      this.services.showFailure(t("The rollout could not be read."), error),
    );
  }

  act(action: ViewAction): void {
    this.ask(client => client.act({ action }));
  }

  setPinned(isPinned: boolean): void {
    if (this.isPinned === isPinned) return;
    this.isPinned = isPinned;
    this.ask(client => client.pinned({ isPinned }));
    this.onChange();
  }

  /** The webview's page has (again) been loaded; it answers calls as soon as it has taken what this returns. */
  becameReady(): ViewInit {
    this.client?.dispose();
    this.client = null;
    const row = this.row === null ? null : this.forWindow(this.row);
    this.sent = JSON.stringify(row);
    setTimeout(() => this.greet(), 0);
    const { settings, keyLabels } = this.services;
    return { strings: translatedViewStrings(), ...settings.forView(), keys: keyLabels, row, isPinned: this.isPinned };
  }

  dispose(): void {
    this.isDisposed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.request++;
    this.client?.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.panel.dispose();
  }

  private start(): void {
    const { webview } = this.panel;
    this.panel.iconPath = {
      light: vscode.Uri.joinPath(this.services.extensionUri, "media", "rollout-light.svg"),
      dark: vscode.Uri.joinPath(this.services.extensionUri, "media", "rollout-dark.svg"),
    };
    this.subscriptions.push(
      serve<ViewHostApi>(this.port(), viewHost(this, this.services), viewHostSchemas),
      this.panel.onDidChangeViewState(() => this.visibilityChanged()),
    );
    this.setOptions();
    const asset = (name: string) =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.services.extensionUri, "dist", "webview", name)).toString();
    webview.html = viewHtml({
      language: vscode.env.language,
      cspSource: webview.cspSource,
      script: asset("main.js"),
      style: asset("main.css"),
      nonce: randomBytes(16).toString("hex"),
    });
  }

  /** Opens the channel behind the answer to `ready`, and sends what came up in between. */
  private greet(): void {
    if (this.isDisposed) return;
    this.client = connect<ViewApi>(this.port());
    this.send(true);
  }

  /** A hidden webview is gone and answers nothing; it asks for everything again when it is shown. */
  private visibilityChanged(): void {
    if (this.panel.visible) {
      if (this.isStale) this.reloadSoon();
      return;
    }
    this.client?.dispose();
    this.client = null;
  }

  private port() {
    return webviewPort(this.panel.webview, error =>
      this.services.log.error("a message to the view failed", String(error)),
    );
  }

  private setOptions(): void {
    const own = vscode.Uri.joinPath(this.services.extensionUri, "dist", "webview");
    const localResourceRoots = [own, ...this.roots.map(root => vscode.Uri.file(root))];
    this.panel.webview.options = { enableScripts: true, localResourceRoots };
  }

  /** New roots make the webview load again, so they are set only for a page that lies outside of those it has. */
  private async allowPage(row: OpenedRow): Promise<void> {
    const page = row.kind === "rollout" ? row.page : null;
    if (page?.kind !== "image" || this.roots.some(root => isInside(page.uri, root))) return;
    const roots = await (await this.services.worker.api()).readableRoots(null);
    if (!roots.some(root => isInside(page.uri, root))) return;
    this.roots = roots;
    this.setOptions();
  }

  /** The row with a URI for its page that this window may load. */
  private forWindow(row: OpenedRow): OpenedRow {
    if (row.kind !== "rollout" || row.page.kind !== "image") return row;
    const uri = this.panel.webview.asWebviewUri(vscode.Uri.file(row.page.uri)).toString();
    return { ...row, page: { ...row.page, uri } };
  }

  private send(onlyIfNew: boolean): void {
    if (this.row === null || this.client === null) return;
    const row = this.forWindow(this.row);
    const text = JSON.stringify(row);
    const { selectCall } = this;
    if (onlyIfNew && text === this.sent && selectCall === null) return;
    this.sent = text;
    this.selectCall = null;
    this.ask(client => client.show({ row, selectCall }));
  }

  /** Asks the webview if it is there. One that is hidden meanwhile answers nothing, and that is no failure. */
  private ask(call: (client: Client<ViewApi>) => Promise<void>): void {
    const { client } = this;
    if (client === null) return;
    call(client).catch((error: unknown) => {
      if (this.client === client) this.services.showFailure(t("The rollout view could not do this."), error);
    });
  }
}
