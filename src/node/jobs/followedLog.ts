import { isOver } from "../../core/launch/jobState.js";
import { shellWord } from "../../core/launch/shellWord.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import { followLog } from "../remote/followLog.js";
import type { HostConnection, HostStream } from "../remote/hostConnection.js";
import { pollRuns } from "../remote/pollRuns.js";
import type { Clock } from "./clock.js";

const lookMs = 1_000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;

export interface FollowDeps {
  readonly connection: () => HostConnection;
  readonly clock: Clock;
  /** Absolute, on the host. */
  readonly runFolder: string;
  /** Absolute, on the host, when the output is not `log` of the run folder. */
  readonly logPath: () => string | null;
  /** Whether the job is over by what is known beyond its folder: a scheduler may say so. */
  readonly isKnownOver: () => boolean;
}

type Ended =
  | { readonly kind: "over" }
  | { readonly kind: "closed" }
  /** The log is another file than it was: it is read from its beginning. */
  | { readonly kind: "shorter" }
  | { readonly kind: "broken"; readonly failure: HostFailure | null };

/** No second try would help. */
const isFinal = (failure: HostFailure | null): boolean => failure?.kind === "bad-name" || failure?.kind === "no-ssh";

/**
 * A log from a byte offset on, over as many connections as it takes: each goes on where the last one broke, so that every
 * byte comes once and in order. Ends when the run is over and all of its log came, or when it is closed; with a failure
 * only where no further try would help.
 */
export class FollowedLog implements HostStream {
  readonly closed: Promise<HostFailure | null>;
  private readonly deps: FollowDeps;
  private readonly onBytes: (bytes: Buffer, offset: number) => void;
  private offset: number;
  /** How many connections there were before the one that is listened to. */
  private connection = 0;
  private stream: HostStream | null = null;
  private isClosed = false;
  private endPause: () => void = () => undefined;

  constructor(deps: FollowDeps, offset: number, onBytes: (bytes: Buffer, offset: number) => void) {
    this.deps = deps;
    this.offset = offset;
    this.onBytes = onBytes;
    this.closed = this.run();
  }

  close(): void {
    this.isClosed = true;
    this.stream?.close();
    this.endPause();
  }

  private async run(): Promise<HostFailure | null> {
    let failures = 0;
    while (!this.isClosed) {
      const before = this.offset;
      const ended = await this.connectOnce();
      if (ended.kind === "over" || ended.kind === "closed") return null;
      if (ended.kind === "shorter") this.offset = 0;
      else if (isFinal(ended.failure)) return ended.failure;
      failures = ended.kind === "shorter" || this.offset > before ? 0 : failures + 1;
      await this.pause(Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, failures - 1)));
    }
    return null;
  }

  /** What a connection sends as long as it is the one that is listened to: the next one begins at the offset that was reached. */
  private deliver(bytes: Buffer, connection: number): void {
    if (this.isClosed || bytes.length === 0 || connection !== this.connection) return;
    const at = this.offset;
    this.offset += bytes.length;
    this.onBytes(bytes, at);
  }

  private async connectOnce(): Promise<Ended> {
    const stream = this.open();
    this.stream = stream;
    const broken = stream.closed.then((failure): Ended => ({ kind: "broken", failure }));
    try {
      return await this.watch(broken);
    } finally {
      this.connection += 1;
      stream.close();
      // There is one stream a host: the next would find this one in its way.
      await stream.closed;
      this.stream = null;
    }
  }

  /** Waits for the end of a stream, and looks whether there is anything left to wait for. */
  private async watch(broken: Promise<Ended>): Promise<Ended> {
    for (;;) {
      const ended = await Promise.race([broken, this.pause(lookMs)]);
      if (this.isClosed) return { kind: "closed" };
      const found = await this.look();
      if (found !== null) return found;
      if (ended !== null) return ended;
    }
  }

  private open(): HostStream {
    const { runFolder, logPath } = this.deps;
    const path = logPath();
    const { connection } = this;
    const deliver = (bytes: Buffer) => this.deliver(bytes, connection);
    if (path === null) return followLog(this.deps.connection(), runFolder, this.offset, deliver);
    const from = String(this.offset + 1);
    const script = `tail -c "+${from}" -F ${shellWord(path)} 2>/dev/null & t=$!; cat >/dev/null; kill "$t"; wait "$t"`;
    return this.deps.connection().follow(script, deliver);
  }

  /** null: it goes on, or the host does not say. */
  private async look(): Promise<Ended | null> {
    const { runFolder: folder, logPath, isKnownOver } = this.deps;
    // More may come while the host is asked.
    const before = this.offset;
    const polled = await pollRuns(this.deps.connection(), [{ folder, offset: 0, maxBytes: 0 }]);
    const state = polled.kind === "reached" ? polled.value[0]?.state : undefined;
    if (state === undefined) return null;
    const isEnd = isOver(state.state) || isKnownOver();
    if (logPath() !== null) return isEnd ? { kind: "over" } : null;
    if (state.logBytes < before) return { kind: "shorter" };
    return isEnd && this.offset >= state.logBytes ? { kind: "over" } : null;
  }

  private pause(ms: number): Promise<null> {
    return new Promise(done => {
      const cancel = this.deps.clock.after(ms, () => done(null));
      this.endPause = () => {
        cancel();
        done(null);
      };
    });
  }
}
