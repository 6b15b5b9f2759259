import { Worker } from "node:worker_threads";
import { connect, type Client, type Methods } from "../protocol/rpc.js";
import { workerPort } from "./workerPort.js";

interface Running<Api extends Methods<Api>> {
  readonly worker: Worker;
  readonly client: Client<Api>;
  /** Rejects when the thread ends, by itself or not. */
  readonly gone: Promise<never>;
}

interface DeskScript {
  /** A bundle of ours, absolute. */
  readonly script: string;
  /** Of the thread, for people who look at the process. */
  readonly name: string;
  /** What the thread is told when it begins. */
  readonly given?: object;
}

/** A thread that reads files for a view and keeps what it has read. It begins with the first call. */
export class DeskThread<Api extends Methods<Api>> {
  private readonly desk: DeskScript;
  private running: Running<Api> | null = null;

  constructor(desk: DeskScript) {
    this.desk = desk;
  }

  /** One call. Rejects when the thread ends meanwhile; the next call begins another one. */
  async ask<Result>(call: (client: Client<Api>) => Promise<Result>): Promise<Result> {
    this.running ??= this.start();
    const { client, gone } = this.running;
    return Promise.race([call(client), gone]);
  }

  dispose(): void {
    const { running } = this;
    this.running = null;
    running?.client.dispose();
    running?.worker.terminate().catch(() => undefined); // it has ended by itself
  }

  private start(): Running<Api> {
    const { script, name, given } = this.desk;
    const worker = new Worker(script, { name, workerData: given });
    const gone = new Promise<never>((_, reject) => {
      worker.once("error", reject);
      worker.once("exit", code => {
        if (this.running?.worker === worker) this.running = null;
        reject(new Error(`the thread ended with code ${String(code)}`));
      });
    });
    gone.catch(() => undefined); // told to those who wait
    return { worker, client: connect<Api>(workerPort(worker)), gone };
  }
}
