import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandPath } from "../../../src/host/expandPath.js";
import { lineAtOffset } from "../../../src/host/lineAtOffset.js";
import { rowDocument } from "../../../src/host/rowDocument.js";
import { isInside } from "../../../src/host/view/isInside.js";

describe("paths of settings", () => {
  it("start at the home folder, the opened folder or the root", () => {
    const expand = (written: string) => expandPath(written, "/people/me", "/open/here");
    expect(["~", "~/runs", "runs/a", "../b", "/abs/./c", " "].map(expand)).toEqual([
      "/people/me",
      "/people/me/runs",
      "/open/here/runs/a",
      "/open/b",
      "/abs/c",
      null,
    ]);
  });

  it("that are relative mean nothing without an opened folder", () => {
    expect(expandPath("runs", "/people/me", null)).toBeNull();
  });

  it("with a NUL are none", () => {
    expect(expandPath("/a\0b", "/people/me", null)).toBeNull();
  });
});

describe("isInside", () => {
  it("takes a folder itself and what is below it, and no sibling with the same beginning", () => {
    const cases = ["/a/b", "/a/b/c", "/a/bc", "/a", "/a/b/../c", "/a/b/..c"];
    expect(cases.map(file => isInside(file, "/a/b"))).toEqual([true, true, false, false, false, true]);
  });
});

describe("the name of a row's document", () => {
  it("comes back as it went", () => {
    const refs = fc.record({ file: fc.string(), row: fc.nat() });
    fc.assert(
      fc.property(refs, fc.constantFrom("line" as const, "json" as const, "trajectory" as const), (ref, kind) => {
        expect(rowDocument.read(rowDocument.write(kind, ref).query)).toEqual({ kind, ref });
      }),
    );
  });

  it("tells file and row to the person", () => {
    expect(rowDocument.write("json", { file: "/runs/a/40.jsonl", row: 3 }).path).toBe("/40 3.json");
  });

  it("of anybody else is none", () => {
    expect(
      ["", "{", "{}", '{"kind":"json","ref":{"file":"x","row":-1}}'].map(query => rowDocument.read(query)),
    ).toEqual([null, null, null, null]);
  });
});

describe("lineAtOffset", () => {
  it("counts the lines before a byte, empty ones and multi-byte text included", async () => {
    const folder = mkdtempSync(join(tmpdir(), "loupe-lines-"));
    const file = join(folder, "a.jsonl");
    const lines = ["{}", "", '"ü漫画"', "x".repeat(100_000), "{}"];
    writeFileSync(file, lines.join("\n"));
    const offsets = lines.map((_, i) =>
      Buffer.byteLength(
        lines
          .slice(0, i)
          .map(line => `${line}\n`)
          .join(""),
      ),
    );
    expect(await Promise.all(offsets.map(offset => lineAtOffset(file, offset)))).toEqual([0, 1, 2, 3, 4]);
    rmSync(folder, { recursive: true });
  });
});
