import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { VariantResult } from "./variant.js";

/** Runs a program and gives back the last line that it wrote, parsed. Rejects when it fails. */
export function runJson<T>(command: string, args: readonly string[]): Promise<T> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    child.on("error", fail);
    child.on("close", code => {
      const last = text.trimEnd().split("\n").at(-1) ?? "";
      if (code === 0 && last !== "") done(JSON.parse(last) as T);
      else fail(new Error(`${command} ${args.join(" ")} ended with ${String(code)}`));
    });
  });
}

export interface VariantOptions {
  readonly warm: number;
  readonly storage?: string;
  readonly exposeGc?: boolean;
}

/** Runs one variant in a process of its own. */
export function runVariant(name: string, folder: string, options: VariantOptions): Promise<VariantResult> {
  const script = fileURLToPath(new URL("variant.mjs", import.meta.url));
  const storage = options.storage === undefined ? [] : ["--storage", options.storage];
  const flags = options.exposeGc === true ? ["--expose-gc"] : [];
  return runJson(process.execPath, [...flags, script, name, folder, "--warm", String(options.warm), ...storage]);
}
