import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import type { BenchmarkWorkApi, BenchmarkWorkListener } from "../../node/benchmark/benchmarkWork.js";
import type { WorkProgress } from "../../node/benchmark/workProgress.js";
import { connect, serve, type Client } from "../../protocol/rpc.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import { workerPort } from "../workerPort.js";

type Work<Result> = (client: Client<BenchmarkWorkApi>) => Promise<Result>;

interface Watched {
  readonly onProgress: (progress: WorkProgress) => void;
  readonly token: vscode.CancellationToken | null;
}

/** Rejects when the thread ends by itself: then its answer never comes. */
function endOf(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.once("error", reject);
    worker.once("exit", code => reject(new Error(`the thread ended with code ${String(code)}`)));
  });
}

/** One piece of work on a benchmark in a thread of its own. `script` is the bundle of `benchmarkWorker.ts`. */
async function run<Result>(script: string, work: Work<Result>, { onProgress, token }: Watched): Promise<Result> {
  const worker = new Worker(script, { name: "loupe benchmark" });
  const port = workerPort(worker);
  const listening = serve<BenchmarkWorkListener>(port, {
    progress: progress => {
      onProgress(progress);
      return Promise.resolve();
    },
  });
  const client = connect<BenchmarkWorkApi>(port);
  const cancelling = token?.onCancellationRequested(() => {
    client.cancel(null).catch(() => undefined); // the thread has just ended: there is nothing left to cancel
  });
  try {
    return await Promise.race([work(client), endOf(worker)]);
  } finally {
    cancelling?.dispose();
    listening.dispose();
    client.dispose();
    await worker.terminate();
  }
}

const usualWords = ({ done, total }: WorkProgress) =>
  total === null ? formatCount(done) : t("{0} of {1}", formatCount(done), formatCount(total));

/** Threads for long work on benchmarks. */
export class BenchmarkThread {
  private readonly script: string;

  constructor(script: string) {
    this.script = script;
  }

  /** With a notification that tells how far it is and by which it is cancelled. */
  withProgress<Result>(
    title: string,
    work: Work<Result>,
    words: (progress: WorkProgress) => string = usualWords,
  ): Promise<Result> {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return Promise.resolve(
      vscode.window.withProgress(options, (progress, token) =>
        run(this.script, work, { onProgress: told => progress.report({ message: words(told) }), token }),
      ),
    );
  }

  quietly<Result>(work: Work<Result>): Promise<Result> {
    return run(this.script, work, { onProgress: () => undefined, token: null });
  }
}
