import { connect, createServer, type Socket } from "node:net";
import type { HostFailure } from "../../../protocol/jobs/jobView.js";
import type { HostConnection, HostTunnel } from "../../remote/hostConnection.js";

/** A port of this machine that leads to a port of a host, whatever becomes of the connection meanwhile. */
export interface SteadyTunnel {
  /** On 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** One tunnel at a time, opened anew after it dropped. */
class Way {
  readonly #connection: HostConnection;
  readonly #port: number;
  #tunnel: HostTunnel | null = null;
  #opening: Promise<HostTunnel | HostFailure> | null = null;

  constructor(connection: HostConnection, port: number) {
    this.#connection = connection;
    this.#port = port;
  }

  open(): Promise<HostTunnel | HostFailure> {
    if (this.#tunnel !== null) return Promise.resolve(this.#tunnel);
    this.#opening ??= this.#open().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #open(): Promise<HostTunnel | HostFailure> {
    const made = await this.#connection.tunnel(this.#port);
    if ("kind" in made) return made;
    this.#tunnel = made;
    void made.closed.then(() => {
      if (this.#tunnel === made) this.#tunnel = null;
    });
    return made;
  }

  async close(): Promise<void> {
    await this.#opening;
    this.#tunnel?.close();
  }
}

const ignore = (): void => undefined;

/** Bytes in both directions; whoever ends first ends both, and the client asks again. */
function join(near: Socket, far: Socket): void {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on("error", ignore).once("close", () => other.destroy());
    one.pipe(other);
  }
}

async function lead(near: Socket, way: Way): Promise<void> {
  near.on("error", ignore);
  const tunnel = await way.open();
  if ("kind" in tunnel || near.destroyed) near.destroy();
  else join(near, connect(tunnel.port, "127.0.0.1"));
}

/**
 * Opens it. A request that is under way when the connection drops fails; the next one finds the tunnel made anew, at the
 * same port, so that an endpoint keeps its address. Rejects when no port of this machine can be had.
 */
export async function steadyTunnel(connection: HostConnection, port: number): Promise<SteadyTunnel> {
  const way = new Way(connection, port);
  const open = new Set<Socket>();
  const server = createServer({ pauseOnConnect: true }, socket => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    void lead(socket, way);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await way.close();
    },
  };
}
