import { Worker } from "node:worker_threads";
import type { DeskGiven } from "../../node/evaluation/stored/deskCalls.js";
import type { EvaluationDeskApi } from "../../node/evaluation/stored/evaluationDesk.js";
import type { SpentApi } from "../../node/evaluation/stored/spentOf.js";
import { connect, type Client } from "../../protocol/rpc.js";
import { workerPort } from "../workerPort.js";

type DeskApi = EvaluationDeskApi & SpentApi;

/** The thread that reads evaluations and keeps what it has read. It begins with the first call. */
export class EvaluationDeskThread {
  private readonly script: string;
  private readonly given: DeskGiven;
  private worker: {
    readonly worker: Worker;
    readonly client: Client<DeskApi>;
    readonly gone: Promise<never>;
  } | null = null;

  /** `script`: the bundle of `benchmarkWorker.ts`. */
  constructor(script: string, given: DeskGiven) {
    this.script = script;
    this.given = given;
  }

  /** One call. Rejects when the thread ends meanwhile; the next call begins another one. */
  async ask<Result>(call: (client: Client<DeskApi>) => Promise<Result>): Promise<Result> {
    this.worker ??= this.start();
    const { client, gone } = this.worker;
    return Promise.race([call(client), gone]);
  }

  dispose(): void {
    const worker = this.worker;
    this.worker = null;
    worker?.client.dispose();
    worker?.worker.terminate().catch(() => undefined); // it has ended by itself
  }

  private start() {
    const worker = new Worker(this.script, { name: "loupe evaluations", workerData: this.given });
    const gone = new Promise<never>((_, reject) => {
      worker.once("error", reject);
      worker.once("exit", code => {
        if (this.worker?.worker === worker) this.worker = null;
        reject(new Error(`the thread ended with code ${String(code)}`));
      });
    });
    gone.catch(() => undefined); // told to those who wait
    return { worker, client: connect<DeskApi>(workerPort(worker)), gone };
  }
}
