import * as fc from "fast-check";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assemblePatternScan } from "../../../scripts/byteScan.mjs";
import { createMatcher } from "../../../src/core/search/createMatcher.js";
import { textKeysOf } from "../../../src/core/search/textKeys.js";
import { rowMatches } from "../../../src/core/search/rowMatches.js";
import { readRow } from "../../../src/node/runs/readRow.js";
import { FileSearch } from "../../../src/node/search/fileSearch.js";
import { patternScanBinary } from "../../../src/node/search/patternScanBinary.js";
import { RawSearch } from "../../../src/node/search/rawSearch.js";
import type { FileTask, FoundRow } from "../../../src/node/search/searchTask.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { plainQuery } from "./searchFixture.js";

const makeFolder = temporaryFolder();

it("The scan's bytes are those of patternScan.wat", async () => {
  expect(await assemblePatternScan()).toBe(patternScanBinary);
});

function taskOf(path: string, format: string, lines: readonly Buffer[]): FileTask {
  const lengths = Float64Array.from(lines, line => line.length);
  let at = 0;
  const offsets = lengths.map(length => {
    const offset = at;
    at += length + 1;
    return offset;
  });
  const rows = Uint32Array.from(lines, (_, row) => row);
  return { kind: "file", id: 0, path, format, columns: {}, rows, offsets, lengths, limit: Infinity };
}

type Query = ReturnType<typeof plainQuery>;

const matcherOf = (query: Query) => {
  const matcher = createMatcher(query);
  if (matcher.kind !== "matcher") throw new Error(matcher.reason);
  return matcher.find;
};

/** What the search in the bytes finds, and what reading every row finds. */
function bothWays(folder: string, format: string, lines: readonly Buffer[], query: Query) {
  const path = join(folder, "1.jsonl");
  writeFileSync(path, Buffer.concat(lines.flatMap(line => [line, Buffer.from("\n")])));
  const find = matcherOf(query);
  const search = new FileSearch({ query, find, hitsPerRow: 50, onRow: () => undefined });
  const found = [...search.rows(taskOf(path, format, lines))].filter((row): row is FoundRow => row !== "unread");
  const naive = lines.flatMap((line, row) => {
    const read = readRow(line, format, {});
    const matches = read.kind === "rollout" ? rowMatches(read.rollout, find, query.place, 50) : null;
    return matches === null ? [] : [{ ...matches, row }];
  });
  return { found, naive };
}

/** Characters that a dump writes in several ways, and some that it does not. */
const character = fc.constantFrom(
  ...[
    "a",
    "b",
    "A",
    "B",
    "k",
    "\u212a",
    "s",
    "\u017f",
    "1",
    "0",
    " ",
    "/",
    "\\",
    '"',
    "\n",
    "\t",
    "\b",
    "\r",
    "\u0001",
    "<",
    ">",
  ],
  ...[
    "é",
    "É",
    "ß",
    "σ",
    "ς",
    "Σ",
    "µ",
    "漫",
    "画",
    "😀",
    "😁",
    "\ud83d",
    "\ufffd",
    "\u007f",
    "u",
    "n",
    "{",
    "}",
    "[",
    ",",
    ":",
  ],
);
const text = fc.array(character, { maxLength: 12 }).map(parts => parts.join(""));

/** JSON as different writers write it: as is, all of Unicode escaped, slashes escaped, everything escaped. */
const styles: readonly ((json: string) => string)[] = [
  json => json,
  json => json.replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  json =>
    json.replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`),
  json => json.replace(/\//g, "\\/"),
  json => json.replace(/[<>aAB]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
];

const truth: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.integer(),
  fc.array(text, { maxLength: 2 }),
  fc.dictionary(text, text, { maxKeys: 2 }),
);
const row = fc.record({
  input: text,
  output: fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: truth }),
  gts: truth,
});

/** Values written with the style; the keys stay, as writers have them. */
function lineOf(values: Readonly<Record<string, unknown>>, style: (json: string) => string): Buffer {
  const written = Object.entries({ ...values, score: 1, step: 1 }).map(
    ([key, value]) => `"${key}": ${style(JSON.stringify(value))}`,
  );
  return Buffer.from(`{${written.join(", ")}}`);
}

describe("A search in bytes", () => {
  it("finds what reading every row finds, however it is escaped", () => {
    const folder = makeFolder();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, fc.constantFrom(...styles)), { minLength: 1, maxLength: 4 }),
        fc.array(character, { minLength: 1, maxLength: 4 }).map(parts => parts.join("")),
        fc.record({
          isCaseSensitive: fc.boolean(),
          isWholeWord: fc.boolean(),
          place: fc.constantFrom("all", "prompt", "response"),
        }),
        (rows, wanted, more) => {
          const lines = rows.map(([values, style]) => lineOf(values, style));
          const { found, naive } = bothWays(folder, "verl-rollouts", lines, plainQuery(wanted, more));
          expect(found).toEqual(naive);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("finds a piece of a row's own text, wherever it begins", () => {
    const folder = makeFolder();
    fc.assert(
      fc.property(
        row,
        fc.constantFrom(...styles),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        (values, style, from, length, isCaseSensitive) => {
          const whole = values.input;
          const start = whole.length === 0 ? 0 : from % whole.length;
          const wanted = whole.slice(start, start + 1 + (length % 8));
          fc.pre(wanted !== "");
          const { found } = bothWays(
            folder,
            "verl-rollouts",
            [lineOf(values, style)],
            plainQuery(wanted, { isCaseSensitive }),
          );
          // Half a pair that stood alone in the file is U+FFFD in nothing: the text is as JSON has it.
          expect(found.length).toBe(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("leaves rows alone that hold the text in other columns only", () => {
    const line = Buffer.from(
      '{"input": "p", "output": "r", "gts": "A", "score": 1, "step": 1, "data_source": "needle"}',
    );
    const query = plainQuery("needle");
    const { found } = bothWays(makeFolder(), "verl-rollouts", [line], query);
    expect(found).toEqual([]);
  });

  it("does not decode rows without the text", () => {
    const raw = RawSearch.of(plainQuery("panel 7"), textKeysOf("verl-rollouts") ?? []);
    const line = Buffer.from('{"input": "a pan\\u00e9l 7", "output": "no panel", "gts": 7, "score": 1, "step": 1}');
    line.copy(raw!.scan.bytes, raw!.scan.windowStart);
    expect(raw!.mayHold(raw!.scan.windowStart, raw!.scan.windowStart + line.length)).toBe(false);
  });

  it("reads rows that are longer than its window", () => {
    const long = lineOf({ input: "p", output: `${"x".repeat(3 << 20)}needle`, gts: "A" }, json => json);
    const short = lineOf({ input: "needle", output: "r", gts: "A" }, json => json);
    const { found } = bothWays(makeFolder(), "verl-rollouts", [short, long, short], plainQuery("NEEDLE"));
    expect(found.map(({ row: at }) => at)).toEqual([0, 1, 2]);
  });

  it("says of rows that are gone that they could not be read", () => {
    const query = plainQuery("a");
    const search = new FileSearch({ query, find: matcherOf(query), hitsPerRow: 5, onRow: () => undefined });
    const task = taskOf(join(makeFolder(), "gone.jsonl"), "verl-rollouts", [Buffer.from("{}"), Buffer.from("{}")]);
    expect([...search.rows(task)]).toEqual(["unread", "unread"]);
  });
});
