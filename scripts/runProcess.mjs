import { spawn } from "node:child_process";

/**
 * Runs a program to its end and resolves with what it wrote to standard output. Rejects with both outputs when it
 * cannot start or ends with another code than 0.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show`: let the person see the output
 * @returns {Promise<string>}
 */
export function runProcess(program, args, { cwd, env, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: show ? "inherit" : ["ignore", "pipe", "pipe"] });
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
