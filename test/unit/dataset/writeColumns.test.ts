import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { firstRecords } from "../../../src/node/dataset/firstRecords.js";
import { loupeFileFor } from "../../../src/node/dataset/loupeFileFor.js";
import { writeColumns } from "../../../src/node/dataset/writeColumns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();

describe("columns are written", () => {
  it("into a file that is not there yet", async () => {
    const path = join(makeFolder(), "loupe.json");
    expect(await writeColumns(path, { response: "reply" })).toEqual({ kind: "written" });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ columns: { response: "reply" } });
  });

  it("into one that is there, whose other text, mode and place stay", async () => {
    const folder = makeFolder();
    const path = join(folder, "real.json");
    const link = join(folder, "loupe.json");
    writeFileSync(path, '{\n  "space": "page"\n}\n');
    chmodSync(path, 0o640);
    symlinkSync(path, link);
    expect(await writeColumns(link, { response: "reply" })).toEqual({ kind: "written" });
    expect(readFileSync(path, "utf8")).toMatch(/^\{\n {2}"space": "page",\n/);
    expect([lstatSync(link).isSymbolicLink(), statSync(path).mode & 0o777]).toEqual([true, 0o640]);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it.each([
    ["{ torn", "not-json"],
    ["[1, 2]", "not-an-object"],
    ['{"columns": 5}', "invalid"],
  ])("into no file that is wrong: %s", async (text, code) => {
    const path = join(makeFolder(), "loupe.json");
    writeFileSync(path, text);
    expect(await writeColumns(path, { response: "reply" })).toMatchObject({ kind: "broken", problem: { code } });
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("into none that cannot be read or whose folder is gone", async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, "loupe.json"));
    expect(await writeColumns(join(folder, "loupe.json"), {})).toMatchObject({ kind: "unread" });
    const gone = await writeColumns(join(folder, "gone", "loupe.json"), {});
    expect(gone).toEqual({ kind: "unwritten", failure: { kind: "gone" } });
  });
});

describe("the loupe.json that a file's columns belong into", () => {
  it("is the nearest inside of the innermost opened folder, in the workspace or not, else a new one beside the file", () => {
    const folder = makeFolder();
    const inner = join(folder, "added", "samples");
    mkdirSync(inner, { recursive: true });
    const [outer, file] = [join(folder, "added", "loupe.json"), join(inner, "a.jsonl")];
    writeFileSync(outer, "{}");
    expect(loupeFileFor(file, ["/elsewhere", join(folder, "added")])).toBe(outer);
    expect(loupeFileFor(file, [folder, inner])).toBe(join(inner, "loupe.json"));
    expect(loupeFileFor(file, [])).toBe(join(inner, "loupe.json"));
  });
});

describe("the first records of a file", () => {
  it("are its first lines that are objects, and none where it has none", async () => {
    const path = join(makeFolder(), "a.jsonl");
    writeFileSync(path, '\uFEFF{"a": 1}\n\n[1]\n{"a": 2}\n{"a"');
    expect(await firstRecords(path)).toEqual({ kind: "read", records: [{ a: 1 }, { a: 2 }] });
    writeFileSync(path, "none\n");
    expect(await firstRecords(path)).toEqual({ kind: "read", records: [] });
  });

  it("of one that cannot be read are a failure, not none", async () => {
    const folder = makeFolder();
    expect(await firstRecords(join(folder, "gone"))).toEqual({ kind: "failed", failure: { kind: "gone" } });
    expect(await firstRecords(folder)).toMatchObject({ kind: "failed", failure: { kind: "unreadable" } });
  });
});
