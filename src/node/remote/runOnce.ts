import { once } from "node:events";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import { framedScript, newFrame } from "./framedScript.js";
import type { HostAnswer } from "./hostConnection.js";
import { MarkedStream } from "./markedStream.js";
import { readFrame } from "./readFrame.js";
import { failureOf, Said, type ShellProcess } from "./shellProcess.js";

const keptErrors = 65_536;

/** What passes through such a run. */
export interface OnceStreams {
  /** Sent once the script has begun; `open`: nothing, and held open until `endInput`. */
  readonly input: AsyncIterable<Uint8Array> | "open" | "none";
  readonly onBytes: (bytes: Buffer) => void;
  /** Called whenever bytes pass in either direction. */
  readonly onMove: () => void;
}

/** One script in a shell of its own, which may read a standard input and whose output is passed on as it comes. */
export class OnceRun {
  /** Settles once, whatever happens. `out` is empty: it went to `onBytes`. */
  readonly answer: Promise<HostAnswer>;
  /** Settles when the script has begun, or when it never will. */
  readonly begun: Promise<void>;
  /** Settles when the process itself has ended: at most a few seconds after `answer`. */
  readonly end: Promise<unknown>;
  readonly #shell: ShellProcess;
  readonly #streams: OnceStreams;
  readonly #said = new Said();
  readonly #errors: Buffer[] = [];
  #errorBytes = 0;
  #hasBegun = false;
  #abandoned: HostFailure | null = null;
  #begin: () => void = () => undefined;
  #finish: (answer: HostAnswer) => void = () => undefined;

  constructor(shell: ShellProcess, lib: string, script: string, streams: OnceStreams) {
    this.#shell = shell;
    this.end = shell.end;
    this.#streams = streams;
    this.begun = new Promise(resolve => (this.#begin = resolve));
    this.answer = new Promise(resolve => (this.#finish = resolve));
    const frame = newFrame();
    const out = new MarkedStream(() => undefined);
    const err = new MarkedStream(bytes => this.#said.add(bytes));
    readFrame(frame, out, err, bytes => this.#said.add(bytes), {
      onBegin: () => this.#began(),
      onBytes: bytes => this.#pass(bytes),
      onError: bytes => this.#keepError(bytes),
      onEnd: code => this.#ended(code),
    });
    shell.child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
    shell.child.stderr.on("data", (bytes: Buffer) => err.push(bytes));
    shell.child.stdin.write(`${lib}\n${framedScript(frame, script, "rest")}`);
    void shell.end.then(end => {
      const failure = this.#abandoned ?? failureOf(end, this.#said.text + this.#errorText(), this.#hasBegun);
      this.#finish({ kind: "unreachable", failure });
      this.#begin();
    });
  }

  /** Ends the script's standard input; a script that reads it ends then. */
  endInput(): void {
    this.#shell.child.stdin.end();
  }

  /** Gives it up; `answer` is then this failure. */
  abandon(failure: HostFailure): void {
    this.#abandoned ??= failure;
    this.#shell.kill();
  }

  #began(): void {
    this.#hasBegun = true;
    this.#begin();
    const { input } = this.#streams;
    if (input === "none") this.endInput();
    else if (input !== "open") void this.#feed(input);
  }

  async #feed(input: AsyncIterable<Uint8Array>): Promise<void> {
    const { stdin } = this.#shell.child;
    try {
      for await (const chunk of input) {
        // A script that ended early takes no more; its code says why.
        if (stdin.destroyed || !stdin.writable) return;
        if (!stdin.write(chunk)) await this.#drained();
        this.#streams.onMove();
      }
      stdin.end();
    } catch (error) {
      this.abandon({ kind: "other", detail: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Until the shell takes more, or never will. Who waited in vain stops listening. */
  async #drained(): Promise<void> {
    const { stdin } = this.#shell.child;
    const stop = new AbortController();
    const { signal } = stop;
    try {
      await Promise.race([once(stdin, "drain", { signal }), once(stdin, "close", { signal }), this.#shell.end]);
    } finally {
      stop.abort();
    }
  }

  #pass(bytes: Buffer): void {
    this.#streams.onMove();
    this.#streams.onBytes(bytes);
  }

  #keepError(bytes: Buffer): void {
    this.#streams.onMove();
    if (this.#errorBytes < keptErrors) this.#errors.push(bytes);
    this.#errorBytes += bytes.length;
  }

  #errorText(): string {
    return Buffer.concat(this.#errors).toString("utf8").slice(0, keptErrors);
  }

  /** Something that the script left behind may hold the connection open; it is not waited for. */
  #ended(code: number): void {
    this.#finish({ kind: "answered", code, out: Buffer.alloc(0), err: this.#errorText() });
    this.endInput();
    const timer = setTimeout(() => this.#shell.kill(), 1000);
    void this.#shell.end.then(() => clearTimeout(timer));
  }
}
