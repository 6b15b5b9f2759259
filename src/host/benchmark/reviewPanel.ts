import { basename } from "node:path";
import * as vscode from "vscode";
import { unionMerge } from "../../node/benchmark/unionMerge.js";
import type { ReviewSession } from "../../node/benchmark/reviewSession.js";
import { viewStrings } from "../../protocol/viewStrings.js";
import { reviewStrings } from "../../protocol/review/reviewStrings.js";
import {
  reviewHostSchemas,
  type Decided,
  type ReviewFilter,
  type ReviewHostApi,
  type ReviewInit,
  type ReviewQueueView,
  type ReviewViewApi,
  type ShownQuestion,
} from "../../protocol/review/reviewViewApi.js";
import { t } from "../t.js";
import { isInside } from "../view/isInside.js";
import { translated } from "../view/translated.js";
import { ViewPage } from "../view/viewPage.js";
import { followReviews } from "./followReviews.js";
import { openReviewSession } from "./openReviewSession.js";
import { reviewRoots } from "./reviewRoots.js";
import type { ReviewServices } from "./reviewServices.js";

type Opened = Awaited<ReturnType<typeof openReviewSession>>;

const nothing: ReviewQueueView = {
  entries: [],
  progress: {
    total: 0,
    byState: { new: 0, accepted: 0, rejected: 0, edited: 0, conflict: 0 },
    rejectedShare: null,
    answers: [],
    rate: null,
  },
  facets: { tasks: [], generators: [], positions: [], checks: [], hasConfidence: false },
};

/** The review of one benchmark: owns its webview panel, and is the only one who writes its decisions. */
export class ReviewPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly folder: string;
  private readonly services: ReviewServices;
  private readonly page: ViewPage<ReviewHostApi, ReviewViewApi>;
  private readonly subscriptions: vscode.Disposable;
  private opened: Promise<Opened> | null = null;
  private filter: ReviewFilter;
  private isDisposed = false;
  /** Folders that the window may load from. */
  private roots: readonly string[];

  constructor(panel: vscode.WebviewPanel, folder: string, filter: ReviewFilter, services: ReviewServices) {
    this.panel = panel;
    this.folder = folder;
    this.filter = filter;
    this.services = services;
    this.roots = [folder];
    this.page = new ViewPage(panel, {
      extensionUri: services.extension.extensionUri,
      log: services.log,
      ...{ script: "review", icon: "review", roots: [folder] },
      ...{ host: this.hostApi(), schemas: reviewHostSchemas },
      becameVisible: () => undefined,
    });
    this.subscriptions = vscode.Disposable.from(
      followReviews(folder, { reviewed: () => this.owned(this.reviewed()), rebuilt: () => this.reload() }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.reload()),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration("loupe.review")) this.reload();
      }),
    );
  }

  /** True while the webview's page is there and answers. */
  get isConnected(): boolean {
    return this.page.client !== null;
  }

  /** Puts another queue on show. */
  show(filter: ReviewFilter): void {
    this.filter = filter;
    this.tell(client => client.show({ filter }));
  }

  /** The session in use; null where there is nothing to review. */
  async session(): Promise<ReviewSession | null> {
    this.opened ??= openReviewSession(this.folder, this.services);
    const opened = await this.opened;
    return opened.kind === "open" ? opened.session : null;
  }

  dispose(): void {
    this.isDisposed = true;
    this.subscriptions.dispose();
    this.page.dispose();
  }

  private hostApi(): ReviewHostApi {
    return {
      ready: () => this.ready(),
      queue: async ({ filter }) => (await this.session())?.queue(filter) ?? nothing,
      question: async ({ id }) => {
        const shown = (await this.session())?.question(id) ?? null;
        return shown === null ? null : this.forWindow(shown);
      },
      decide: async params => this.decidedForWindow(await (await this.writable()).decide(params)),
      undo: async ({ filter }) => {
        const undone = await (await this.writable()).undo(filter);
        return undone === null ? null : this.decidedForWindow(undone);
      },
      addMergeRule: async () => {
        if (vscode.workspace.isTrusted) await unionMerge.add(this.folder);
      },
      manageTrust: async () => {
        await vscode.commands.executeCommand("workbench.trust.manage");
      },
      openSettings: async () => {
        await vscode.commands.executeCommand("workbench.action.openSettings", "loupe.review");
      },
      log: ({ level, message }) => {
        this.services.log[level]("review", message);
        return Promise.resolve();
      },
    };
  }

  private async ready(): Promise<ReviewInit> {
    const session = await this.session();
    const opened = await this.opened;
    this.allow(session);
    this.page.becameReady(() => undefined);
    return {
      ...{ strings: translated(reviewStrings), pageStrings: translated(viewStrings) },
      ...this.services.settings.forView(),
      ...{ folder: this.folder, name: basename(this.folder), filter: this.filter },
      reviewer: session?.identity.reviewer ?? "",
      canWrite: vscode.workspace.isTrusted,
      offersMerge: vscode.workspace.isTrusted && (await unionMerge.isOffered(this.folder)),
      damaged: session?.store.damaged.length ?? 0,
      problem: opened?.kind === "closed" ? opened.problem : null,
    };
  }

  /** New roots make the webview load again, and ask again: they are set only for pages outside of those it has. */
  private allow(session: ReviewSession | null): void {
    const roots = reviewRoots(this.folder, session);
    if (roots.every(root => this.roots.some(known => isInside(root, known)))) return;
    this.roots = roots;
    this.page.allow(roots);
  }

  /** @throws in Restricted Mode, where nothing is written into a folder, and where there is nothing to review */
  private async writable(): Promise<ReviewSession> {
    if (!vscode.workspace.isTrusted) throw new Error(t("Restricted Mode: deciding needs a trusted folder."));
    const session = await this.session();
    if (session === null) throw new Error(t("There are no questions in this folder yet."));
    return session;
  }

  private forWindow(shown: ShownQuestion): ShownQuestion {
    if (shown.uri === null) return shown;
    return { ...shown, uri: this.windowUri(shown.uri) };
  }

  private decidedForWindow(decided: Decided): Decided {
    return { ...decided, shown: this.forWindow(decided.shown) };
  }

  private windowUri(path: string): string {
    return this.panel.webview.asWebviewUri(vscode.Uri.file(path)).toString();
  }

  private async reviewed(): Promise<void> {
    const entries = (await (await this.session())?.refresh()) ?? [];
    if (entries.length > 0) this.tell(client => client.changed({ entries }));
  }

  /** What was read is old: the next call reads again. */
  private reload(): void {
    this.opened = null;
    this.tell(client => client.reload(null));
  }

  private tell(call: (client: NonNullable<ReviewPanel["page"]["client"]>) => Promise<void>): void {
    this.page.ask(call, error => this.services.log.warn("the review took no news", String(error)));
  }

  private owned(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.isDisposed) this.services.showFailure(t("The decisions could not be read again."), error);
    });
  }
}
