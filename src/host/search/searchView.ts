import * as vscode from "vscode";
import type { SearchQuery } from "../../core/search/searchQuery.js";
import type { SearchScope, SearchStart } from "../../protocol/searchApi.js";
import type { ContextKeys } from "../contextKeys.js";
import type { OpenTree } from "../openTree.js";
import type { RunsWorker } from "../runsWorker.js";
import { t } from "../t.js";
import { SearchResults, type SearchResult } from "./searchResults.js";
import { SearchTree } from "./searchTree.js";
import { progressWords } from "./searchWords.js";

/** Matches of one search that the window lists. */
const mostListed = 5000;
/** The list is drawn anew at most so often while a search goes on. */
const redrawMs = 200;

interface Parts {
  readonly worker: RunsWorker;
  readonly keys: ContextKeys;
  readonly trees: OpenTree;
}

/** A search and what of it is shown in the sidebar. One at a time: another one ends the one before. */
export class SearchView implements vscode.Disposable {
  readonly tree = new SearchTree();
  readonly view: vscode.TreeView<SearchResult>;
  private readonly parts: Parts;
  private running: { readonly id: number; isStopped: boolean } | null = null;
  private latest = 0;
  private lastScope: SearchScope = { kind: "all" };
  private drawnAt = 0;
  private redraw: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: Parts) {
    this.parts = parts;
    this.view = parts.trees("loupe.search", this.tree);
  }

  /** Where the last search looks or looked. */
  get scope(): SearchScope {
    return this.lastScope;
  }

  /** Searches until it is over or stopped; what is found is listed on the way. */
  async search(query: SearchQuery, scope: SearchScope): Promise<void> {
    const mine = ++this.latest;
    this.lastScope = scope;
    this.forgetRedraw();
    // At once, for what is shown next is the view of its results.
    this.parts.keys.set("loupe.hasSearch", true);
    await this.stop();
    const started = await this.start(mine, query, scope);
    if (started === null) return;
    const results = new SearchResults(query);
    this.tree.show(results);
    this.view.description = query.text;
    if (started.kind !== "started") {
      this.over();
      this.view.message = started.kind === "busy" ? t("Another search is under way.") : started.reason;
      return;
    }
    this.running = { id: started.id, isStopped: false };
    this.parts.keys.set("loupe.isSearching", true);
    const options = { location: { viewId: "loupe.search" } };
    try {
      await vscode.window.withProgress(options, () => this.follow(started.id, results, mine));
    } finally {
      if (mine === this.latest) this.over();
    }
  }

  /** Null when another search came in between: then nobody takes what this one finds, and it is not left running. */
  private async start(mine: number, query: SearchQuery, scope: SearchScope): Promise<SearchStart | null> {
    const api = await this.parts.worker.api();
    if (mine !== this.latest) return null;
    const started = await api.searchStart({ query, scope, limit: mostListed });
    if (mine === this.latest) return started;
    if (started.kind === "started") await api.searchStop({ id: started.id });
    return null;
  }

  private async follow(id: number, results: SearchResults, mine: number): Promise<void> {
    const api = await this.parts.worker.api();
    for (;;) {
      const batch = await api.searchNext({ id });
      if (batch === null || mine !== this.latest) return;
      for (const row of batch.rows) results.add(row);
      results.progress = batch.progress;
      const isOver = batch.progress.state !== "running";
      if (isOver) {
        this.draw(results);
        return;
      }
      this.drawSoon(results);
    }
  }

  /** What comes soon after the last drawing is drawn a little later: the next match may be long in coming. */
  private drawSoon(results: SearchResults): void {
    const mine = this.latest;
    const wait = Math.max(0, this.drawnAt + redrawMs - performance.now());
    this.redraw ??= setTimeout(() => {
      if (mine === this.latest) this.draw(results);
    }, wait);
  }

  private draw(results: SearchResults): void {
    this.forgetRedraw();
    this.drawnAt = performance.now();
    this.tree.show(results);
    if (results.progress !== null) this.view.message = progressWords(results.progress, t);
  }

  private forgetRedraw(): void {
    clearTimeout(this.redraw);
    this.redraw = undefined;
  }

  private over(): void {
    this.running = null;
    this.parts.keys.set("loupe.isSearching", false);
  }

  /** Ends the search under way; what it found stays. */
  async stop(): Promise<void> {
    const { running } = this;
    if (running === null || running.isStopped) return;
    running.isStopped = true;
    await (await this.parts.worker.api()).searchStop({ id: running.id });
  }

  async clear(): Promise<void> {
    await this.stop();
    this.latest++;
    this.forgetRedraw();
    this.over();
    this.tree.show(null);
    this.view.message = "";
    this.view.description = "";
    this.parts.keys.set("loupe.hasSearch", false);
  }

  dispose(): void {
    this.latest++;
    this.forgetRedraw();
    this.view.dispose();
    this.tree.dispose();
  }
}
