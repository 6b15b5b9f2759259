import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxListed } from "../../../src/node/jobs/listScript.js";
import { pullPath } from "../../../src/node/jobs/pullPath.js";
import { readListing } from "../../../src/node/jobs/readListing.js";

describe("a host's listing", () => {
  it.each([
    "../up",
    "./../up",
    "out/../../up",
    "/etc/passwd",
    "//x",
    "out//x",
    "./",
    "",
    ".",
    "out/..hidden/..",
    "out/a\\..\\b",
    "C:x",
    "out/NUL",
    "out/com1.txt",
    "out/x.",
    "out/x ",
    "out/\u001b[2J",
    "out/a\tb",
    ".loupe-pull/manifest.json",
    "left-on-host.json",
    "out/x.jsonl.3.segment",
    "a/".repeat(12) + "x",
    `out/${"x".repeat(201)}`,
  ])("names nothing that is pulled by %j", path => {
    expect(pullPath(path)).toBeNull();
  });

  it.each([
    "log",
    "./log",
    "out/ckpt/global_step_2/actor/config.json",
    "out/ü 漫画.jsonl",
    "out/.hidden",
    "-rf",
    "out/-x",
  ])("may name %j", path => {
    expect(pullPath(path)).toBe(path.replace(/^\.\//, ""));
  });

  it("never gives a path that leads out of its folder, whatever stands in it", () => {
    const piece = fc.oneof(fc.constantFrom("..", ".", "/", "\\", "./", "out", "\n", "\0", "~", "C:"), fc.string());
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const path = pullPath(pieces.join(""));
        if (path === null) return;
        const names = path.split("/");
        expect(names.every(name => name !== "" && !name.startsWith("..") && name !== ".")).toBe(true);
        expect(/[\\\p{Cc}:]/u.test(path)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("is read line by line, what is no line of it counted", () => {
    const text = "12 5 1700000000.123 ./log\nfind: no\n13 7 1700000000.5 ./out/a b\n12 5 9 ./log\n1 -1 9 ./x\n";
    expect(readListing(text)).toEqual({
      files: [
        { path: "log", bytes: 5, inode: "12", time: "1700000000.123" },
        { path: "out/a b", bytes: 7, inode: "13", time: "1700000000.5" },
      ],
      refused: 2,
      isCut: false,
    });
  });

  it("is cut where a host names more files than a run has", () => {
    const text = Array.from({ length: maxListed + 1 }, (_, at) => `${String(at)} 1 1 ./out/f${String(at)}\n`).join("");
    const { files, isCut } = readListing(text);
    expect([files.length, isCut]).toEqual([maxListed, true]);
  });
});
