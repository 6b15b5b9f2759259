import * as vscode from "vscode";
import type { FoundText } from "../../protocol/foundText.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import { viewStateSchema } from "../../protocol/viewApi.js";
import { t } from "../t.js";
import { PanelList } from "./panelList.js";
import { RolloutPanel } from "./rolloutPanel.js";
import type { ViewServices } from "./viewServices.js";

/** VS Code's name of the kind of panel; saved windows name it too. */
const viewType = "loupe.rollout";

interface OpenOptions {
  readonly call?: number | null;
  /** A match of a search, which is marked and brought into view. */
  readonly found?: FoundText | null;
  /** A view of its own beside the others, pinned. */
  readonly toSide?: boolean;
  readonly preserveFocus?: boolean;
}

/** All rollout views of the window: one follows the selection, pinned ones keep their row. */
export class RolloutPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new PanelList<RolloutPanel>(() => this.showState());
  private creating: Promise<RolloutPanel> | null = null;
  private readonly registration: vscode.Disposable;
  private readonly services: ViewServices;

  constructor(services: ViewServices) {
    this.services = services;
    this.registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** The view that is the active editor, or null. */
  get active(): RolloutPanel | null {
    return this.panels.active;
  }

  /** The view that follows the selection: of those not pinned the one used last. */
  get following(): RolloutPanel | null {
    return this.panels.all.findLast(({ isPinned }) => !isPinned) ?? null;
  }

  get all(): readonly RolloutPanel[] {
    return this.panels.all;
  }

  async open(
    ref: RolloutRef,
    { call = null, found = null, toSide = false, preserveFocus = true }: OpenOptions = {},
  ): Promise<void> {
    const view = toSide ? await this.create(vscode.ViewColumn.Beside, true) : await this.followingOrNew();
    if (!preserveFocus || !view.panel.visible) view.panel.reveal(undefined, preserveFocus);
    // A click both selects an item and opens it; the second of the two finds its row on the way already.
    if (call !== null || found !== null || !view.isAt(ref)) await view.show(ref, call, found);
  }

  /** Shows a row in the following view, or in a new one beside the editor that has the focus, which keeps it. */
  async openBeside(ref: RolloutRef): Promise<void> {
    const view = this.following ?? (await this.newBeside());
    if (!view.panel.visible) view.panel.reveal(undefined, true);
    if (!view.isAt(ref)) await view.show(ref, null);
  }

  /** Shows a row in the following view if there is one on screen: a selection alone opens nothing. */
  async follow(ref: RolloutRef, call: number | null): Promise<void> {
    const view = this.following;
    if (view?.panel.visible !== true) return;
    if (call !== null || !view.isAt(ref)) await view.show(ref, call);
  }

  /** Lists are filtered or sorted by something else. */
  listsChanged(): void {
    for (const view of this.panels.all) view.tellList();
  }

  take(event: RunsEvent): void {
    if (event.kind !== "changed") return;
    for (const view of this.panels.all) view.nodesChanged(event.ids);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const parsed = viewStateSchema.safeParse(state);
    const view = this.adopt(panel, await this.roots(), parsed.success && parsed.data.isPinned);
    if (!parsed.success || parsed.data.ref === null) return;
    await view.show(parsed.data.ref);
    await this.services.reveal(parsed.data.ref, null);
  }

  dispose(): void {
    this.registration.dispose();
    this.panels.dispose();
  }

  private async followingOrNew(): Promise<RolloutPanel> {
    const view = this.following;
    if (view !== null) return view;
    // Two selections in a row must not make two views.
    this.creating ??= this.create(vscode.ViewColumn.Active, false).finally(() => (this.creating = null));
    return this.creating;
  }

  private newBeside(): Promise<RolloutPanel> {
    this.creating ??= this.create(vscode.ViewColumn.Beside, false).finally(() => (this.creating = null));
    return this.creating;
  }

  private async create(column: vscode.ViewColumn, isPinned: boolean): Promise<RolloutPanel> {
    const roots = await this.roots();
    const panel = vscode.window.createWebviewPanel(viewType, t("Rollout"), { viewColumn: column, preserveFocus: true });
    return this.adopt(panel, roots, isPinned);
  }

  private async roots(): Promise<readonly string[]> {
    return (await this.services.worker.api()).readableRoots(null);
  }

  private adopt(panel: vscode.WebviewPanel, roots: readonly string[], isPinned: boolean): RolloutPanel {
    return this.panels.add(new RolloutPanel(panel, this.services, roots, isPinned, () => this.showState()));
  }

  /** Tells the context keys which view is the active one. */
  private showState(): void {
    const { keys } = this.services;
    keys.set("loupe.pinned", this.active?.isPinned ?? false);
    keys.set(
      "loupe.hasRollout",
      this.panels.all.some(({ ref }) => ref !== null),
    );
    if (this.active === null) this.services.setFocus(false, false);
  }
}
