import type { MessagePort } from "node:worker_threads";
import { connect, serve, type Client, type Port } from "../../protocol/rpc.js";
import { importAnnotated } from "./import/importAnnotated.js";
import type { ImportResult } from "./import/importResult.js";
import { surveySources, type Survey } from "./surveySources.js";

/** How far some work is. `total` is null while nobody knows. */
export interface WorkProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
}

interface ImportParams {
  readonly sources: readonly string[];
  readonly out: string;
  /** As parsed JSON; null: a suggestion is written where one is needed. */
  readonly mapping: unknown;
}

/** Long work on a benchmark's folder, done in a thread of its own so that the window stays awake. */
export type BenchmarkWorkApi = {
  importAnnotated(params: ImportParams): Promise<ImportResult>;
  survey(params: { readonly sources: readonly string[]; readonly out: string }): Promise<Survey>;
  /** Ends the work in hand as soon as it looks up; its call answers `aborted`. */
  cancel(params: null): Promise<void>;
};

export type BenchmarkWorkListener = {
  progress(params: WorkProgress): Promise<void>;
};

/** Not more often than this is a window told of progress. */
const progressMilliseconds = 100;

function tellSometimes(listener: Client<BenchmarkWorkListener>): (progress: WorkProgress) => void {
  let last = 0;
  return progress => {
    const now = Date.now();
    if (now - last < progressMilliseconds) return;
    last = now;
    listener.progress(progress).catch(() => undefined); // nobody listens any more
  };
}

/** Serves the work in a thread: one piece of work, then the thread is ended by whoever started it. */
export function serveBenchmarkWork(thread: MessagePort): void {
  const port: Port = {
    post: message => thread.postMessage(message),
    listen: receive => {
      thread.on("message", receive);
      return { dispose: () => void thread.off("message", receive) };
    },
  };
  const abort = new AbortController();
  const { signal } = abort;
  const onProgress = tellSometimes(connect<BenchmarkWorkListener>(port));
  serve<BenchmarkWorkApi>(port, {
    importAnnotated: ({ sources, ...options }) => importAnnotated(sources, { ...options, signal, onProgress }),
    survey: ({ sources, out }) => surveySources(sources, out, signal),
    cancel: () => {
      abort.abort();
      return Promise.resolve();
    },
  });
}
