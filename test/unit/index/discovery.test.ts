import { mkdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Discovery } from "../../../src/node/index/discovery.js";
import { defaultIndexLimits } from "../../../src/node/index/indexLimits.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const newFolder = temporaryFolder();

function listedTime(folder: string): number | undefined {
  const discovery = new Discovery(defaultIndexLimits, () => true);
  discovery.add(folder, folder);
  return discovery.next()?.mtimeMs;
}

describe("the time of a listed folder", () => {
  it("is that of its last change, by which the next one is seen", () => {
    const folder = newFolder();
    const past = new Date(Date.now() - 60_000);
    utimesSync(folder, past, past);
    expect(listedTime(folder)).toBe(statSync(folder).mtimeMs);
  });

  it("is none while a further change may leave it as it is: then the folder is listed again", () => {
    const folder = join(newFolder(), "rollouts");
    mkdirSync(folder);
    // A little ahead, so that the test may be slow.
    const soon = new Date(Date.now() + 1500);
    utimesSync(folder, soon, soon);
    expect(listedTime(folder)).not.toBe(statSync(folder).mtimeMs);
  });
});

describe("the files of a folder that may be dumps", () => {
  function candidates(names: readonly string[]): readonly string[] | undefined {
    const folder = newFolder();
    for (const name of names) writeFileSync(join(folder, name), "{}\n");
    const discovery = new Discovery(defaultIndexLimits, () => true);
    discovery.add(folder, folder);
    return discovery.next()?.candidates.toSorted();
  }

  it("are not the records of a benchmark, which are called so in a benchmark's folder only", () => {
    const records = ["pages.jsonl", "questions.jsonl", "reviews.jsonl", "problems.jsonl"];
    expect(candidates([...records, "1.jsonl"])).toEqual(["1.jsonl"]);
    expect(candidates(["benchmark.json", "questions.jsonl", "1.jsonl"])).toEqual(["1.jsonl"]);
    expect(candidates(["questions.jsonl", "1.jsonl"])).toEqual(["1.jsonl", "questions.jsonl"]);
  });
});

describe("the limit of entries", () => {
  const list = (discovery: Discovery, folder: string, root: string) => {
    discovery.add(folder, root);
    return discovery.next();
  };

  it("counts a folder once, however often a trainer writes to it", () => {
    const root = newFolder();
    const discovery = new Discovery({ ...defaultIndexLimits, maxEntries: 50 }, () => false);
    for (let step = 1; step <= 40; step++) {
      writeFileSync(join(root, `${step}.jsonl`), "{}\n");
      expect(list(discovery, root, root)?.candidates).toHaveLength(step);
    }
    expect(discovery.leftOut.cutRoots).toEqual([]);
  });

  it("counts no folder that is gone", () => {
    const root = newFolder();
    const discovery = new Discovery({ ...defaultIndexLimits, maxEntries: 3 }, () => false);
    for (let step = 1; step <= 4; step++) {
      const folder = join(root, `global_step_${step}`);
      mkdirSync(folder);
      for (const name of ["1.jsonl", "2.jsonl"]) writeFileSync(join(folder, name), "{}\n");
      expect(list(discovery, folder, root)?.isComplete).toBe(true);
      discovery.forget(folder);
    }
  });

  it("ends the search of its root alone", () => {
    const [full, other] = [newFolder(), newFolder()];
    for (const name of ["1.jsonl", "2.jsonl"]) writeFileSync(join(full, name), "{}\n");
    const below = join(full, "below");
    mkdirSync(below);
    const discovery = new Discovery({ ...defaultIndexLimits, maxEntries: 3 }, () => false);
    expect(list(discovery, full, full)?.isComplete).toBe(true);
    expect(list(discovery, below, full)?.isComplete).toBe(false);
    expect(list(discovery, other, other)?.isComplete).toBe(true);
    expect(discovery.leftOut.cutRoots).toEqual([full]);
  });
});
