import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultIndexLimits } from "../../../src/node/index/indexLimits.js";
import { Discovery } from "../../../src/node/index/discovery.js";
import { FolderMarks } from "../../../src/node/runs/folderMarks.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();

function isMarkedByDiscovery(folder: string): boolean | undefined {
  const discovery = new Discovery(defaultIndexLimits, () => true);
  discovery.add(folder, folder);
  return discovery.next()?.isMarked;
}

describe("a run's folder", () => {
  test.each([
    ["loupe.json", true],
    ["latest_checkpointed_iteration.txt", true],
    ["checkpoint_tracker.json", true],
    ["metrics.jsonl", true],
    ["global_step_20/", true],
    ["global_step_20x/", false],
    ["1.jsonl", false],
  ])("is told by %s in the index as in the tree: %s", (name, isMark) => {
    const folder = makeFolder();
    if (name.endsWith("/")) mkdirSync(join(folder, name));
    else writeFileSync(join(folder, name), "");
    expect([isMarkedByDiscovery(folder), new FolderMarks().isMarked(folder)]).toEqual([isMark, isMark]);
  });
});
