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

/** A request that ends several servers is the client's to judge. */
const mostTries = 4;

const hops = new Set(["connection", "keep-alive", "transfer-encoding", "host", "proxy-connection", "upgrade"]);

const withoutHops = (headers: IncomingMessage["headers"]): IncomingMessage["headers"] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hops.has(name)));

/**
 * An address of this machine behind which servers of one model stand: each request goes to the one that has the least to
 * do. Servers come and go meanwhile; a request that was with one that is gone is put to another one. Where there is none,
 * requests wait for one to come.
 */
export class ServerPool {
  readonly #relay: SteadyRelay;
  readonly #server: Server;
  readonly #members: Member[] = [];
  readonly #open = new Set<Socket>();
  #wake: () => void = () => undefined;
  #woken: Promise<void> = Promise.resolve();
  #isAbandoned = false;

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

  /** No server will come any more: requests that wait end, and so do those that come. */
  abandon(): void {
    this.#isAbandoned = true;
    this.wake();
  }

  /** The one with the least to do; null: there will be none, or the client has gone meanwhile. */
  async #free(answer: ServerResponse): Promise<Member | null> {
    while (!answer.destroyed && !this.#isAbandoned) {
      const [first, ...others] = this.#members.filter(({ server }) => !server.isDoubted());
      if (first !== undefined) return others.reduce((least, one) => (one.busy < least.busy ? one : least), first);
      await this.#woken;
    }
    return null;
  }

  /** Where nothing was answered yet, another server is asked: the client need not know of it. */
  async #lead(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await whole(asked);
    for (let tries = 0; body !== null && tries < mostTries; tries++) {
      const member = await this.#free(answer);
      if (member === null) break;
      const { server } = member;
      member.busy += 1;
      const socket = await this.#relay.connect(server.at.address, server.at.port);
      const end = socket === null ? "nothing" : await passed(asked, body, answer, server.at, socket);
      member.busy -= 1;
      if (end === "broken") server.doubt();
      if (end !== "nothing" || answer.destroyed) return;
      server.doubt();
    }
    answer.destroy();
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    this.abandon();
    await this.#relay.close();
  }
}

/** What a client sends; null: it went before its end. */
async function whole(asked: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  try {
    for await (const part of asked as AsyncIterable<Buffer>) parts.push(part);
  } catch {
    return null;
  }
  return Buffer.concat(parts);
}

/**
 * Passes one request on and its answer back, on a connection of its own: a server may close one that it keeps just as it is
 * used. `nothing`: nothing came back; an answer that is `broken` off breaks off for the client as well.
 */
function passed(
  asked: IncomingMessage,
  body: Buffer,
  answer: ServerResponse,
  { address, port }: ServerAddress,
  socket: Socket,
): Promise<"answered" | "broken" | "nothing"> {
  const headers = { ...withoutHops(asked.headers), host: `${address}:${port}`, connection: "close" };
  const { method = "GET", url = "/" } = asked;
  return new Promise(resolve => {
    const far = request({ host: address, port, method, path: url, headers, createConnection: () => socket });
    let end: "answered" | "broken" | "nothing" = "nothing";
    const leave = () => {
      far.destroy();
      socket.destroy();
    };
    const breakOff = () => {
      if (!answer.destroyed) end = "broken";
      answer.destroy();
    };
    answer.once("close", leave);
    far.on("error", () => {
      // Its end says it.
    });
    far.once("close", () => {
      answer.off("close", leave);
      resolve(end);
    });
    far.once("response", response => {
      end = "answered";
      answer.writeHead(response.statusCode ?? 502, withoutHops(response.headers));
      answer.flushHeaders();
      response.once("error", breakOff).once("aborted", breakOff);
      response.pipe(answer);
    });
    if (answer.destroyed) leave();
    far.end(body);
  });
}
