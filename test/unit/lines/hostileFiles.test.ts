import { closeSync, openSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LineMarks } from "../../../src/core/lines/lineMarks.js";
import { LineReader } from "../../../src/node/lines/lineReader.js";
import { LinesDesk } from "../../../src/node/lines/linesDesk.js";
import { searchSlice } from "../../../src/node/lines/searchSlice.js";
import type { LinePiece, LinesChanged, LinesState, LinePlace } from "../../../src/protocol/lines/linesDeskApi.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
let file = "";
let desk: LinesDesk;

beforeEach(() => {
  file = join(makeFolder(), "a.jsonl");
  desk = new LinesDesk();
});

afterEach(() => desk.dispose());

/** What the view knows once the file was read to its end. */
async function readWhole(bytes: Buffer | string): Promise<LinesState> {
  writeFileSync(file, bytes);
  return untilState(state => state.readBytes === Buffer.byteLength(bytes));
}

async function untilState(isSo: (state: LinesState) => boolean): Promise<LinesState> {
  let state = await desk.state({ file, since: -1 });
  while (!isSo(state)) state = await desk.state({ file, since: state.version });
  return state;
}

const isChanged = (answer: object): answer is LinesChanged => "kind" in answer;

async function rows(count = 256) {
  const { generation } = await desk.state({ file, since: -1 });
  const shown = await desk.rows({ file, generation, from: 0, count });
  if (isChanged(shown)) throw new Error("the file has changed");
  return shown;
}

async function piece(row: number, from: number, bytes: number): Promise<LinePiece> {
  const { generation } = await desk.state({ file, since: -1 });
  const answer = await desk.piece({ file, generation, row, from, bytes });
  if (answer === null || isChanged(answer)) throw new Error("there is no such row");
  return answer;
}

async function rowsWith(text: string): Promise<readonly number[]> {
  const { generation } = await desk.state({ file, since: -1 });
  const found = new Set<number>();
  for (let place: LinePlace = { offset: 0, row: 0 }; ;) {
    const slice = await desk.search({ file, generation, query: { text, matchCase: true }, place });
    if (isChanged(slice)) throw new Error("the file has changed");
    for (const row of slice.rows) found.add(row);
    if (slice.isEnd) return [...found];
    place = slice.next;
  }
}

describe("a file that becomes shorter while it is open", () => {
  it("is told as another one, and shows the rows that it has then", async () => {
    const { generation } = await readWhole('{"a": 1}\n{"a": 2}\n{"a": 3}\n');
    truncateSync(file, 12);
    expect(await desk.rows({ file, generation, from: 0, count: 3 })).toEqual({ kind: "changed" });
    const state = await untilState(({ readBytes }) => readBytes === 12);
    expect(state).toMatchObject({ generation: generation + 1, rows: 2, bytes: 12, isTorn: true, failure: null });
    expect((await rows()).map(({ text }) => text)).toEqual(['{"a": 1}', '{"a']);
  });

  it("has no rows behind its end, and a search in it comes to one, if that happens while it is read", () => {
    writeFileSync(file, "one\ntwo");
    const fd = openSync(file, "r");
    try {
      // What was known of it, when it was longer than a megabyte.
      const known = { marks: new LineMarks(), end: 2 ** 20, lastStart: 2 ** 20 };
      const reader = new LineReader(fd, known);
      expect(reader.spans(0, 256)).toEqual([
        { row: 0, offset: 0, end: 3 },
        { row: 1, offset: 4, end: 7 },
      ]);
      const query = { text: "no such text in it", matchCase: true };
      const place = { offset: 0, row: 0 };
      expect(searchSlice(fd, { query, place, end: 2 ** 20 })).toMatchObject({ rows: [], isEnd: true });
    } finally {
      closeSync(fd);
    }
  });
});

