import type { Rollout } from "../../core/rollout/rollout.js";
import { textKeysOf } from "../../core/search/textKeys.js";
import type { SearchBatch, SearchedRow, SearchProgress } from "../../protocol/searchApi.js";
import type { RunsParts } from "../runs/runsParts.js";
import type { SearchedFile } from "./searchedFiles.js";
import type { FileTask, FoundRow, RolloutTask } from "./searchTask.js";
import type { SearchThread } from "./searchThread.js";

/** Rollouts that are read here before they are searched are sent so many at a time: each holds its text. */
const rolloutsAtOnce = 8;

export interface RunSearchOptions {
  readonly parts: Pick<RunsParts, "contextOf" | "holds" | "opener">;
  readonly thread: SearchThread;
  readonly files: readonly SearchedFile[];
  /** Matches after which the search ends. */
  readonly limit: number;
}

const rowCount = ({ file, rows }: SearchedFile): number => rows?.length ?? file.columns.count;

/**
 * One search under way: file after file, what is found collected until somebody takes it. No more is held than the limit
 * lets through.
 */
export class RunSearch {
  private readonly options: RunSearchOptions;
  private readonly ofRows: number;
  private rows = 0;
  private unread = 0;
  private slow = 0;
  private matches = 0;
  private state: SearchProgress["state"] = "running";
  private found: SearchedRow[] = [];
  private isNew = true;
  private wake: () => void = () => undefined;
  private nextId = 0;
  private failure: Error | null = null;
  /** Resolves when nothing is read any more. Never rejects: a failure is thrown at whoever asks next. */
  readonly ended: Promise<void>;

  constructor(options: RunSearchOptions) {
    this.options = options;
    this.ofRows = options.files.reduce((sum, file) => sum + rowCount(file), 0);
    this.ended = this.run().catch(async (error: unknown) => {
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.end("stopped");
      // Whoever hears of the failure forgets the search: a thread that is left would hold the process.
      await options.thread.stop();
    });
  }

  /** Waits until there is something new, at most as long as a file takes. Throws when the search failed. */
  async next(): Promise<SearchBatch> {
    if (!this.isNew) await new Promise<void>(resolve => (this.wake = resolve));
    if (this.failure !== null) throw this.failure;
    const rows = this.found;
    this.found = [];
    // Once it is over, everybody is told so at once.
    this.isNew = this.state !== "running";
    return { rows, progress: this.progress };
  }

  get progress(): SearchProgress {
    const { rows, ofRows, unread, slow, matches, state } = this;
    return { rows, ofRows, unread, slow, matches, state };
  }

  async stop(): Promise<void> {
    this.end("stopped");
    await this.options.thread.stop();
    await this.ended;
  }

  private async run(): Promise<void> {
    for (const file of this.options.files) {
      if (this.state !== "running") break;
      if (file.file.format !== null) await this.searchFile(file);
      this.tell();
    }
    this.end("done");
    await this.options.thread.stop();
  }

  private searchFile(part: SearchedFile): Promise<void> {
    return textKeysOf(part.file.format ?? "") === null ? this.searchRollouts(part) : this.searchBytes(part);
  }

  /** In the bytes of its rows, which are those that were indexed. */
  private async searchBytes(part: SearchedFile): Promise<void> {
    const { parts } = this.options;
    const count = rowCount(part);
    if (!parts.holds(part.file)) {
      this.unread += count;
      this.rows += count;
      return;
    }
    const { columns } = await parts.contextOf(part.file);
    for (let from = 0; from < count && this.state === "running";) {
      const task = fileTask(part, from, { id: this.nextId++, columns, limit: this.options.limit - this.matches });
      from = await this.runTask(part, from, task);
    }
  }

  /** Rows that only their reader can read: one by one, as they are opened. */
  private async searchRollouts(part: SearchedFile): Promise<void> {
    const { file, rows } = part;
    const count = rowCount(part);
    for (let from = 0; from < count && this.state === "running";) {
      const wanted = Array.from(
        { length: Math.min(rolloutsAtOnce, count - from) },
        (_, k) => rows?.[from + k] ?? from + k,
      );
      const read = await Promise.all(wanted.map(row => this.rolloutOf(file, row)));
      this.rows += wanted.length;
      const found = read.flatMap(one => one ?? []);
      await this.searchRead(part, found);
      from += wanted.length;
      this.tell();
    }
  }

  private async searchRead(part: SearchedFile, found: RolloutTask["rows"]): Promise<void> {
    for (let at = 0; at < found.length && this.state === "running";) {
      const limit = this.options.limit - this.matches;
      const task: RolloutTask = { kind: "rollouts", id: this.nextId++, rows: found.slice(at), limit };
      const ended = await this.options.thread.run(task, matched => this.take(part, matched));
      if (ended.kind === "stuck") {
        this.slow++;
        this.tell();
      }
      if (ended.kind === "done" && ended.isCut) {
        this.rows -= found.length - at - ended.looked;
        this.foundEnough();
      }
      at = ended.kind === "stuck" ? at + ended.at + 1 : found.length;
    }
  }

  private async rolloutOf(
    file: SearchedFile["file"],
    row: number,
  ): Promise<{ readonly row: number; readonly rollout: Rollout } | null> {
    const opened = await this.options.parts.opener.openFresh({ file, row });
    if (opened.kind === "rollout") return { row, rollout: { ...opened.rollout, extras: [] } };
    if (opened.kind === "unreadable") this.unread++;
    return null;
  }

  /** Runs a task; the value is the place of the first row that was not looked at. */
  private async runTask(part: SearchedFile, from: number, task: FileTask): Promise<number> {
    const ended = await this.options.thread.run(task, found => this.take(part, found));
    switch (ended.kind) {
      case "done":
        this.unread += ended.unread;
        this.rows += ended.looked;
        if (ended.isCut) this.foundEnough();
        return from + task.rows.length;
      case "stuck":
        this.slow++;
        this.rows += ended.at + 1;
        this.tell();
        return from + ended.at + 1;
      case "stopped":
        return from + task.rows.length;
    }
  }

  private take({ run, step, phase, file }: SearchedFile, found: readonly FoundRow[]): void {
    for (const { row, hits, count } of found) {
      this.found.push({ ref: { file: file.path, row }, run, step, phase, hits, count });
      this.matches += count;
    }
    this.tell();
  }

  /** Ends it, unless nothing is left that could be looked at. */
  private foundEnough(): void {
    if (this.rows < this.ofRows) this.end("limit");
  }

  private end(state: SearchProgress["state"]): void {
    if (this.state === "running") this.state = state;
    this.tell();
  }

  private tell(): void {
    this.isNew = true;
    this.wake();
  }
}

function fileTask(
  { file, rows }: SearchedFile,
  from: number,
  more: Pick<FileTask, "id" | "columns" | "limit">,
): FileTask {
  const wanted = Uint32Array.from(
    { length: (rows?.length ?? file.columns.count) - from },
    (_, k) => rows?.[from + k] ?? from + k,
  );
  return {
    kind: "file",
    ...more,
    path: file.path,
    format: file.format ?? "",
    rows: wanted,
    offsets: Float64Array.from(wanted, row => file.columns.offsetOf(row)),
    lengths: Float64Array.from(wanted, row => file.columns.lengthOf(row)),
  };
}
