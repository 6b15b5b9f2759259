import * as vscode from "vscode";
import type { FoundText } from "../../protocol/foundText.js";
import { viewStrings } from "../../protocol/viewStrings.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { OpenedRow } from "../../protocol/rolloutView.js";
import type { Client } from "../../protocol/rpc.js";
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
import { viewHost, type ServedPanel } from "./viewHost.js";
import { translated } from "./translated.js";
import { ViewPage } from "./viewPage.js";
import type { ViewServices } from "./viewServices.js";

/** How long a shown row waits for more changes before it is read again. */
const reloadMilliseconds = 250;

const rowKey = ({ file, row }: RolloutRef): string => `${row} ${file}`;

/** One rollout view: owns its webview panel, the row in it and the channel to it. */
export class RolloutPanel implements ServedPanel, vscode.Disposable {
  ref: RolloutRef | null = null;
  /** As the worker gave it, with a local path for the page. */
  row: OpenedRow | null = null;
  isPinned: boolean;

  /** The zoom call that is selected in the view, as far as the view told. */
  selectedCall: number | null = null;

  private selectCall: number | null = null;
  private found: FoundText | null = null;
  private ids: readonly string[] = [];
  private request = 0;
  private listRequest = 0;
  private sent = "";
  /** Rows that the webview was given, as `rowKey` names them. */
  private readonly shown = new Set<string>();
  private isStale = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  private roots: readonly string[];
  readonly panel: vscode.WebviewPanel;
  private readonly page: ViewPage<ViewHostApi, ViewApi>;
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
    this.page = new ViewPage(panel, {
      ...{ extensionUri: services.extensionUri, log: services.log, roots },
      ...{ script: "main", icon: "rollout", host: viewHost(this, this.noting(services)), schemas: viewHostSchemas },
      becameVisible: () => {
        if (this.isStale) this.reloadSoon();
      },
    });
  }

  /** What a view tells of its selection is remembered for links. */
  private noting(services: ViewServices): ViewServices {
    const reveal: ViewServices["reveal"] = (ref, call) => {
      this.selectedCall = call;
      return services.reveal(ref, call);
    };
    return { ...services, reveal };
  }

  /** True when this row is shown, or on its way. */
  isAt(ref: RolloutRef): boolean {
    return this.ref?.file === ref.file && this.ref.row === ref.row;
  }

  hasShown(ref: RolloutRef): boolean {
    return this.shown.has(rowKey(ref));
  }

  /** Shows a row; of several calls the last one counts. The old row stays until the new one is there. */
  async show(ref: RolloutRef, call: number | null = null, found: FoundText | null = null): Promise<void> {
    const request = ++this.request;
    const isSame = this.isAt(ref);
    this.ref = ref;
    this.selectCall = call;
    if (!isSame || call !== null) this.selectedCall = call;
    this.found = found;
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
    this.tellList();
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

  /** Tells the view what lists are filtered and sorted by, and whether its row is in them; of several answers the last asked for. */
  tellList(): void {
    const { ref, services } = this;
    if (ref === null || this.page.client === null) return;
    const request = ++this.listRequest;
    services.listedBy(ref).then(
      listed => {
        if (request === this.listRequest && this.isAt(ref)) this.ask(client => client.listed({ listed }));
      },
      (error: unknown) => services.log.error("the view was not told of the filter", String(error)),
    );
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
    const row = this.row === null ? null : this.forWindow(this.row);
    this.sent = JSON.stringify(row);
    this.page.becameReady(() => {
      this.send(true);
      this.tellList();
    });
    const { settings, keyLabels } = this.services;
    return { strings: translated(viewStrings), ...settings.forView(), keys: keyLabels, row, isPinned: this.isPinned };
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.request++;
    this.page.dispose();
  }

  /** New roots make the webview load again, so they are set only for a page that lies outside of those it has. */
  private async allowPage(row: OpenedRow): Promise<void> {
    const page = row.kind === "rollout" ? row.page : null;
    if (page?.kind !== "image" || this.roots.some(root => isInside(page.uri, root))) return;
    const roots = await (await this.services.worker.api()).readableRoots(null);
    if (!roots.some(root => isInside(page.uri, root))) return;
    this.roots = roots;
    this.page.allow(roots);
  }

  /** The row with a URI for its page that this window may load. */
  private forWindow(row: OpenedRow): OpenedRow {
    this.shown.add(rowKey(row.ref));
    if (row.kind !== "rollout" || row.page.kind !== "image") return row;
    const uri = this.panel.webview.asWebviewUri(vscode.Uri.file(row.page.uri)).toString();
    return { ...row, page: { ...row.page, uri } };
  }

  private send(onlyIfNew: boolean): void {
    if (this.row === null || this.page.client === null) return;
    const row = this.forWindow(this.row);
    const text = JSON.stringify(row);
    const { selectCall, found } = this;
    if (onlyIfNew && text === this.sent && selectCall === null && found === null) return;
    this.sent = text;
    this.selectCall = null;
    this.found = null;
    this.ask(client => client.show({ row, selectCall, found }));
  }

  /** Asks the webview if it is there. One that is hidden meanwhile answers nothing, and that is no failure. */
  private ask(call: (client: Client<ViewApi>) => Promise<void>): void {
    this.page.ask(call, error => this.services.showFailure(t("The rollout view could not do this."), error));
  }
}
