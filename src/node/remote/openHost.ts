import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isHostName, localHost } from "../../core/launch/hostName.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { HostAnswer, HostConnection, HostRelay, HostStream, HostTunnel, RunOptions } from "./hostConnection.js";
import type { HostOptions } from "./hostOptions.js";
import { OnceRun } from "./runOnce.js";
import { ShellChannel } from "./shellChannel.js";
import { startShell } from "./shellProcess.js";
import { ownRelay, socksRelay } from "./socksRelay.js";
import { Tunnels } from "./tunnels.js";
import { Turns } from "./turns.js";

const defaultTimeoutMs = 30_000;
const idleTimeoutMs = 60_000;
const firstPauseMs = 250;
const longestPauseMs = 5000;

/**
 * The connection to a host; nothing is started before the first request. A name that ssh would misread is answered with
 * `bad-name`. After a drop the next request connects again; after a failure to connect it waits a little first, longer
 * each time, up to 5 s.
 */
export function openHost(host: string, options: HostOptions): HostConnection {
  return new Host(host, options);
}

class Host implements HostConnection {
  readonly host: string;
  readonly #options: HostOptions;
  readonly #badName: HostFailure | null;
  readonly #control = new Turns();
  readonly #bulk = new Turns();
  readonly #tunnels: Tunnels;
  readonly #relays: Tunnels;
  readonly #onces = new Set<OnceRun>();
  readonly #works = new Set<Promise<void>>();
  /** Aborted when the host is disposed of. */
  readonly #closing = new AbortController();
  #lib: Promise<string> | null = null;
  #channel: ShellChannel | null = null;
  /** Of the channel before this one: there are never two. */
  #channelEnd: Promise<void> = Promise.resolve();
  #failures = 0;
  #pauseUntil = 0;
  #failed: { readonly at: number; readonly failure: HostFailure } | null = null;
  #stream: OnceRun | null = null;
  #isDisposed = false;

  constructor(host: string, options: HostOptions) {
    this.host = host;
    this.#options = options;
    this.#badName = isHostName(host) ? null : { kind: "bad-name", detail: host.slice(0, 200) };
    this.#tunnels = new Tunnels(host, options, () => this.#library());
    this.#relays = new Tunnels(host, options, () => this.#library());
  }

  run(script: string, options: RunOptions = {}): Promise<HostAnswer> {
    const askedAt = performance.now();
    return this.#control.take(() => this.#request(script, askedAt, options), options.signal, cancelled);
  }

  async #request(script: string, askedAt: number, { timeoutMs = defaultTimeoutMs }: RunOptions): Promise<HostAnswer> {
    const closed = this.#closedBecause();
    if (closed !== null) return { kind: "unreachable", failure: closed };
    // Those that waited behind a failure share it: each with a timeout of its own they would take minutes.
    if (this.#failed !== null && this.#failed.at > askedAt)
      return { kind: "unreachable", failure: this.#failed.failure };
    const channel = await this.#connect();
    if (channel === null) return cancelled();
    const answer = await channel.request(script, timeoutMs);
    this.#remember(answer, channel);
    return answer;
  }

  #closedBecause(): HostFailure | null {
    return this.#isDisposed ? { kind: "dropped", detail: "closed" } : this.#badName;
  }

  /** null: it was disposed of meanwhile, and nothing is started any more. */
  async #connect(): Promise<ShellChannel | null> {
    if (this.#channel?.isOpen === true) return this.#channel;
    const pause = this.#pauseUntil - performance.now();
    if (pause > 0) await new Promise(resolve => setTimeout(resolve, pause));
    const lib = await this.#library();
    await this.#channelEnd;
    if (this.#isDisposed) return null;
    this.#channel = new ShellChannel(startShell(this.host, this.#options), lib);
    return this.#channel;
  }

  /** A connection that once worked is tried again at once; one that never did is not hammered at. */
  #remember(answer: HostAnswer, channel: ShellChannel): void {
    if (answer.kind === "answered") {
      this.#failures = 0;
      return;
    }
    if (this.#channel === channel) this.#channel = null;
    this.#channelEnd = channel.close();
    const at = performance.now();
    if (!channel.hasAnswered || answer.failure.kind === "timed-out") this.#failed = { at, failure: answer.failure };
    if (channel.hasAnswered) return;
    this.#pauseUntil = at + Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures);
    this.#failures += 1;
  }

  #library(): Promise<string> {
    this.#lib ??= readFile(join(this.#options.trainerFolder, "lib.sh"), "utf8");
    return this.#lib;
  }

  bulk(
    script: string,
    input: AsyncIterable<Uint8Array> | null,
    onBytes: (bytes: Buffer) => void = () => undefined,
    options: RunOptions = {},
  ): Promise<HostAnswer> {
    return this.#bulk.take(() => this.#transfer(script, input, onBytes, options), options.signal, cancelled);
  }

