import { Worker } from "node:worker_threads";
import type { DistilDeskApi } from "../../node/distil/stored/distilDesk.js";
import { connect, type Client } from "../../protocol/rpc.js";
import { workerPort } from "../workerPort.js";

/** The thread that reads and judges traces, apart from that of the tables: both can take long. It begins with the first call. */
export class DistilDeskThread {
  readonly #script: string;
  #running: { readonly worker: Worker; readonly client: Client<DistilDeskApi>; readonly gone: Promise<never> } | null =
    null;

  /** `script`: the bundle of `benchmarkWorker.ts`. */
  constructor(script: string) {
    this.#script = script;
  }

  /** One call. Rejects when the thread ends meanwhile; the next call begins another one. */
  async ask<Result>(call: (client: Client<DistilDeskApi>) => Promise<Result>): Promise<Result> {
    this.#running ??= this.#start();
    const { client, gone } = this.#running;
    return Promise.race([call(client), gone]);
  }

  dispose(): void {
    const running = this.#running;
    this.#running = null;
    running?.client.dispose();
    running?.worker.terminate().catch(() => undefined); // it has ended by itself
  }

  #start() {
    const worker = new Worker(this.#script, { name: "loupe traces" });
    const gone = new Promise<never>((_, reject) => {
      worker.once("error", reject);
      worker.once("exit", code => {
        if (this.#running?.worker === worker) this.#running = null;
        reject(new Error(`the thread ended with code ${String(code)}`));
      });
    });
    gone.catch(() => undefined); // told to those who wait
    return { worker, client: connect<DistilDeskApi>(workerPort(worker)), gone };
  }
}
