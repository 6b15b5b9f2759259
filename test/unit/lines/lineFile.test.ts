import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LineMarks } from "../../../src/core/lines/lineMarks.js";
import { LineFile } from "../../../src/node/lines/lineFile.js";
import { linePiece } from "../../../src/node/lines/linePiece.js";
import { searchSlice } from "../../../src/node/lines/searchSlice.js";
import { shownLines } from "../../../src/node/lines/shownLines.js";
import type { LinePlace } from "../../../src/protocol/lines/linesDeskApi.js";

let folder = "";
let path = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "loupe-lines-"));
  path = join(folder, "a.jsonl");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The file, read to its end. */
function readWhole(file = new LineFile(path)): LineFile {
  while (file.readOn());
  return file;
}

/** Lines as a naive split has them: at 0x0A and nowhere else, without one carriage return before it. */
function naive(bytes: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
    const line = bytes.subarray(from, at);
    parts.push(line.at(-1) === 13 ? line.subarray(0, -1) : line);
    from = at + 1;
  }
  return from < bytes.length ? [...parts, bytes.subarray(from)] : parts;
}

const textsOf = (file: LineFile, from: number, count: number) =>
  file.read(reader =>
    reader.spans(from, from + count).map(span => reader.bytes(span, 0, reader.length(span)).toString("latin1")),
  ) ?? [];

const bytesOfLines = fc
  .array(fc.constantFrom("\n", "\r", "\r\n", "\0", "{", '"', "é", "😀", "a", "\uFEFF", "NaN"), { maxLength: 300 })
  .map(parts => Buffer.from(parts.join("")));

