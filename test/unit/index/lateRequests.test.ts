import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { dumpLines, keptLog, newIndexer } from "./indexFolder.js";

const newFolder = temporaryFolder();

describe("what is asked of the index while it tells its changes", () => {
  it("is looked at, also after its last look at what is to do", async () => {
    const folder = newFolder();
    for (const step of [1, 2]) writeFileSync(join(folder, `${step}.jsonl`), dumpLines(2));
    const indexer = newIndexer(folder);
    const asked: Promise<void>[] = [];
    let told = 0;
    indexer.onDidChange(() => {
      told++;
      // The first file is told of at once, the second at the end.
      if (told !== 2) return;
      writeFileSync(join(folder, "3.jsonl"), dumpLines(3));
      asked.push(indexer.refresh(folder));
    });
    await indexer.start();
    await indexer.whenIdle();
    expect(asked).toHaveLength(1);
    await Promise.all(asked);
    expect(indexer.files().size).toBe(3);
  });

  it("is looked at also when who was told fails, which is said", async () => {
    const folder = newFolder();
    for (let step = 0; step < 400; step++) {
      mkdirSync(join(folder, String(step)));
      writeFileSync(join(folder, String(step), `${step}.jsonl`), dumpLines(1));
    }
    const log = keptLog();
    const indexer = newIndexer(folder, { log });
    indexer.onDidChange(() => {
      throw new Error("no room");
    });
    await indexer.start();
    await indexer.whenIdle();
    expect(indexer.files().size).toBe(400);
    expect(log.said).toContain("index stopped: Error: no room");
  });
});
