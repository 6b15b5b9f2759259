import { createMatcher } from "../../core/search/createMatcher.js";
import type { SearchApi, SearchBatch, SearchStart } from "../../protocol/searchApi.js";
import type { RunsParts } from "../runs/runsParts.js";
import { RunSearch } from "./runSearch.js";
import { searchedFiles } from "./searchedFiles.js";
import { SearchThread } from "./searchThread.js";

/** Searches that may be under way at once. */
const mostAtOnce = 4;
/** A single row that takes longer is left out: its pattern goes round in circles. */
const rowTimeoutMs = 5000;
/** Matches of one rollout whose text is told. */
const hitsPerRow = 100;

export interface SearchesOptions {
  /** Path of the built `searchWorker.js`. */
  readonly script: string;
  readonly rowTimeoutMs?: number;
}

/** The searches over the runs. Whoever makes it disposes it. */
export class Searches implements SearchApi {
  private readonly parts: RunsParts;
  private readonly options: SearchesOptions;
  private readonly searches = new Map<number, RunSearch>();
  private nextId = 1;

  constructor(parts: RunsParts, options: SearchesOptions) {
    this.parts = parts;
    this.options = options;
  }

  searchStart({ query, scope, limit }: Parameters<SearchApi["searchStart"]>[0]): Promise<SearchStart> {
    const matcher = createMatcher(query);
    if (matcher.kind === "bad-pattern") return Promise.resolve(matcher);
    if (!this.makesRoom()) return Promise.resolve({ kind: "busy" });
    const id = this.nextId++;
    const thread = new SearchThread({
      script: this.options.script,
      data: { query, hitsPerRow },
      rowTimeoutMs: this.options.rowTimeoutMs ?? rowTimeoutMs,
    });
    const files = searchedFiles(this.parts.list(), scope);
    this.searches.set(id, new RunSearch({ parts: this.parts, thread, files, limit }));
    return Promise.resolve({ kind: "started", id });
  }

  /** A search that ended, and that nobody asked for its end, makes place for another. False: all are under way. */
  private makesRoom(): boolean {
    if (this.searches.size < mostAtOnce) return true;
    const ended = [...this.searches].find(([, { progress }]) => progress.state !== "running");
    return ended !== undefined && this.searches.delete(ended[0]);
  }

  async searchNext({ id }: { id: number }): Promise<SearchBatch | null> {
    const search = this.searches.get(id);
    if (search === undefined) return null;
    try {
      const batch = await search.next();
      if (batch.progress.state !== "running") this.searches.delete(id);
      return batch;
    } catch (error) {
      this.searches.delete(id);
      throw error;
    }
  }

  async searchStop({ id }: { id: number }): Promise<void> {
    await this.searches.get(id)?.stop();
  }

  /** The calls as own members, as they are served. */
  calls(): SearchApi {
    return {
      searchStart: params => this.searchStart(params),
      searchNext: params => this.searchNext(params),
      searchStop: params => this.searchStop(params),
    };
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.searches.values()].map(search => search.stop()));
    this.searches.clear();
  }
}
