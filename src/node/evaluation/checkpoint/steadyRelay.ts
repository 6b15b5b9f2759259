import type { Socket } from "node:net";
import type { HostConnection, HostRelay } from "../../remote/hostConnection.js";

/** A way to the addresses of a host's network, made anew after it dropped. */
export class SteadyRelay {
  readonly #connection: HostConnection;
  #relay: HostRelay | null = null;
  #opening: Promise<HostRelay | null> | null = null;
  #isClosed = false;

  constructor(connection: HostConnection) {
    this.#connection = connection;
  }

  /** Null: nothing leads there now. */
  async connect(address: string, port: number): Promise<Socket | null> {
    const relay = this.#relay ?? (await this.#opened());
    return relay === null ? null : relay.connect(address, port);
  }

  #opened(): Promise<HostRelay | null> {
    this.#opening ??= this.#open().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #open(): Promise<HostRelay | null> {
    if (this.#isClosed) return null;
    const made = await this.#connection.relay();
    if ("kind" in made) return null;
    this.#relay = made;
    void made.closed.then(() => {
      if (this.#relay === made) this.#relay = null;
    });
    return made;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#opening;
    this.#relay?.close();
    this.#relay = null;
  }
}
