import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { localHost } from "../../core/launch/hostName.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { HostTunnel } from "./hostConnection.js";
import type { HostOptions } from "./hostOptions.js";
import { OnceRun } from "./runOnce.js";
import { startShell } from "./shellProcess.js";
import { cancelArguments, type Forward } from "./sshArguments.js";

const tries = 3;
const connectMs = 15_000;

interface OpenTunnel extends Forward {
  readonly run: OnceRun;
  readonly closed: Promise<HostFailure | null>;
  users: number;
}

/**
 * Ports of a host on 127.0.0.1 of this machine. The same port is shared by all who ask for it; two ports at once are refused,
 * since a host has three connections. Not `ssh -N`: a shell that reads until its input ends tells when the tunnel is there
 * and ends with this process, however that ends.
 */
export class Tunnels {
  readonly #host: string;
  readonly #options: HostOptions;
  readonly #library: () => Promise<string>;
  #open: OpenTunnel | null = null;
  #starting: OnceRun | null = null;
  #isDisposed = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(host: string, options: HostOptions, library: () => Promise<string>) {
    this.#host = host;
    this.#options = options;
    this.#library = library;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  open(port: number): Promise<HostTunnel | HostFailure> {
    return this.#host === localHost ? Promise.resolve(ownPort(port)) : this.#inTurn(port);
  }

  /** A port that speaks SOCKS, for a host that is reached by ssh. */
  openAny(): Promise<HostTunnel | HostFailure> {
    return this.#inTurn("any");
  }

  #inTurn(to: Forward["to"]): Promise<HostTunnel | HostFailure> {
    const turn = this.#last.then(() => this.#share(to));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #share(port: Forward["to"]): Promise<HostTunnel | HostFailure> {
    if (this.#open === null) {
      const made = await this.#make(port);
      if ("kind" in made) return made;
      this.#open = made;
    }
    const open = this.#open;
    if (open.to !== port) return { kind: "too-many-connections", detail: `127.0.0.1:${open.to}` };
    open.users += 1;
    return this.#handle(open);
  }

  #handle(open: OpenTunnel): HostTunnel {
    let isClosed = false;
    const close = () => {
      if (isClosed) return;
      isClosed = true;
      open.users -= 1;
      if (open.users === 0) this.#end(open);
    };
    return { port: open.from, closed: open.closed, close };
  }

  #end(open: OpenTunnel): void {
    if (this.#open === open) this.#open = null;
    open.run.abandon({ kind: "dropped", detail: "closed" });
    this.#takeBack(open);
  }

  #takeBack(forward: OpenTunnel): void {
    const words = cancelArguments(this.#host, this.#options, forward);
    const child = spawn(this.#options.sshPath ?? "ssh", words, { stdio: "ignore", windowsHide: true });
    // Where it cannot be started there was no tunnel either.
    child.once("error", ignore);
  }

  async #make(port: Forward["to"]): Promise<OpenTunnel | HostFailure> {
    let failure: HostFailure = { kind: "other", detail: "" };
    for (let i = 0; i < tries; i += 1) {
      const made = await this.#try(port);
      if (!("kind" in made)) return made;
      failure = made;
      // Somebody else took the port between our look and ssh's.
      if (!/Address already in use|cannot listen to port/i.test(made.detail)) return made;
    }
    return failure;
  }

  async #try(port: Forward["to"]): Promise<OpenTunnel | HostFailure> {
    const from = await freePort();
    const lib = await this.#library();
    if (this.#isDisposed) return { kind: "dropped", detail: "closed" };
    const shell = startShell(this.#host, this.#options, { from, to: port });
    const run = new OnceRun(shell, lib, "cat >/dev/null", { input: "open", onBytes: ignore, onMove: ignore });
    const timer = setTimeout(() => run.abandon({ kind: "timed-out", detail: "" }), connectMs);
    this.#starting = run;
    await run.begun;
    this.#starting = null;
    clearTimeout(timer);
    const isThere = await listens(from);
    if (!isThere) run.abandon({ kind: "other", detail: "cannot listen to port" });
    const closed = run.answer.then(answer => (answer.kind === "unreachable" ? answer.failure : null));
    if (!isThere) return (await closed) ?? { kind: "dropped", detail: "" };
    const open: OpenTunnel = { from, to: port, run, closed, users: 0 };
    void closed.then(() => {
      if (this.#open === open) this.#open = null;
    });
    return open;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#starting?.abandon({ kind: "dropped", detail: "closed" });
    await this.#last;
    const open = this.#open;
    if (open === null) return;
    this.#end(open);
    await open.closed;
  }
}

function ignore(): void {
  // Nothing is to be done with it.
}

function ownPort(port: number): HostTunnel {
  let settle: (failure: null) => void = ignore;
  const closed = new Promise<null>(resolve => (settle = resolve));
  return { port, closed, close: () => settle(null) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Whether ssh took the port. The connection that asks ends at the host at once. */
function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
