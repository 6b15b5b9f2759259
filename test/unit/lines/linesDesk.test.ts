import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LinesDesk } from "../../../src/node/lines/linesDesk.js";

let folder = "";
let file = "";
let desk: LinesDesk;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "loupe-desk-"));
  file = join(folder, "a.jsonl");
  desk = new LinesDesk();
});

afterEach(() => {
  desk.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe("the desk of files of lines", () => {
  it("answers at once what it knows, and news when there are some", async () => {
    writeFileSync(file, '{"a": 1}\n');
    const first = await desk.state({ file, since: -1 });
    expect(first).toMatchObject({ rows: 1, generation: 0, failure: null });
    const next = desk.state({ file, since: first.version });
    appendFileSync(file, '{"a": 2}\n');
    expect(await next).toMatchObject({ rows: 2 });
  });

  it("says that the file has changed to whoever asks about another writing of it", async () => {
    writeFileSync(file, "one\ntwo\n");
    await desk.state({ file, since: -1 });
    expect(await desk.rows({ file, generation: 1, from: 0, count: 2 })).toEqual({ kind: "changed" });
    writeFileSync(file, "other\n");
    expect(await desk.rows({ file, generation: 0, from: 0, count: 2 })).toEqual({ kind: "changed" });
    const { generation, version } = await desk.state({ file, since: -1 });
    expect(generation).toBe(1);
    await desk.state({ file, since: version });
    expect(await desk.rows({ file, generation, from: 0, count: 2 })).toMatchObject([{ row: 0, text: "other" }]);
  });

  it("reads a long file piece by piece, and answers in between", async () => {
    const line = `${JSON.stringify({ text: "x".repeat(1000) })}\n`;
    writeFileSync(file, line.repeat(12_000));
    const first = await desk.state({ file, since: -1 });
    expect(first.readBytes).toBeLessThan(first.bytes);
    expect(await desk.rows({ file, generation: 0, from: 0, count: 1 })).toMatchObject([{ row: 0 }]);
    let state = first;
    while (state.readBytes < state.bytes) state = await desk.state({ file, since: state.version });
    expect(state.rows).toBe(12_000);
    expect(await desk.rows({ file, generation: 0, from: 11_999, count: 9 })).toMatchObject([{ row: 11_999 }]);
  });

  it("does not open a file again for a question that comes after it was closed, since nobody would close it", async () => {
    writeFileSync(file, "one\n");
    await desk.state({ file, since: -1 });
    await desk.close({ file });
    const late = { file, generation: 0 };
    expect(await desk.rows({ ...late, from: 0, count: 1 })).toEqual({ kind: "changed" });
    expect(await desk.piece({ ...late, row: 0, from: 0, bytes: 16 })).toEqual({ kind: "changed" });
    const query = { text: "one", matchCase: true };
    expect(await desk.search({ ...late, query, place: { offset: 0, row: 0 } })).toEqual({ kind: "changed" });
  });

  it("answers whoever waits when the file is closed", async () => {
    writeFileSync(file, "one\n");
    const { version } = await desk.state({ file, since: -1 });
    const waiting = desk.state({ file, since: version });
    await desk.close({ file });
    expect(await waiting).toMatchObject({ rows: 1 });
  });
});
