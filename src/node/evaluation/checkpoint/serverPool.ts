import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ServerAddress } from "./serverAnswers.js";
import type { SteadyRelay } from "./steadyRelay.js";

/** A server of a pool. */
export interface PoolMember {
  readonly at: ServerAddress;
  /** Whether a request failed there and nobody has seen since that it lives: it is asked nothing meanwhile. */
  isDoubted(): boolean;
  doubt(): void;
}

interface Member {
  readonly server: PoolMember;
  /** Requests that it has now. */
  busy: number;
}

const hops = new Set(["connection", "keep-alive", "transfer-encoding", "host", "proxy-connection", "upgrade"]);

const passed = (headers: IncomingMessage["headers"]): IncomingMessage["headers"] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hops.has(name)));

/**
 * An address of this machine behind which servers of one model stand: each request goes to the one that has the least to
 * do. Servers come and go meanwhile; a request that was with one that is gone fails, and is the client's to send again.
 * Where there is none, requests wait for one to come.
 */
export class ServerPool {
  readonly #relay: SteadyRelay;
  readonly #server: Server;
  readonly #members: Member[] = [];
  readonly #open = new Set<Socket>();
  #wake: () => void = () => undefined;
  #woken: Promise<void> = Promise.resolve();

  private constructor(relay: SteadyRelay) {
    this.#relay = relay;
    this.wake();
    this.#server = createServer((asked, answer) => void this.#lead(asked, answer));
    this.#server.on("connection", (socket: Socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
    });
  }

  /** Rejects when no port of this machine can be had. */
  static async open(relay: SteadyRelay): Promise<ServerPool> {
    const pool = new ServerPool(relay);
    await new Promise<void>((resolve, reject) => {
      pool.#server.once("error", reject);
      pool.#server.listen(0, "127.0.0.1", resolve);
    });
    return pool;
  }

  /** On 127.0.0.1. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  get size(): number {
    return this.#members.length;
  }

  add(server: PoolMember): void {
    this.#members.push({ server, busy: 0 });
    this.wake();
  }

  remove(server: PoolMember): void {
    const index = this.#members.findIndex(member => member.server === server);
    if (index >= 0) this.#members.splice(index, 1);
  }

  /** Requests that wait look again for a server. */
  wake(): void {
    this.#wake();
    this.#woken = new Promise(resolve => (this.#wake = resolve));
  }

  /** The one with the least to do; null: the client has gone meanwhile. */
  async #free(answer: ServerResponse): Promise<Member | null> {
    while (!answer.destroyed) {
      const [first, ...others] = this.#members.filter(({ server }) => !server.isDoubted());
      if (first !== undefined) return others.reduce((least, one) => (one.busy < least.busy ? one : least), first);
      await this.#woken;
    }
    return null;
  }

  async #lead(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const member = await this.#free(answer);
    if (member === null) return;
    const { server } = member;
    member.busy += 1;
    answer.once("close", () => (member.busy -= 1));
    const socket = await this.#relay.connect(server.at.address, server.at.port);
    if (socket !== null && !answer.destroyed) {
      pass(asked, answer, server, socket);
      return;
    }
    if (socket === null) server.doubt();
    socket?.destroy();
    answer.destroy();
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    this.wake();
    await this.#relay.close();
  }
}

/** One request on a connection of its own: a server may close one that it keeps just as it is used. */
function pass(asked: IncomingMessage, answer: ServerResponse, server: PoolMember, socket: Socket): void {
  const { address, port } = server.at;
  const headers = { ...passed(asked.headers), host: `${address}:${port}`, connection: "close" };
  const { method = "GET", url = "/" } = asked;
  const far = request({ host: address, port, method, path: url, headers, createConnection: () => socket });
  const end = () => {
    if (!answer.destroyed) server.doubt();
    answer.destroy();
  };
  far.once("error", end);
  far.once("response", response => {
    answer.writeHead(response.statusCode ?? 502, passed(response.headers));
    answer.flushHeaders();
    response.once("error", end).once("aborted", end);
    response.pipe(answer);
  });
  answer.once("close", () => {
    far.destroy();
    socket.destroy();
  });
  asked.once("error", () => answer.destroy());
  asked.pipe(far);
}
