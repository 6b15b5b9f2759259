import type { Socket } from "node:net";
import type { HostFailure } from "../../protocol/jobs/jobView.js";

/** A host answered with the script's exit code and what it printed, or it did not. A dropped stream is no exit code. */
export type HostAnswer =
  | { readonly kind: "answered"; readonly code: number; readonly out: Buffer; readonly err: string }
  | { readonly kind: "unreachable"; readonly failure: HostFailure };

export interface RunOptions {
  /** Given up after so long; 30 s when left out. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** A stream of bytes from the host; ends by itself, by `close`, or because the connection dropped. */
export interface HostStream {
  readonly closed: Promise<HostFailure | null>;
  close(): void;
}

export interface HostTunnel {
  /** On 127.0.0.1 of this machine. */
  readonly port: number;
  readonly closed: Promise<HostFailure | null>;
  close(): void;
}

/** A way to every address that a host itself reaches, as the nodes of its cluster. */
export interface HostRelay {
  readonly closed: Promise<HostFailure | null>;
  /** Null: it does not lead there, or is gone. A refusal of the far side may also be the end of a socket that was given. */
  connect(address: string, port: number): Promise<Socket | null>;
  close(): void;
}

/**
 * One host: at most three ssh processes (control, bulk, follow), the constant `exec sh -s`, everything else on stdin.
 * Every script finds the functions of `src/trainer/lib.sh` defined. Never throws for what a host does; NUL in a script is
 * the caller's error.
 */
export interface HostConnection {
  readonly host: string;
  /** One request on the long-lived channel; requests are answered in order. */
  run(script: string, options?: RunOptions): Promise<HostAnswer>;
  /** A script of its own on the bulk connection, `input` on its standard input after the script, `onBytes` for its output. */
  bulk(
    script: string,
    input: AsyncIterable<Uint8Array> | null,
    onBytes?: (bytes: Buffer) => void,
    options?: RunOptions,
  ): Promise<HostAnswer>;
  /**
   * Work of a program that connects to the host by itself, such as rsync, in the turn of the bulk connection. It has to end
   * when its signal is aborted: by `signal`, or by `dispose`, which waits for it. null: it never began, or was given up.
   */
  inBulkTurn<T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T | null>;
  /** Output of a script that goes on, e.g. a followed log. */
  follow(script: string, onBytes: (bytes: Buffer) => void): HostStream;
  /** ssh -N -L to 127.0.0.1:port of the host. `local`: the port itself. */
  tunnel(port: number): Promise<HostTunnel | HostFailure>;
  /** ssh -D: one more connection, beside the others. `local`: this machine's own network. */
  relay(): Promise<HostRelay | HostFailure>;
  dispose(): Promise<void>;
}