  async #transfer(
    script: string,
    input: AsyncIterable<Uint8Array> | null,
    onBytes: (bytes: Buffer) => void,
    { timeoutMs = idleTimeoutMs, signal }: RunOptions,
  ): Promise<HostAnswer> {
    const lib = await this.#library();
    const closed = this.#closedBecause();
    if (closed !== null) return { kind: "unreachable", failure: closed };
    const idle = setTimeout(() => run.abandon({ kind: "timed-out", detail: "" }), timeoutMs);
    const run = this.#start(lib, script, { input: input ?? "none", onBytes, onMove: () => idle.refresh() });
    this.#bulk.hold(run.end);
    const stop = () => run.abandon({ kind: "dropped", detail: "cancelled" });
    signal?.addEventListener("abort", stop, { once: true });
    try {
      return await run.answer;
    } finally {
      clearTimeout(idle);
      signal?.removeEventListener("abort", stop);
    }
  }

  #start(lib: string, script: string, streams: ConstructorParameters<typeof OnceRun>[3]): OnceRun {
    const run = new OnceRun(startShell(this.host, this.#options), lib, script, streams);
    this.#onces.add(run);
    void run.end.then(() => this.#onces.delete(run));
    return run;
  }

  inBulkTurn<T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T | null> {
    const { signal: closing } = this.#closing;
    const either = signal === undefined ? closing : AbortSignal.any([closing, signal]);
    return this.#bulk.take<T | null>(
      () => {
        const done = this.#closedBecause() === null ? work(either) : Promise.resolve(null);
        const end = done.then(ignore, ignore);
        this.#works.add(end);
        void end.then(() => this.#works.delete(end));
        return done;
      },
      either,
      () => null,
    );
  }

  follow(script: string, onBytes: (bytes: Buffer) => void): HostStream {
    const stream = new FollowedStream();
    void this.#follow(script, onBytes, stream);
    return stream;
  }

  async #follow(script: string, onBytes: (bytes: Buffer) => void, stream: FollowedStream): Promise<void> {
    const lib = await this.#library();
    const isBusy = this.host !== localHost && (this.#stream !== null || this.#tunnels.isOpen);
    const busy: HostFailure | null = isBusy ? { kind: "too-many-connections", detail: "" } : null;
    const closed = this.#closedBecause() ?? busy;
    if (closed !== null || stream.isClosed) {
      stream.end(closed);
      return;
    }
    const run = this.#start(lib, script, { input: "open", onBytes, onMove: () => undefined });
    this.#stream = run;
    stream.attach(run);
    const answer = await run.answer;
    // Whoever follows next must not find it there still.
    await run.end;
    if (this.#stream === run) this.#stream = null;
    stream.end(answer.kind === "answered" ? failureOfCode(answer.code, answer.err) : answer.failure);
  }

  async tunnel(port: number): Promise<HostTunnel | HostFailure> {
    const closed = this.#closedBecause();
    if (closed !== null) return closed;
    // There are three connections: whoever follows meanwhile goes on by polling.
    if (this.host !== localHost && this.#stream !== null) {
      this.#stream.abandon({ kind: "too-many-connections", detail: "" });
      await this.#stream.end;
    }
    return this.#tunnels.open(port);
  }

  async relay(): Promise<HostRelay | HostFailure> {
    const closed = this.#closedBecause();
    if (closed !== null) return closed;
    if (this.host === localHost) return ownRelay();
    const tunnel = await this.#relays.openAny();
    return "kind" in tunnel ? tunnel : socksRelay(tunnel);
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#closing.abort();
    for (const run of this.#onces) run.abandon({ kind: "dropped", detail: "closed" });
    const ends = [...[...this.#onces].map(run => run.end), ...this.#works];
    await Promise.all([
      this.#channel?.close(),
      this.#channelEnd,
      this.#tunnels.dispose(),
      this.#relays.dispose(),
      ...ends,
    ]);
  }
}

/** A stream whose process may not have been started yet. */
class FollowedStream implements HostStream {
  readonly closed: Promise<HostFailure | null>;
  isClosed = false;
  #run: OnceRun | null = null;
  #settle: (failure: HostFailure | null) => void = () => undefined;

  constructor() {
    this.closed = new Promise(resolve => (this.#settle = resolve));
  }

  attach(run: OnceRun): void {
    this.#run = run;
  }

  /** The script sees the end of its input and takes what it started along; a connection that hangs is cut. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const run = this.#run;
    if (run === null) return;
    run.endInput();
    const timer = setTimeout(() => run.abandon({ kind: "dropped", detail: "closed" }), 2000);
    void run.answer.then(() => clearTimeout(timer));
  }

  end(failure: HostFailure | null): void {
    this.#settle(this.isClosed ? null : failure);
  }
}

function failureOfCode(code: number, err: string): HostFailure | null {
  return code === 0 ? null : { kind: "other", detail: err.trim() === "" ? `exit code ${code}` : err.trim() };
}

function ignore(): void {
  // Its owner is told.
}

function cancelled(): HostAnswer {
  return { kind: "unreachable", failure: { kind: "dropped", detail: "cancelled" } };
}
