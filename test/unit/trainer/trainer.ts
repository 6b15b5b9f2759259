import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

/** The folder of the trainer's own Python, as it travels to a host. */
export const trainerFolder = resolve(import.meta.dirname, "../../../src/trainer");

const fixtures = resolve(import.meta.dirname, "../../fixtures/trainer");

/** Runs a Python file of test/fixtures/trainer to its end and gives back what it wrote; throws when it fails. */
export function runPython(
  file: string,
  args: readonly string[],
  input = "",
  variables: NodeJS.ProcessEnv = {},
): string {
  const run = spawnSync("python3", ["-B", join(fixtures, file), ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, ...variables },
  });
  if (run.status !== 0) throw new Error(`${file}: ${run.error?.message ?? run.stderr.slice(-3000)}`);
  return run.stdout;
}

/** A case for `scoreCases.py`. */
export interface ScoreCase {
  readonly r: number;
  readonly q: number;
  readonly text: string;
  readonly truth: unknown;
  /** What the loop adds to the row's extra_info. */
  readonly info: Readonly<Record<string, unknown>>;
}

/** What `compute_score` returns for each case, in order. Lines are written to the folder. */
export function scoreCases(
  head: { readonly phases: readonly unknown[]; readonly questions: readonly unknown[] },
  cases: readonly unknown[],
  folder: string,
): readonly unknown[] {
  const input = `${[head, ...cases].map(line => JSON.stringify(line)).join("\n")}\n`;
  return runPython("scoreCases.py", [trainerFolder, folder], input)
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}
