import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KeptFile } from "../../../src/node/index/keptFile.js";

let folder: string;
let path: string;
let kept: KeptFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "loupe-kept-"));
  path = join(folder, "1.jsonl");
  writeFileSync(path, "first");
  kept = new KeptFile();
});
afterEach(() => {
  kept.close();
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** The whole content of the file as the kept descriptor has it, or why there is none. */
function content(of = path): string {
  const opened = kept.open(of);
  if (opened.kind !== "open") return opened.kind;
  const bytes = Buffer.alloc(opened.identity.size);
  return bytes.toString("utf8", 0, readSync(opened.fd, bytes, 0, bytes.length, 0));
}

/** Names under the folder that this process holds open, deleted ones too. */
function held(): readonly string[] {
  const links = readdirSync("/proc/self/fd").flatMap(fd => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  return links.filter(link => link.startsWith(folder));
}

describe("a kept file", () => {
  it("is opened once for rows that are read right after one another", () => {
    const first = kept.open(path);
    expect(kept.open(path)).toBe(first);
  });

  it("is opened anew when it has grown, and then has its new size", () => {
    expect(content()).toBe("first");
    writeFileSync(path, " and more", { flag: "a" });
    expect(content()).toBe("first and more");
  });

  it("is opened anew when another file has taken its name", () => {
    expect(content()).toBe("first");
    writeFileSync(join(folder, "new"), "other");
    renameSync(join(folder, "new"), path);
    expect(content()).toBe("other");
  });

  it("is gone as soon as it is deleted or renamed", () => {
    expect(content()).toBe("first");
    renameSync(path, join(folder, "2.jsonl"));
    expect(content()).toBe("gone");
    expect(content(join(folder, "2.jsonl"))).toBe("first");
    rmSync(join(folder, "2.jsonl"));
    expect(content(join(folder, "2.jsonl"))).toBe("gone");
  });

  it("gives way to another file", () => {
    writeFileSync(join(folder, "2.jsonl"), "second");
    expect([content(), content(join(folder, "2.jsonl")), content()]).toEqual(["first", "second", "first"]);
  });

  it("is opened anew after a while, since a network mount may tell of a change only then", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const first = kept.open(path);
    vi.advanceTimersByTime(1000);
    expect(kept.open(path)).not.toBe(first);
  });
});

describe.runIf(existsSync("/proc/self/fd"))("the descriptor of a kept file", () => {
  it("is one at a time, and none after closing", () => {
    writeFileSync(join(folder, "2.jsonl"), "second");
    kept.open(path);
    kept.open(join(folder, "2.jsonl"));
    expect(held()).toEqual([join(folder, "2.jsonl")]);
    kept.close();
    expect(held()).toEqual([]);
  });

  it("does not keep a deleted file on the disk for long", () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    kept.open(path);
    rmSync(path);
    expect(held()).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(held()).toEqual([]);
  });
});
