import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { formats } from "../../../src/core/rollout/formats.js";
import { ByteScan } from "../../../src/node/index/byteScan.js";
import { FileIndex } from "../../../src/node/index/fileIndex.js";
import { LazyTables } from "../../../src/node/index/lazyTables.js";
import { newCounters } from "../../../src/node/index/scanCounters.js";
import { fuzzTarget } from "../fuzzTarget.js";

/** The first row: it says what the file is. */
const first = Buffer.from('{"input": "p", "output": "o", "score": 1, "step": 1}\n');

const good = fc
  .record({ input: fc.string(), output: fc.string({ unit: "binary" }), score: fc.double(), step: fc.nat() })
  .map(row => Buffer.from(JSON.stringify(row)));
const bytes = fc.uint8Array({ maxLength: 60 }).map(value => Buffer.from(value));
const torn = fc.tuple(good, fc.nat({ max: 80 })).map(([line, cut]) => line.subarray(0, cut));
const odd = fc
  .constantFrom(
    "",
    "   ",
    "\t",
    "\r",
    "{}",
    "[1]",
    "null",
    "NaN",
    '"x"',
    "{",
    "}",
    '{"score": NaN}',
    "\u0000",
    "\u2028",
  )
  .map(text => Buffer.from(text));
const lineEnds = fc.constantFrom("\n", "\r\n", "\n\n", "\n").map(text => Buffer.from(text));
const lines = fc.tuple(fc.oneof({ weight: 3, arbitrary: good }, bytes, torn, odd), lineEnds);

/** The pieces in which a file is written; a cut may lie inside a line, an escape or a character. */
const written = fc.tuple(
  fc.array(lines, { maxLength: 12 }),
  fc.boolean(),
  fc.array(fc.nat({ max: 600 }), { maxLength: 3 }),
);

/** Lines with anything but blanks in them, by the one rule that there is: 0x0A ends a line. */
function linesOf(file: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let from = 0, end = file.indexOf(10); end !== -1; from = end + 1, end = file.indexOf(10, from))
    found.push(file.subarray(from, end));
  return found.filter(line => line.some(byte => byte !== 0x20 && byte !== 0x09 && byte !== 0x0d));
}

function update(index: FileIndex): void {
  const slices = index.update();
  while (slices.next().done !== true);
}

const scan = new ByteScan();
const tools = { formats, scan, counters: newCounters(), tables: new LazyTables(), loupeFileOf: () => null };

/** What the index says of a file, row by row. */
function stateOf({ file }: FileIndex): unknown {
  const { columns, malformed, pending, format } = file;
  const rowNumbers = Array.from({ length: columns.count }, (_, row) => row);
  return {
    rows: rowNumbers.map(row => [
      ...[columns.offsetOf(row), columns.lengthOf(row), columns.stepOf(row), columns.scoreKindOf(row)],
      ...[columns.scoreOf(row), columns.responseLengthOf(row), columns.groupOf(row), columns.isMalformed(row)],
    ]),
    ...{ malformed, pending, format },
  };
}

function claim([parts, endsLine, cuts]: readonly [
  readonly (readonly [Buffer, Buffer])[],
  boolean,
  readonly number[],
]): void {
  const whole = Buffer.concat([first, ...parts.flat()]);
  const file = endsLine || parts.length === 0 ? whole : whole.subarray(0, whole.length - 1);
  const folder = mkdtempSync(join(tmpdir(), "loupe-fuzz-"));
  const path = join(folder, "1.jsonl");
  try {
    const grown = new FileIndex(path, folder, tools);
    let from = 0;
    for (const to of [...[...cuts].sort((a, b) => a - b).map(cut => first.length + cut), file.length]) {
      const end = Math.max(from, Math.min(to, file.length));
      writeFileSync(path, file.subarray(from, end), { flag: "a" });
      update(grown);
      from = end;
    }
    const fresh = new FileIndex(path, folder, tools);
    update(fresh);
    assert.deepEqual(stateOf(grown), stateOf(fresh));
    const { columns } = fresh.file;
    const ended = linesOf(file);
    const isOpenRow = columns.count === ended.length + 1;
    assert.ok(
      columns.count === ended.length || isOpenRow,
      `${String(columns.count)} rows of ${String(ended.length)} lines`,
    );
    ended.forEach((line, row) => {
      const bare = line.at(-1) === 13 ? line.subarray(0, -1) : line;
      assert.deepEqual(file.subarray(columns.offsetOf(row), columns.offsetOf(row) + columns.lengthOf(row)), bare);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every line with something in it is a row of a dump, where it stands, however the file was written. */
export const dumps = fuzzTarget("dumps", 4, written, claim);
