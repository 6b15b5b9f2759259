import type { HostAnswer, HostConnection } from "../remote/hostConnection.js";
import { HostFunctions } from "./hostFunctions.js";
import type { SchedulerFailure } from "./scheduler.js";

/** The head of a Ray cluster: its dashboard through a tunnel that is open only while it is asked, and its shell. */
export class RayHead {
  readonly #host: HostConnection;
  readonly #port: number;
  readonly #functions: HostFunctions;

  /**
   * @param port of the dashboard, on 127.0.0.1 of the host
   * @param trainerFolder absolute, here: where ray-head.sh is
   */
  constructor(host: HostConnection, port: number, trainerFolder: string) {
    this.#host = host;
    this.#port = port;
    this.#functions = new HostFunctions(host, trainerFolder, "ray-head.sh");
  }

  /** @param ask is given the port of this machine that leads there. */
  async reach<T>(ask: (port: number) => Promise<T>): Promise<T | SchedulerFailure> {
    const tunnel = await this.#host.tunnel(this.#port);
    if ("detail" in tunnel) return { kind: "unreachable", failure: tunnel };
    try {
      return await ask(tunnel.port);
    } finally {
      tunnel.close();
    }
  }

  /** A script that finds the functions of lib.sh and ray-head.sh. */
  run(script: string): Promise<HostAnswer> {
    return this.#functions.run(script);
  }
}
