import { spawn } from "node:child_process";

const keptErrors = 2000;

/**
 * The standard output of a program, as it comes. Ends with an error, which holds what the program said, when it could not
 * be started or ended in another way than with 0.
 */
export async function* childBytes(
  program: string,
  args: readonly string[],
  folder: string,
): AsyncGenerator<Uint8Array, void> {
  const child = spawn(program, [...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-keptErrors)));
  const ended = new Promise<string | null>(resolve => {
    child.once("error", error => resolve(error.message));
    child.once("close", code => resolve(code === 0 ? null : `${program} ended with ${String(code)}: ${said}`));
  });
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const failure = await ended;
    if (failure !== null) throw new Error(failure);
  } finally {
    child.kill();
  }
}
