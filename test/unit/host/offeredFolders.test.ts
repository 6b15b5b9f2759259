import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { offeredFolders } from "../../../src/host/benchmark/offeredFolders.js";

const root = join("/", "comics");

async function offered(taken: readonly string[], again: readonly string[] = []): Promise<readonly string[]> {
  const folders = await offeredFolders(root, {
    t: sentence => sentence,
    hasPages: folder => Promise.resolve(taken.some(name => join(root, name) === folder)),
    isAgain: folder => again.some(name => join(root, name) === folder),
  });
  for (const { label, folder, detail } of folders) {
    expect(folder).toBe(join(root, label));
    // Whoever takes a folder that has pages was told what becomes of them.
    expect(detail !== undefined).toBe(taken.includes(label));
  }
  return folders.map(({ label }) => label);
}

describe("the folders that an import is offered", () => {
  it("are one where nothing has been imported yet", async () => {
    expect(await offered([])).toEqual(["benchmark"]);
  });

  it("begin with a new one for other comics, whose pages would else take the place of those there", async () => {
    expect(await offered(["benchmark"])).toEqual(["benchmark-2", "benchmark"]);
    expect(await offered(["benchmark", "benchmark-2"])).toEqual(["benchmark-3", "benchmark"]);
  });

  it("begin with the one that the same comics were imported into", async () => {
    expect(await offered(["benchmark"], ["benchmark"])).toEqual(["benchmark", "benchmark-2"]);
  });
});
