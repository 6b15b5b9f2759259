import { Worker } from "node:worker_threads";
import type { FoundRow, FromSearchThread, SearchTask, SearchThreadData } from "./searchTask.js";

/** How a task ended. `stuck`: a row took too long, as a regular expression may; `at` is its place among the task's rows. */
export type TaskEnd =
  | { readonly kind: "done"; readonly looked: number; readonly unread: number; readonly isCut: boolean }
  | { readonly kind: "stuck"; readonly at: number }
  | { readonly kind: "stopped" };

export interface SearchThreadOptions {
  /** Path of the built `searchWorker.js`. */
  readonly script: string;
  readonly data: Omit<SearchThreadData, "progress">;
  /** A row that takes longer than this is given up. Milliseconds. */
  readonly rowTimeoutMs: number;
}

interface Running {
  readonly task: SearchTask;
  readonly onFound: (rows: readonly FoundRow[]) => void;
  /** Rows that the thread had begun before the task. */
  readonly before: number;
  readonly end: (end: TaskEnd) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * A thread that searches, started when it is needed, ended when a row takes too long, and started again for the next
 * task. One task runs at a time.
 */
export class SearchThread {
  private readonly options: SearchThreadOptions;
  private readonly progress = new Int32Array(new SharedArrayBuffer(4));
  private worker: Worker | null = null;
  private running: Running | null = null;
  private watch: NodeJS.Timeout | null = null;
  private isStopped = false;

  constructor(options: SearchThreadOptions) {
    this.options = options;
  }

  /** Runs a task. Rejects when the thread crashed. */
  run(task: SearchTask, onFound: (rows: readonly FoundRow[]) => void): Promise<TaskEnd> {
    if (this.isStopped) return Promise.resolve({ kind: "stopped" });
    return new Promise((end, fail) => {
      this.running = { task, onFound, before: Atomics.load(this.progress, 0), end, fail };
      this.worker ??= this.start();
      this.worker.postMessage(task);
      this.watchRow();
    });
  }

  /** Ends the thread, whatever it is doing; what runs is stopped. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.settle()?.end({ kind: "stopped" });
    await this.endWorker();
  }

  private start(): Worker {
    const data: SearchThreadData = { ...this.options.data, progress: this.progress };
    const worker = new Worker(this.options.script, { name: "loupe search", workerData: data });
    worker.on("message", (message: FromSearchThread) => this.hear(worker, message));
    worker.on("error", error => this.lose(worker, error));
    worker.on("exit", code => this.lose(worker, new Error(`the searching thread ended with code ${code}`)));
    return worker;
  }

  private hear(worker: Worker, message: FromSearchThread): void {
    if (worker !== this.worker || this.running?.task.id !== message.id) return;
    if (message.kind === "found") this.running.onFound(message.rows);
    else this.settle()?.end(message);
  }

  private lose(worker: Worker, error: unknown): void {
    if (worker !== this.worker) return;
    this.worker = null;
    this.settle()?.fail(error);
  }

  /** Looks again and again whether the thread has come to another row. Only a pattern can keep it in one for ever. */
  private watchRow(): void {
    if (!this.options.data.query.isRegex) return;
    const row = Atomics.load(this.progress, 0);
    this.watch = setTimeout(() => {
      const { running } = this;
      const isInRow = running !== null && row > running.before && Atomics.load(this.progress, 0) === row;
      if (isInRow) this.giveUp(running);
      else if (running !== null) this.watchRow();
    }, this.options.rowTimeoutMs);
  }

  private giveUp({ before }: Running): void {
    const at = Atomics.load(this.progress, 0) - before - 1;
    const running = this.settle();
    this.endWorker().then(
      () => running?.end({ kind: "stuck", at: Math.max(0, at) }),
      (error: unknown) => running?.fail(error),
    );
  }

  private settle(): Running | null {
    const { running } = this;
    this.running = null;
    if (this.watch !== null) clearTimeout(this.watch);
    this.watch = null;
    return running;
  }

  private async endWorker(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }
}
