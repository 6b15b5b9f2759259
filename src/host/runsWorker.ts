import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import type { ExportApi } from "../protocol/exportApi.js";
import type { LinkApi } from "../protocol/links/linkApi.js";
import type { RemarksApi } from "../protocol/remarks/remarksApi.js";
import { connect, serve, type Client } from "../protocol/rpc.js";
import type { RunsApi, RunsEvent, RunsListener, RunsSettings } from "../protocol/runsApi.js";
import type { SearchApi } from "../protocol/searchApi.js";
import type { ToolsApi } from "../protocol/toolsApi.js";
import type { ServedRewards } from "../node/reward/rewards.js";
import type { ShowFailure } from "./showFailure.js";
import { t } from "./t.js";
import { workerPort } from "./workerPort.js";

type WorkerApi = RunsApi & ToolsApi & ServedRewards & SearchApi & ExportApi & LinkApi & RemarksApi;

/** A running worker, what is called on it, and the promise that it took the settings. */
interface Link {
  readonly worker: Worker;
  readonly client: Client<WorkerApi>;
  readonly events: { dispose(): void };
  configured: Promise<void>;
}

/**
 * Owns the worker thread that reads the runs: started on first need, started again once after a crash. What it answers
 * is typed and not checked again: it is our own code, and it checked what it read.
 */
export class RunsWorker implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<RunsEvent>();
  readonly onEvent = this.emitter.event;
  private link: Link | null = null;
  private isReadingNow = false;
  private crashes = 0;
  private isDisposed = false;

  private readonly script: string;
  private readonly readSettings: () => RunsSettings;
  private readonly log: vscode.LogOutputChannel;
  private readonly showFailure: ShowFailure;

  constructor(
    script: string,
    readSettings: () => RunsSettings,
    log: vscode.LogOutputChannel,
    showFailure: ShowFailure,
  ) {
    this.script = script;
    this.readSettings = readSettings;
    this.log = log;
    this.showFailure = showFailure;
  }

  /** The calls of the worker, once it has the settings. Rejects when it crashed twice; `revive` makes it try again. */
  async api(): Promise<Client<WorkerApi>> {
    if (this.isDisposed) throw new Error("the worker was disposed");
    if (this.link === null && this.crashes > 1) throw new Error("the worker crashed twice");
    this.link ??= this.start();
    const { client, configured } = this.link;
    await configured;
    return client;
  }

  /** True while the folders are read for the first time: a row that is not known yet may still come. */
  get isReading(): boolean {
    return this.isReadingNow;
  }

  /** Sends the settings as they are now. A worker that was not needed yet is not started for it. */
  async configure(): Promise<void> {
    if (this.link === null) return;
    const { client } = this.link;
    // One after the other, so that the settings sent last are those that hold; also where earlier ones were refused.
    const configure = () => client.configure(this.readSettings());
    this.link.configured = this.link.configured.then(configure, configure);
    await this.link.configured;
  }

  /** Forgets earlier crashes. */
  revive(): void {
    this.crashes = 0;
  }

  dispose(): void {
    this.isDisposed = true;
    this.unlink();
    this.emitter.dispose();
  }

  private start(): Link {
    const worker = new Worker(this.script, { name: "loupe", stdout: true, stderr: true });
    const port = workerPort(worker);
    const events = serve<RunsListener>(port, { event: event => this.take(event) });
    const client = connect<WorkerApi>(port);
    worker.stdout.on("data", (data: Buffer) => this.log.debug("worker", data.toString().trimEnd()));
    worker.stderr.on("data", (data: Buffer) => this.log.warn("worker", data.toString().trimEnd()));
    worker.on("error", error => this.crashed(worker, error));
    worker.on("exit", code => this.crashed(worker, new Error(`the worker ended with code ${code}`)));
    this.log.info("worker started");
    this.isReadingNow = true;
    return { worker, client, events, configured: client.configure(this.readSettings()) };
  }

  private take(event: RunsEvent): void {
    if (event.kind === "progress") this.isReadingNow = event.reading;
    this.emitter.fire(event);
  }

  private crashed(worker: Worker, error: unknown): void {
    // "error" is followed by "exit", and a worker that was disposed ends as well: only the first word of a live one counts.
    if (this.link?.worker !== worker || this.isDisposed) return;
    this.unlink();
    this.crashes++;
    if (this.crashes > 1) {
      this.showFailure(t("Reading the runs stopped again. “Read Runs Again” starts it once more."), error);
      return;
    }
    this.showFailure(t("Reading the runs stopped and was started again."), error);
    this.emitter.fire({ kind: "changed", ids: [null] });
  }

  private unlink(): void {
    const { link } = this;
    this.link = null;
    if (link === null) return;
    link.events.dispose();
    link.client.dispose();
    void link.worker.terminate().catch((error: unknown) => this.log.error("the worker did not end", String(error)));
  }
}
