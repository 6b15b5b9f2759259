import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HostAnswer, HostConnection, RunOptions } from "../remote/hostConnection.js";

/** Functions of a file of `src/trainer`, sent before each script that calls them. */
export class HostFunctions {
  readonly #host: HostConnection;
  readonly #file: string;
  #text: Promise<string> | null = null;

  /** `trainerFolder`: absolute, here; `name`: of the file in it. */
  constructor(host: HostConnection, trainerFolder: string, name: string) {
    this.#host = host;
    this.#file = join(trainerFolder, name);
  }

  async run(script: string, options: RunOptions = {}): Promise<HostAnswer> {
    this.#text ??= readFile(this.#file, "utf8");
    return this.#host.run(`${await this.#text}\n${script}`, options);
  }
}
