import { stat } from "node:fs/promises";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { linesOf, readLines, type Line } from "../dataset/readLines.js";
import { ExpectedError } from "./expectedError.js";

/** A line of JSON Lines. */
export interface InputLine {
  /** From 1, blank lines counted. */
  readonly number: number;
  readonly read:
    | { readonly kind: "value"; readonly value: unknown }
    /** `at`: UTF-16 offset in the line. */
    | { readonly kind: "not-json"; readonly at: number }
    | { readonly kind: "too-long" };
}

/** A longer line holds no rollout. */
const maxBytes = 64 * 1024 * 1024;
const blank = /^[ \t\r]*$/;

/** The lines of a file, or of the standard input for `-` and for no file; blank ones are left out. */
export async function* inputLines(file: string | undefined): AsyncGenerator<InputLine> {
  let number = 0;
  for await (const line of await open(file)) {
    number++;
    if (line.bytes === null) {
      yield { number, read: { kind: "too-long" } };
      continue;
    }
    const text = line.bytes.toString("utf8").replace(/^\uFEFF/, "");
    if (blank.test(text)) continue;
    const parsed = parseTolerant(text);
    yield { number, read: parsed.ok ? { kind: "value", value: parsed.value } : { kind: "not-json", at: parsed.at } };
  }
}

async function open(file: string | undefined): Promise<AsyncGenerator<Line>> {
  if (file === undefined || file === "-") return linesOf(process.stdin, maxBytes);
  const found = await stat(file).catch(() => null);
  if (found === null) throw new ExpectedError(`${file}: no such file`);
  if (found.isDirectory()) throw new ExpectedError(`${file}: a folder, not a file of JSON lines`);
  return readLines(file, maxBytes);
}