describe("a file of lines", () => {
  it("has the lines of a naive split at 0x0A, whatever bytes it is of, wherever one begins to read", () => {
    fc.assert(
      fc.property(bytesOfLines, fc.nat(40), fc.nat(40), (bytes, from, count) => {
        writeFileSync(path, bytes);
        const file = readWhole();
        const expected = naive(bytes).map(line => line.toString("latin1"));
        expect(file.state.rows).toBe(expected.length);
        expect(textsOf(file, from, count)).toEqual(expected.slice(from, from + count));
      }),
      { numRuns: 150 },
    );
  });

  it("has the same lines read at once and as it grew, byte by byte", () => {
    fc.assert(
      fc.property(fc.array(bytesOfLines, { minLength: 1, maxLength: 5 }), parts => {
        writeFileSync(path, "");
        const file = readWhole();
        for (const part of parts) {
          appendFileSync(path, part);
          readWhole(file);
        }
        expect(textsOf(file, 0, 10_000)).toEqual(naive(Buffer.concat(parts)).map(line => line.toString("latin1")));
        expect(file.state.generation).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it("waits for the end of a torn last line, and shows what there is of it", () => {
    writeFileSync(path, '{"a": 1}\n{"a": 2');
    const file = readWhole();
    expect(file.state).toMatchObject({ rows: 2, isTorn: true });
    appendFileSync(path, "}\n");
    readWhole(file);
    expect(file.state).toMatchObject({ rows: 2, isTorn: false, generation: 0 });
    expect(textsOf(file, 1, 1)).toEqual(['{"a": 2}']);
  });

  it("is another one when it was written anew, shorter or longer, and the same when only its place on the disk is", () => {
    writeFileSync(path, "one\ntwo\n");
    const file = readWhole();
    writeFileSync(path, "uno\ndos\ntres\n");
    readWhole(file);
    expect(file.state).toMatchObject({ generation: 1, rows: 3 });
    truncateSync(path, 4);
    readWhole(file);
    expect(file.state).toMatchObject({ generation: 2, rows: 1 });
    // As rsync leaves a longer copy of a growing file: another inode, the same beginning.
    writeFileSync(join(folder, "next"), "uno\nmas\n");
    renameSync(join(folder, "next"), path);
    readWhole(file);
    expect(file.state).toMatchObject({ generation: 2, rows: 2 });
  });

  it("hands out no line of a file that is not the one any more that was read", () => {
    writeFileSync(path, "one\ntwo\n");
    const file = readWhole();
    writeFileSync(path, "x\n");
    expect(file.read(reader => reader.spans(0, 2))).toBeNull();
    expect(file.state.generation).toBe(1);
  });

  it("says why it cannot be read, and is read again when it is back", () => {
    const file = readWhole();
    expect(file.state.failure).toEqual({ code: "gone", message: "" });
    writeFileSync(path, "one\n");
    readWhole(file);
    expect(file.state).toMatchObject({ failure: null, rows: 1 });
    rmSync(path);
    readWhole(file);
    expect(file.state.failure?.code).toBe("gone");
  });

  it("is refused where it is no file", () => {
    expect(readWhole(new LineFile(folder)).state.failure?.code).toBe("unreadable");
  });

  it("finds lines behind longer ones than a mark is apart without reading these", () => {
    const long = Buffer.alloc(3 << 20, 0x61);
    writeFileSync(path, Buffer.concat([Buffer.from("first\n"), long, Buffer.from("\nlast")]));
    const file = readWhole();
    expect(file.marks.exactly(2)).toBe(6 + long.length + 1);
    expect(textsOf(file, 2, 1)).toEqual(["last"]);
    expect(file.read(reader => shownLines(reader, 0, 3))?.map(({ length }) => length)).toEqual([5, long.length, 4]);
  });
});

describe("marks of lines", () => {
  it("stay below their bound, and the line of a mark is never far", () => {
    const marks = new LineMarks(64);
    for (let row = 1; row < 200_000; row++) marks.add(row, row * 10);
    expect(marks.count).toBeLessThanOrEqual(64);
    for (const row of [0, 1, 777, 100_000, 199_999]) {
      const { row: marked, offset } = marks.before(row);
      expect(marked).toBeLessThanOrEqual(row);
      expect(offset).toBe(marked * 10);
      expect(row - marked).toBeLessThan(200_000 / 16);
    }
  });
});

describe("a piece of a line", () => {
  it("never cuts a character, and the pieces make up the line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 16, max: 60 }), (text, bytes) => {
        const line = text.replaceAll("\n", " ").replace(/\r$/, "");
        writeFileSync(path, `before\n${line}\nafter`);
        const file = readWhole();
        let whole = "";
        for (let from = 0; ;) {
          const piece = file.read(reader => linePiece(reader, { row: 1, from, bytes }));
          expect(piece?.isUtf8).toBe(true);
          whole += piece?.text ?? "";
          if (piece === null || piece.to >= piece.length) break;
          from = piece.to;
        }
        expect(whole).toBe(line);
      }),
      { numRuns: 60 },
    );
  });

  it("begins with the character that its first byte lies in", () => {
    writeFileSync(path, "ab😀cd\n");
    const piece = readWhole().read(reader => linePiece(reader, { row: 0, from: 4, bytes: 16 }));
    expect(piece).toMatchObject({ from: 2, to: 8, text: "😀cd" });
  });

  it("says where bytes are no UTF-8", () => {
    writeFileSync(path, Buffer.from([0x61, 0xff, 0x62, 0x0a]));
    const piece = readWhole().read(reader => linePiece(reader, { row: 0, from: 0, bytes: 100 }));
    expect(piece).toMatchObject({ text: "a\uFFFDb", isUtf8: false, length: 3 });
  });

  it("of a line that is not there is none", () => {
    writeFileSync(path, "one\n");
    expect(readWhole().read(reader => linePiece(reader, { row: 1, from: 0, bytes: 100 }))).toBeNull();
  });
});

describe("a search", () => {
  /** All rows that hold a text, in slices of some bytes. */
  function rowsWith(text: string, matchCase: boolean, sliceBytes: number): readonly number[] {
    const file = readWhole();
    const rows: number[] = [];
    for (let place: LinePlace = { offset: 0, row: 0 }; ;) {
      const end = file.state.bytes;
      const slice = file.read((_, fd) => searchSlice(fd, { query: { text, matchCase }, place, end, sliceBytes }));
      if (slice === null) throw new Error("the file has changed");
      rows.push(...slice.rows.filter(row => row > (rows.at(-1) ?? -1)));
      if (slice.isEnd) return rows;
      place = slice.next;
    }
  }

  it("finds the lines that a naive one finds, in parts of any size", () => {
    fc.assert(
      fc.property(
        bytesOfLines,
        fc.constantFrom("a", "aa", "é", "{a", "NaN", "a{"),
        fc.integer({ min: 1, max: 50 }),
        (bytes, text, size) => {
          writeFileSync(path, bytes);
          const holds = (line: Buffer) => line.includes(Buffer.from(text));
          const expected = naive(bytes).flatMap((line, row) => (holds(line) ? [row] : []));
          expect(rowsWith(text, true, size)).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("finds what JSON escapes: quotes, line ends, and letters as Python writes them", () => {
    writeFileSync(
      path,
      ['{"a": "say \\"hi\\""}', '{"a": "one\\ntwo"}', '{"a": "caf\\u00e9"}', '{"a": "café"}', "x"].join("\n"),
    );
    expect(rowsWith('say "hi"', true, 1000)).toEqual([0]);
    expect(rowsWith("one\ntwo", true, 1000)).toEqual([1]);
    expect(rowsWith("café", true, 1000)).toEqual([2, 3]);
    expect(rowsWith("CAFÉ", false, 1000)).toEqual([2, 3]);
    expect(rowsWith("CAFÉ", true, 1000)).toEqual([]);
  });
});
