import { program, runProgram } from "../../../src/node/cli/program.js";

/** What a command wrote and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `loupe` with these arguments inside this process. */
export async function loupe(...args: readonly string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const code = await runProgram(program("0.0.0", output, []), args, output);
  return { code, out, err };
}
