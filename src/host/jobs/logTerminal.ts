import * as vscode from "vscode";
import { isOver } from "../../core/launch/jobState.js";
import type { JobsService } from "../../node/jobs/jobsService.js";
import type { HostStream } from "../../node/remote/hostConnection.js";
import type { JobRef, JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { t } from "../t.js";
import { byteWords } from "./byteWords.js";
import { endSentence } from "./endSentence.js";
import { failureSentence } from "./failureSentence.js";
import { isSameJob } from "./isSameJob.js";
import { LogFeed } from "./logFeed.js";
import { momentWords } from "./momentWords.js";

/** How much of a log is shown that was there before. */
const earlierBytes = 2_000_000;
/** Pieces that come in this time are drawn together. */
const drawMilliseconds = 40;
/** How long the size of the log may be asked for before what is known of it does. */
const askMilliseconds = 4000;
/** How long the rest of a log may take to come once its job is over. */
const restMilliseconds = 5000;

const interrupt = "\u0003";

interface LogTerminalOptions {
  readonly jobs: JobsService;
  readonly job: JobRef;
  /** Values that must not be shown. */
  readonly secrets: () => Promise<readonly string[]>;
  /** A task ends with its job, with the job's exit code; a terminal stays to be read. */
  readonly endsWithJob: boolean;
  readonly onError: (error: unknown) => void;
}

/** A terminal that shows the log of a job and does nothing else: closing it, or Ctrl+C in it, leaves the job alone. */
export class LogTerminal implements vscode.Pseudoterminal {
  private readonly write = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.write.event;
  private readonly ended = new vscode.EventEmitter<number>();
  readonly onDidClose = this.ended.event;
  private readonly options: LogTerminalOptions;
  private feed: LogFeed | null = null;
  private stream: HostStream | null = null;
  private stopListening: (() => void) | null = null;
  private drawing: ReturnType<typeof setTimeout> | null = null;
  private finishing: ReturnType<typeof setTimeout> | null = null;
  /** Of the next byte of the log. */
  private offset = 0;
  private isLineStart = true;
  private isUnreachable = false;
  private isClosed = false;

  constructor(options: LogTerminalOptions) {
    this.options = options;
  }

  open(): void {
    this.start().catch((error: unknown) => {
      this.options.onError(error);
      this.tell(t("The log could not be read."));
      this.stop(1);
    });
  }

  close(): void {
    this.isClosed = true;
    this.stopFollowing();
  }

  handleInput(data: string): void {
    if (data === interrupt && this.stream !== null) {
      this.draw();
      this.stopFollowing();
      this.tell(t("No longer following; the job is not touched. Enter follows again."));
      if (this.options.endsWithJob) this.ended.fire(130);
    } else if (data === "\r" && this.stream === null && !this.options.endsWithJob) this.open();
  }

  private get view(): JobView | null {
    return this.options.jobs.jobs().find(job => isSameJob(job, this.options.job)) ?? null;
  }

  private async start(): Promise<void> {
    const { jobs, job, secrets } = this.options;
    if (this.view === null) {
      this.tell(t("This machine knows no job {0} on {1}.", clip(job.runId, 60), job.host));
      this.stop(1);
      return;
    }
    const values = await secrets();
    if (this.offset === 0) await this.findStart();
    if (this.isClosed) return;
    // Who follows again goes on where it was, in the middle of a line perhaps.
    this.feed ??= new LogFeed(values, this.offset > 0);
    this.stopListening = jobs.onChange(() => this.changed());
    const stream = jobs.follow(job, this.offset, (bytes, at) => this.take(bytes, at));
    this.stream = stream;
    stream.closed.then(
      failure => {
        if (this.stream === stream && failure !== null) this.tell(failureSentence(failure, job.host, t));
        if (this.stream === stream) this.changed();
      },
      (error: unknown) => this.options.onError(error),
    );
    this.changed();
  }

  /** Where the log is shown from; a size that is not known yet is asked for, but not waited for without end. */
  private async findStart(): Promise<void> {
    const { jobs, job } = this.options;
    const timer = new Promise<void>(resolve => setTimeout(resolve, askMilliseconds));
    const asked = isOver(this.view?.state ?? "running") ? null : jobs.refresh(job.host, { adopt: false });
    await Promise.race([asked, timer]);
    const { view } = this;
    if (view === null) return;
    this.offset = Math.max(0, view.logBytes - earlierBytes);
    const name = clip(view.name, 80);
    this.tell(t("The log of {0} on {1}. Closing this terminal leaves the job alone.", name, job.host));
    if (this.offset > 0) this.tell(t("{0} before this are in {1}/log.", byteWords(this.offset), view.runFolder));
  }

  private take(bytes: Uint8Array, at: number): void {
    if (at < this.offset) {
      this.draw();
      this.tell(t("The log begins anew."));
    }
    this.offset = at + bytes.length;
    this.feed?.push(bytes);
    this.drawing ??= setTimeout(() => this.draw(), drawMilliseconds);
    if (this.isComplete()) this.changed();
  }

  private draw(): void {
    if (this.drawing !== null) clearTimeout(this.drawing);
    this.drawing = null;
    if (this.feed !== null) this.show(this.feed.take());
  }

  private show({ skipped, text }: { readonly skipped: number; readonly text: string }): void {
    if (skipped > 0) this.tell(t("{0} came too fast and are left out here.", byteWords(skipped)));
    if (text === "") return;
    this.isLineStart = text.endsWith("\n");
    this.write.fire(text);
  }

  /** What became of the job or its host since. */
  private changed(): void {
    const { view } = this;
    if (this.stream === null) return;
    if (view === null) {
      this.finish(t("The job was forgotten here."), 1);
      return;
    }
    this.tellReach(view);
    if (!isOver(view.state)) return;
    const end = () => this.finish(endSentence(view, t), view.exitCode ?? 1);
    if (this.isComplete()) end();
    else this.finishing ??= setTimeout(end, restMilliseconds);
  }

  private isComplete(): boolean {
    const { view } = this;
    return view !== null && isOver(view.state) && this.offset >= view.logBytes;
  }

  private tellReach({ unreachableSince, host }: JobView): void {
    if ((unreachableSince !== null) === this.isUnreachable) return;
    this.isUnreachable = unreachableSince !== null;
    this.draw();
    if (unreachableSince === null) this.tell(t("{0} answers again.", host));
    else {
      const since = momentWords(unreachableSince, Date.now(), vscode.env.language);
      this.tell(t("{0} does not answer since {1}. What runs there goes on; it is asked again and again.", host, since));
    }
  }

  private finish(sentence: string, code: number): void {
    this.draw();
    if (this.feed !== null) this.show(this.feed.end());
    this.stopFollowing();
    this.tell(sentence);
    this.stop(code);
  }

  private stop(code: number): void {
    if (this.options.endsWithJob) this.ended.fire(code);
  }

  private stopFollowing(): void {
    for (const timer of [this.drawing, this.finishing]) if (timer !== null) clearTimeout(timer);
    [this.drawing, this.finishing] = [null, null];
    this.stopListening?.();
    this.stream?.close();
    [this.stopListening, this.stream] = [null, null];
  }

  /** A line of ours, dimmed, on a line of its own. */
  private tell(sentence: string): void {
    this.write.fire(`${this.isLineStart ? "" : "\r\n"}\u001b[2m— ${sentence}\u001b[0m\r\n`);
    this.isLineStart = true;
  }
}
