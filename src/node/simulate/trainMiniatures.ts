import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { MiniatureHistory } from "../../core/simulate/miniature/miniatureHistory.js";
import { asError } from "./asError.js";
import type { AskedTraining, FromMiniatureThread, ToMiniatureThread } from "./askedTraining.js";
import { ThreadEnded } from "./threadEnded.js";
import { TrainingQueue } from "./trainingQueue.js";

export interface TrainingOptions {
  /** The bundle of `miniatureWorker.ts`. */
  readonly script: string;
  /** One a core where it is not given. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** After every training that is done. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/**
 * Histories are in the order of the trainings. `crashed`: the training at that place, and with it the whole, could not be done;
 * `error` is a `ThreadEnded` or what nobody foresaw.
 * `diverged`: it came to numbers that are none.
 */
export type Trained =
  | { readonly kind: "trained"; readonly histories: readonly MiniatureHistory[] }
  | { readonly kind: "stopped" }
  | { readonly kind: "diverged"; readonly place: number; readonly step: number }
  | { readonly kind: "crashed"; readonly place: number; readonly error: Error };

/** Trains on threads: what comes out depends on the trainings only, not on how many threads there are or who is first. */
export async function trainMiniatures(trainings: readonly AskedTraining[], options: TrainingOptions): Promise<Trained> {
  if (options.signal?.aborted === true) return { kind: "stopped" };
  if (trainings.length === 0) return { kind: "trained", histories: [] };
  const crew = new TrainingCrew(trainings, options);
  const stop = () => crew.finish({ kind: "stopped" });
  options.signal?.addEventListener("abort", stop, { once: true });
  try {
    return await crew.run();
  } finally {
    options.signal?.removeEventListener("abort", stop);
    await crew.end();
  }
}

class TrainingCrew {
  private readonly trainings: readonly AskedTraining[];
  private readonly options: TrainingOptions;
  private readonly queue: TrainingQueue;
  private readonly histories: (MiniatureHistory | undefined)[];
  private readonly workers: Worker[] = [];
  private resolve: (result: Trained) => void = () => undefined;
  private done = 0;
  private isFinished = false;

  constructor(trainings: readonly AskedTraining[], options: TrainingOptions) {
    this.trainings = trainings;
    this.options = options;
    this.queue = new TrainingQueue(trainings);
    this.histories = trainings.map(() => undefined);
  }

  run(): Promise<Trained> {
    const threads = Math.max(1, Math.min(this.options.threads ?? availableParallelism(), this.trainings.length));
    return new Promise(resolve => {
      this.resolve = resolve;
      for (let thread = 0; thread < threads; thread++) this.start(thread);
    });
  }

  finish(result: Trained): void {
    this.isFinished = true;
    this.resolve(result);
  }

  async end(): Promise<void> {
    this.isFinished = true;
    await Promise.all(this.workers.map(worker => worker.terminate()));
  }

  private start(thread: number): void {
    const worker = new Worker(this.options.script, { name: "loupe miniature" });
    this.workers.push(worker);
    let place: number | null = null;
    const next = () => {
      place = this.isFinished ? null : this.queue.take(thread);
      if (place !== null) this.give(worker, place);
    };
    worker.on("message", (message: FromMiniatureThread) => {
      this.hear(message);
      next();
    });
    worker.on("error", error => this.crash(place, error));
    worker.on("exit", code => this.crash(place, new ThreadEnded(code)));
    next();
  }

  private give(worker: Worker, place: number): void {
    const training = this.trainings[place];
    if (training !== undefined) worker.postMessage({ place, training } satisfies ToMiniatureThread);
  }

  private hear(message: FromMiniatureThread): void {
    if (this.isFinished) return;
    if (message.kind === "failed") {
      this.crash(message.place, asError(message.error));
      return;
    }
    if (message.kind === "diverged") {
      this.finish(message);
      return;
    }
    this.histories[message.place] = message.history;
    this.options.onProgress?.(++this.done, this.trainings.length);
    const histories = this.histories.filter(history => history !== undefined);
    if (histories.length === this.trainings.length) this.finish({ kind: "trained", histories });
  }

  /** "error" is followed by "exit", and so is every end: only the first word of a thread with a training counts. */
  private crash(place: number | null, error: Error): void {
    if (place !== null && !this.isFinished) this.finish({ kind: "crashed", place, error });
  }
}
