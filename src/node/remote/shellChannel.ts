import type { HostAnswer } from "./hostConnection.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import { framedScript, newFrame } from "./framedScript.js";
import { MarkedStream } from "./markedStream.js";
import { readFrame } from "./readFrame.js";
import { failureOf, Said, type ProcessEnd, type ShellProcess } from "./shellProcess.js";

/** One long-lived shell that answers one request after the other: 0.5 ms each where a new ssh takes 200 (facts: remote 2.1). */
export class ShellChannel {
  readonly #shell: ShellProcess;
  readonly #said = new Said();
  readonly #out = new MarkedStream(() => undefined);
  readonly #err = new MarkedStream(bytes => this.#said.add(bytes));
  #hasAnswered = false;
  #end: ProcessEnd | null = null;
  #onEnd: (() => void) | null = null;

  constructor(shell: ShellProcess, lib: string) {
    this.#shell = shell;
    shell.child.stdout.on("data", (bytes: Buffer) => this.#out.push(bytes));
    shell.child.stderr.on("data", (bytes: Buffer) => this.#err.push(bytes));
    shell.child.stdin.write(`${lib}\n`);
    void shell.end.then(end => {
      this.#end = end;
      this.#onEnd?.();
    });
  }

  get isOpen(): boolean {
    return this.#end === null;
  }

  /** Whether any request was ever answered: a drop then, and a failure to connect otherwise. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** One request at a time; the caller waits for the answer before the next. After a timeout the channel is of no more use. */
  request(script: string, timeoutMs: number): Promise<HostAnswer> {
    const frame = newFrame();
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    return new Promise<HostAnswer>(resolve => {
      const finish = (answer: HostAnswer) => {
        clearTimeout(timer);
        this.#onEnd = null;
        resolve(answer);
      };
      const timer = setTimeout(() => {
        finish({ kind: "unreachable", failure: { kind: "timed-out", detail: this.#said.text } });
        this.#shell.kill();
      }, timeoutMs);
      this.#onEnd = () => finish({ kind: "unreachable", failure: this.#failure(err) });
      readFrame(frame, this.#out, this.#err, bytes => this.#said.add(bytes), {
        onBegin: () => (this.#hasAnswered = true),
        onBytes: bytes => out.push(bytes),
        onError: bytes => err.push(bytes),
        onEnd: code =>
          finish({ kind: "answered", code, out: Buffer.concat(out), err: Buffer.concat(err).toString("utf8") }),
      });
      if (this.#end === null) this.#shell.child.stdin.write(framedScript(frame, script, "none"));
      else this.#onEnd();
    });
  }

  #failure(err: readonly Buffer[]): HostFailure {
    // What ssh says when it goes may stand among the errors of the script.
    const said = this.#said.text + Buffer.concat(err).toString("utf8");
    return failureOf(this.#end ?? { kind: "ended", code: null }, said, this.#hasAnswered);
  }

  /** Lets the shell end by itself, and helps after a second. */
  async close(): Promise<void> {
    if (this.#end !== null) return;
    this.#shell.child.stdin.end();
    const timer = setTimeout(() => this.#shell.kill(), 1000);
    await this.#shell.end;
    clearTimeout(timer);
  }
}
