import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { describe, expect, it } from "vitest";
import { readRecords } from "../../../src/node/benchmark/readRecords.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const schema = z.looseObject({ v: z.literal(1), id: z.string() });
const folder = temporaryFolder();

function fileOf(content: string | Buffer): string {
  const path = join(folder(), "records.jsonl");
  writeFileSync(path, content);
  return path;
}

describe("reading records", () => {
  it("keeps unknown fields, steps over empty lines and takes a last line without an end", async () => {
    const path = fileOf('\uFEFF{"v":1,"id":"a","more":[1]}\r\n\n{"v":1,"id":"b\u2028"}');
    expect(await readRecords(path, schema)).toEqual({
      kind: "read",
      records: [
        { v: 1, id: "a", more: [1] },
        { v: 1, id: "b\u2028" },
      ],
      damaged: [],
    });
  });

  it("tells damage by line and offset, and reads the rest", async () => {
    const bad = Buffer.concat([
      Buffer.from('{"v":1,"id":"a"}\nnonsense\n{"v":1}\n{"v":2,"id":"c"}\n'),
      Buffer.from([0xff, 10]),
    ]);
    const path = fileOf(bad);
    appendFileSync(path, '{"v":1,"id":"d"}\n');
    const read = await readRecords(path, schema);
    if (read.kind !== "read") throw new Error(read.kind);
    expect(read.records.map(({ id }) => id)).toEqual(["a", "d"]);
    expect(read.damaged.map(({ line, byteOffset, code }) => [line, byteOffset, code])).toEqual([
      [2, 17, "not-json"],
      [3, 26, "not-a-record"],
      [4, 34, "newer-version"],
      [5, 51, "not-utf8"],
    ]);
    expect(read.damaged[1]?.detail).toMatch(/^id: /);
  });

  it("tells a torn last line from damage, also where it is cut inside a character", async () => {
    for (const cut of [Buffer.from('{"v":1,"id":"b'), Buffer.from('{"v":1,"id":"é').subarray(0, -1)]) {
      const read = await readRecords(fileOf(Buffer.concat([Buffer.from('{"v":1,"id":"a"}\n'), cut])), schema);
      if (read.kind !== "read") throw new Error(read.kind);
      expect(read.records).toHaveLength(1);
      expect(read.damaged.map(({ line, code }) => [line, code])).toEqual([[2, "torn"]]);
    }
  });

  it("does not call a whole record of another kind torn, and lets go of a line that is too long", async () => {
    const read = await readRecords(fileOf(`{"v":1,"id":"${"x".repeat(100)}"}\n{"v":1,"id":2}`), schema, {
      maxBytes: 60,
    });
    if (read.kind !== "read") throw new Error(read.kind);
    expect(read.damaged.map(({ code }) => code)).toEqual(["too-long", "not-a-record"]);
  });

  it("says what is not there, what is no file, and that it was stopped", async () => {
    const empty = folder();
    expect(await readRecords(join(empty, "none.jsonl"), schema)).toEqual({ kind: "missing" });
    mkdirSync(join(empty, "a.jsonl"));
    expect((await readRecords(join(empty, "a.jsonl"), schema)).kind).toBe("unreadable");
    expect(await readRecords(fileOf("{}"), schema, { signal: AbortSignal.abort() })).toEqual({ kind: "aborted" });
    expect(await readRecords(fileOf(""), schema)).toEqual({ kind: "read", records: [], damaged: [] });
  });
});
