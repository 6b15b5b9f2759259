import { readFileSync } from "node:fs";
import { join } from "node:path";
import { detectFormat } from "../../../src/core/rollout/detectFormat.js";
import type { DumpFormat, RowRead } from "../../../src/core/rollout/dumpFormat.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import type { Rollout } from "../../../src/core/rollout/rollout.js";
import { decodeText } from "../../../src/node/dataset/decodeText.js";
import { readLines } from "../../../src/node/dataset/readLines.js";

export const pitfallPath = (name: string): string => join(import.meta.dirname, "../../fixtures/pitfalls", name);

/** One complete line of a fixture: what it parses to, and whether its bytes were UTF-8. */
export interface FixtureRow {
  readonly read: RowRead;
  readonly isExact: boolean;
}

function formatOf(lines: readonly string[]): DumpFormat {
  for (const line of lines) {
    const parsed = parseTolerant(line);
    const detected = parsed.ok ? detectFormat(parsed.value) : null;
    if (detected?.kind === "known") return detected.format;
  }
  throw new Error("no known format");
}

/** Every complete line of a fixture as a row, and the bytes of a torn last line. */
export async function fixtureRows(name: string): Promise<{ rows: readonly FixtureRow[]; torn: number }> {
  const endsWhole = readFileSync(pitfallPath(name)).at(-1) === 0x0a;
  const lines: Buffer[] = [];
  for await (const line of readLines(pitfallPath(name), 2 ** 26)) lines.push(line.bytes!);
  const torn = endsWhole ? undefined : lines.pop();
  const texts = lines.map(decodeText);
  const format = formatOf(texts.map(({ text }) => text));
  const rows = texts.map(({ text, isExact }): FixtureRow => {
    const parsed = parseTolerant(text);
    const malformed = (at: number): RowRead => ({ kind: "malformed", reason: { code: "not-json", at } });
    return { isExact, read: parsed.ok ? format.readUnit(parsed.value)[0]! : malformed(parsed.at) };
  });
  return { rows, torn: torn?.length ?? 0 };
}

/** The rollouts of a fixture whose rows all are some. */
export async function fixtureRollouts(name: string): Promise<readonly Rollout[]> {
  const { rows } = await fixtureRows(name);
  return rows.map(({ read }) => {
    if (read.kind !== "rollout") throw new Error(`${name}: ${JSON.stringify(read)}`);
    return read.rollout;
  });
}
