import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFully } from "../../../src/node/index/readFully.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();

function read(text: string, room: number, position: number): readonly [number, string] {
  const path = join(makeFolder(), "file");
  writeFileSync(path, text);
  const fd = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(room);
    const count = readFully(fd, bytes, position);
    return [count, bytes.toString("latin1", 0, count)];
  } finally {
    closeSync(fd);
  }
}

describe("Reading fully", () => {
  it.each([
    ["to the last byte that there is room for", "abcdef", 3, 2, [3, "cde"]],
    ["as far as the file goes", "abcdef", 10, 4, [2, "ef"]],
    ["nothing behind the end", "abcdef", 10, 6, [0, ""]],
    ["nothing where there is no room", "abcdef", 0, 0, [0, ""]],
  ])("reads %s", (_claim, text, room, position, expected) => {
    expect(read(text, room, position)).toEqual(expected);
  });
});
