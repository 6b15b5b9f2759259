import { build } from "esbuild";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { FactSet } from "../../../src/node/reward/factSource.js";
import { OwnThreadCrew } from "../../../src/node/reward/ownThreadCrew.js";
import { RewardCancelled } from "../../../src/node/reward/rewardCancelled.js";
import { RunFacts } from "../../../src/node/reward/runFacts.js";
import { ThreadCrew } from "../../../src/node/reward/threadCrew.js";
import type { RolloutSet } from "../../../src/protocol/reward/rolloutSet.js";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { oddRows } from "./oddRows.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const crews: ThreadCrew[] = [];
let script = "";

beforeAll(async () => {
  const source = fileURLToPath(new URL("../../../src/factWorker.ts", import.meta.url));
  const made = await build({ entryPoints: [source], bundle: true, platform: "node", format: "cjs", write: false });
  script = made.outputFiles[0]?.text ?? "";
});
afterEach(() => Promise.all(crews.splice(0).map(crew => crew.dispose())));

const training = (run: string): RolloutSet => ({ run, phase: "training", folder: null, from: null, to: null });

/** Facts that are read by threads; `before` is run by each thread before anything else. */
async function openThreads(folder: string, before = "") {
  const path = join(makeFolder(), "thread.cjs");
  writeFileSync(path, `${before}\n${script}`);
  const crashes: unknown[] = [];
  const crew = new ThreadCrew(path, error => crashes.push(error));
  crews.push(crew);
  const { runs } = await openRuns({ roots: [folder], space: "page" });
  const heard: ((done: number) => void)[] = [];
  const facts = new RunFacts(runs.parts(), crew, ({ done }) => heard.splice(0).forEach(hear => hear(done)));
  return { runs, crashes, facts, heard };
}

/** Questions are numbered as they are met, by whoever comes first. */
const allOf = ({ view, unread }: FactSet) => ({
  facts: Array.from({ length: view.count }, (_, k) => ({ ...view.at(k), question: 0 })),
  unread,
});

function manyRows(folder: string, files: number): void {
  const middle = zoom([10, 10, 60, 60]).repeat(20) + "so the cat says ".repeat(2000);
  for (let step = 1; step <= files; step++)
    writeDump(
      folder,
      `${step}.jsonl`,
      Array.from({ length: 64 }, (_, row) => ({ step, question: `Which of ${row}?`, response: middle })),
    );
}

describe("reading threads", () => {
  test("find the same facts as the thread that asks", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "1.jsonl"), oddRows.map(row => `${row}\n`).join(""));
    writeDump(folder, "2.jsonl", [{ step: 2 }, { step: 2, response: zoom([1, 1, 90, 90]) }]);
    const { runs, facts } = await openThreads(folder);
    const own = new RunFacts(runs.parts(), new OwnThreadCrew(), () => undefined);
    expect(allOf(await facts.of(training(folder)))).toEqual(allOf(await own.of(training(folder))));
  });

  test("that crash once leave no gap, and say that they did", async () => {
    const folder = makeFolder();
    manyRows(folder, 2);
    const mark = JSON.stringify(join(makeFolder(), "crashed"));
    // Creating the mark is exclusive: of two threads that start at once only one crashes.
    const crash = `{ let isFirst = true;
      try { require("fs").writeFileSync(${mark}, "", { flag: "wx" }); } catch { isFirst = false; }
      if (isFirst) throw new Error("out of luck"); }`;
    const { facts, crashes } = await openThreads(folder, crash);
    const { view, unread } = await facts.of(training(folder));
    expect({ count: view.count, unread }).toEqual({ count: 128, unread: 0 });
    expect(crashes.map(String)).toEqual(["Error: out of luck"]);
  });

  test("that crash again and again give up on their rows, which are counted", async () => {
    const folder = makeFolder();
    manyRows(folder, 1);
    const { facts, crashes } = await openThreads(folder, 'throw new Error("never");');
    const { view, unread } = await facts.of(training(folder));
    expect({ count: view.count, unread }).toEqual({ count: 0, unread: 64 });
    expect(crashes.length).toBeGreaterThan(1);
  });

  test("stop when they are told to, and read on when they are asked again", async () => {
    const folder = makeFolder();
    manyRows(folder, 12);
    const { facts, heard } = await openThreads(folder);
    heard.push(() => facts.cancel());
    await expect(facts.of(training(folder))).rejects.toBeInstanceOf(RewardCancelled);
    expect((await facts.of(training(folder))).view.count).toBe(12 * 64);
  });
});
