import { spawn } from "node:child_process";

/**
 * Runs a program to its end and resolves with what it wrote to standard output. Rejects with both outputs when it
 * cannot start or ends with another code than 0.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, isScript?: boolean }} [options] `show`: let the
 *   person see the output; `isScript`: it may be a .cmd file, which Windows runs by its shell only
 * @returns {Promise<string>}
 */
export function runProcess(program, args, { cwd, env, show = false, isScript = false } = {}) {
  return new Promise((resolve, reject) => {
    const shell = isScript && process.platform === "win32";
    const words = [program, ...args].map(word => (shell ? `"${word}"` : word));
    const stdio = show ? "inherit" : ["ignore", "pipe", "pipe"];
    const child = spawn(
      words[0] ?? program,
      words.slice(1),
      /** @type {import("node:child_process").SpawnOptions} */ ({ cwd, env, stdio, shell }),
    );
    let output = "";
    let complaints = "";
    child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ text) => (output += text));
    child.stderr?.setEncoding("utf8").on("data", (/** @type {string} */ text) => (complaints += text));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(new Error(`${program} ${args.join(" ")} ended with ${code ?? signal}\n${output}\n${complaints}`.trim()));
    });
  });
}
