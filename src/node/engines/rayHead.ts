import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HostAnswer, HostConnection } from "../remote/hostConnection.js";
import type { SchedulerFailure } from "./scheduler.js";

/** The head of a Ray cluster: its dashboard through a tunnel that is open only while it is asked, and its shell. */
export class RayHead {
  readonly #host: HostConnection;
  readonly #port: number;
  readonly #trainerFolder: string;
  #functions: Promise<string> | null = null;

  /**
   * @param port of the dashboard, on 127.0.0.1 of the host
   * @param trainerFolder absolute, here: where ray-head.sh is
   */
  constructor(host: HostConnection, port: number, trainerFolder: string) {
    this.#host = host;
    this.#port = port;
    this.#trainerFolder = trainerFolder;
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
  async run(script: string): Promise<HostAnswer> {
    this.#functions ??= readFile(join(this.#trainerFolder, "ray-head.sh"), "utf8");
    return this.#host.run(`${await this.#functions}\n${script}`);
  }
}