describe("a line of 100 MB", () => {
  const long = Buffer.concat([Buffer.from('{"text": "'), Buffer.alloc(100 << 20, 0x78), Buffer.from(' needle"}')]);

  it("is one row among others, with its beginning, its parts and what is found in it", async () => {
    const state = await readWhole(Buffer.concat([Buffer.from("first\n"), long, Buffer.from("\nlast\n")]));
    expect(state).toMatchObject({ rows: 3, isTorn: false });
    expect((await rows()).map(({ length, text }) => [length, text.length])).toEqual([
      [5, 5],
      [long.length, 400],
      [4, 4],
    ]);
    const end = await piece(1, long.length - 9, 1 << 20);
    expect([end.text, end.to, end.length]).toEqual([' needle"}', long.length, long.length]);
    expect(await rowsWith("needle")).toEqual([1]);
  });

  it("is the same without an end, where each of its parts is read without the rest", async () => {
    expect(await readWhole(long)).toMatchObject({ rows: 1, isTorn: true });
    const fields = (await rows())[0]?.fields;
    expect(fields?.map(([key]) => key)).toEqual(["text"]);
    let read = 0;
    for (let from = 0; from < long.length;) {
      const part = await piece(0, from, 1 << 20);
      read += part.text.length;
      from = part.to;
    }
    expect(read).toBe(long.length);
  });
});

describe("a file of other ends, marks and bytes", () => {
  it("with CRLF shows rows without it, and JSON in each", async () => {
    expect(await readWhole('{"a": 1}\r\n\r\n{"a": 2}\r\n')).toMatchObject({ rows: 3, isTorn: false });
    expect((await rows()).map(({ text, length, fields }) => [text, length, fields])).toEqual([
      ['{"a": 1}', 8, [["a", "1"]]],
      ["", 0, null],
      ['{"a": 2}', 8, [["a", "2"]]],
    ]);
    expect((await piece(2, 0, 100)).text).toBe('{"a": 2}');
  });

  it("with the byte order mark of UTF-8 has the members of its first row", async () => {
    expect(await readWhole('\uFEFF{"a": 1}\n{"a": 2}\n')).toMatchObject({ rows: 2, isUtf16: false });
    expect((await rows()).map(({ fields }) => fields)).toEqual([[["a", "1"]], [["a", "2"]]]);
  });

  it.each([
    ["little end first", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["big end first", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ])("in UTF-16, %s, is told as that, and each byte of it is shown", async (_, encode) => {
    const bytes = encode('{"a": 1}\n{"a": 2}\n');
    const state = await readWhole(bytes);
    expect(state.isUtf16).toBe(true);
    const shown = await rows();
    expect(shown.map(({ fields }) => fields).filter(fields => fields !== null)).toEqual([]);
    expect(shown[0]?.isUtf8).toBe(false);
    expect(shown.reduce((sum, { length }) => sum + length, 0)).toBe(bytes.length - 2);
    // Written anew as UTF-8, as the view asks for, it is a file like any other.
    await readWhole('{"a": 1}\n');
    expect(await untilState(({ isUtf16 }) => !isUtf16)).toMatchObject({ rows: 1, generation: state.generation + 1 });
  });

  it("of NUL bytes, as a disk leaves them behind a crash, shows them and the rows beside them", async () => {
    const state = await readWhole(Buffer.concat([Buffer.from('{"a": 1}\n'), Buffer.alloc(5 << 20)]));
    expect(state).toMatchObject({ rows: 2, isTorn: true });
    const [first, second] = await rows();
    expect(first?.fields).toEqual([["a", "1"]]);
    expect([second?.text, second?.length, second?.isUtf8]).toEqual(["\0".repeat(400), 5 << 20, true]);
    expect(await rowsWith('"a"')).toEqual([0]);
  });

  it("without any line end is one row", async () => {
    expect(await readWhole('{"a": 1}')).toMatchObject({ rows: 1, isTorn: true, bytes: 8 });
    expect(await rows()).toMatchObject([{ row: 0, text: '{"a": 1}', fields: [["a", "1"]] }]);
    expect(await rowsWith("1}")).toEqual([0]);
  });
});
