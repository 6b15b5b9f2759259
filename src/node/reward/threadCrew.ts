import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { PackedFacts } from "../../core/reward/packedFacts.js";
import type { AskJoins, FactCrew } from "./factCrew.js";
import type { FromFactThread, ToFactThread } from "./factMessages.js";
import type { FactTask } from "./factTask.js";
import { unreadFacts } from "./unreadFacts.js";

const fewestThreads = 2;
const mostThreads = 4;
/** While one task waits for answers the next one is parsed. */
const tasksAThread = 2;
/** Texts of a task live until its answers come: with little room for the young they would be copied again and again. */
const youngMegabytes = 96;
/** Threads that nobody needed for so long are ended. */
const idleMs = 30_000;
/** A task whose thread crashed is given to another one once. */
const mostTries = 2;

interface Pending {
  readonly id: number;
  readonly task: FactTask;
  readonly epoch: number;
  readonly ask: AskJoins;
  tries: number;
  resolve(facts: PackedFacts | null): void;
  reject(error: unknown): void;
}

/** One thread and what it has to do. */
class Thread {
  readonly worker: Worker;
  readonly pending = new Map<number, Pending>();
  private isEnding = false;

  constructor(script: string, epoch: Int32Array) {
    const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes };
    this.worker = new Worker(script, { name: "loupe facts", workerData: epoch, resourceLimits });
    this.worker.unref();
  }

  post(message: ToFactThread): void {
    this.worker.postMessage(message);
  }

  /** A process does not end while a thread is at work, and does not wait for one that is not. */
  take(pending: Pending): void {
    this.worker.ref();
    this.pending.set(pending.id, pending);
    this.post({ kind: "task", id: pending.id, epoch: pending.epoch, task: pending.task });
  }

  /** The process waits for it, whatever the thread still says meanwhile. */
  async end(): Promise<void> {
    this.isEnding = true;
    this.worker.ref();
    await this.worker.terminate();
  }

  release(id: number): Pending | undefined {
    const found = this.pending.get(id);
    this.pending.delete(id);
    if (this.pending.size === 0 && !this.isEnding) this.worker.unref();
    return found;
  }
}

/** Reads on two to four threads of their own, started when they are needed and ended when they are not. */
export class ThreadCrew implements FactCrew {
  private readonly size = Math.min(mostThreads, Math.max(fewestThreads, availableParallelism() - 1));
  readonly width = this.size * tasksAThread;
  private readonly script: string;
  private readonly onCrash: (error: unknown) => void;
  private readonly epoch = new Int32Array(new SharedArrayBuffer(4));
  private readonly threads = new Set<Thread>();
  private idle: ReturnType<typeof setTimeout> | null = null;
  private nextId = 0;
  private isDisposed = false;

  /** `onCrash`: a thread ended by itself; what it had to do is done by another one. */
  constructor(script: string, onCrash: (error: unknown) => void) {
    this.script = script;
    this.onCrash = onCrash;
  }

  run(task: FactTask, ask: AskJoins): Promise<PackedFacts | null> {
    if (this.isDisposed) return Promise.resolve(null);
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = null;
    return new Promise((resolve, reject) => {
      const epoch = Atomics.load(this.epoch, 0);
      this.assign({ id: this.nextId++, task, epoch, ask, tries: 0, resolve, reject });
    });
  }

  cancel(): void {
    Atomics.add(this.epoch, 0, 1);
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    this.cancel();
    if (this.idle !== null) clearTimeout(this.idle);
    await this.end();
  }

  private assign(pending: Pending): void {
    pending.tries++;
    const free = [...this.threads].sort((a, b) => a.pending.size - b.pending.size)[0];
    const isRoom = this.threads.size < this.size && (free === undefined || free.pending.size > 0);
    (isRoom || free === undefined ? this.start() : free).take(pending);
  }

  private start(): Thread {
    const thread = new Thread(this.script, this.epoch);
    this.threads.add(thread);
    const { worker } = thread;
    worker.on("message", (message: FromFactThread) => this.hear(thread, message));
    worker.on("error", error => this.lose(thread, error));
    worker.on("exit", code => this.lose(thread, new Error(`the thread ended with code ${code}`)));
    return thread;
  }

  private hear(thread: Thread, message: FromFactThread): void {
    if (message.kind === "ask") {
      this.answer(thread, message.id, message.requests);
      return;
    }
    thread.release(message.id)?.resolve(message.facts);
    this.rest();
  }

  private answer(thread: Thread, id: number, requests: Parameters<AskJoins>[0]): void {
    const pending = thread.pending.get(id);
    if (pending === undefined) return;
    pending.ask(requests).then(
      answers => {
        if (this.threads.has(thread)) thread.post({ kind: "answers", id, answers });
      },
      (error: unknown) => thread.release(id)?.reject(error),
    );
  }

  /** "error" is followed by "exit": only the first word counts. */
  private lose(thread: Thread, error: unknown): void {
    if (!this.threads.delete(thread)) return;
    this.onCrash(error);
    for (const pending of thread.pending.values()) {
      if (this.isDisposed) pending.resolve(null);
      else if (pending.tries >= mostTries) pending.resolve(unreadFacts(pending.task.rows.length));
      else this.assign(pending);
    }
  }

  private rest(): void {
    if (this.idle !== null || [...this.threads].some(({ pending }) => pending.size > 0)) return;
    this.idle = setTimeout(() => {
      this.idle = null;
      void this.end().catch(this.onCrash);
    }, idleMs);
    this.idle.unref();
  }

  /** Threads that end like this are no crash. Whoever waits for it is waited for as well. */
  private async end(): Promise<void> {
    const ended = [...this.threads];
    this.threads.clear();
    for (const { pending } of ended) for (const one of pending.values()) one.resolve(null);
    await Promise.all(ended.map(thread => thread.end()));
  }
}
