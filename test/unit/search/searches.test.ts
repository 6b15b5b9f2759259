import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { RunSearch } from "../../../src/node/search/runSearch.js";
import { searchedFiles } from "../../../src/node/search/searchedFiles.js";
import { SearchThread } from "../../../src/node/search/searchThread.js";
import { Searches } from "../../../src/node/search/searches.js";
import { dumpLine, writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { plainQuery, searchAll, searchScript } from "./searchFixture.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const open: Searches[] = [];
let script = "";

beforeAll(async () => {
  script = await searchScript();
});
afterEach(() => Promise.all(open.splice(0).map(searches => searches.dispose())));

async function searchesOver(folder: string, rowTimeoutMs = 30_000) {
  const { runs } = await openRuns({ roots: [folder] });
  const path = join(makeFolder(), "searchWorker.cjs");
  writeFileSync(path, script);
  const searches = new Searches(runs.parts(), { script: path, rowTimeoutMs });
  open.push(searches);
  return { searches, runs };
}

const response = `Let me look.\n${zoom([1, 2, 3, 4], "the hat")}It is red.\n<answer>A</answer>`;

describe("Searches over runs", () => {
  it("tell the step, the turn and the call of what they find, the newest step first", async () => {
    const folder = makeFolder();
    writeDump(folder, "rollouts/1.jsonl", [{ response }, { response: "a hat" }]);
    writeDump(folder, "rollouts/2.jsonl", [{ response: "no such thing", step: 2, question: "Which HAT?" }]);
    const { searches } = await searchesOver(folder);
    const { rows, progress } = await searchAll(searches, plainQuery("hat"));
    expect(rows.map(({ step, ref }) => [step, ref.row])).toEqual([
      [2, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(rows[0]?.hits.map(({ part, excerpt }) => [part, excerpt.match])).toEqual([["prompt", "HAT"]]);
    expect(rows[1]?.hits.map(({ part, place }) => [part, place?.turn, place?.call])).toEqual([
      ["response", 0, 0],
      ["response", 1, null],
    ]);
    expect(progress).toEqual({ rows: 3, ofRows: 3, unread: 0, slow: 0, matches: 4, state: "done" });
  });

  it("end at their limit, and say that the rest was not looked at", async () => {
    const folder = makeFolder();
    writeDump(
      folder,
      "1.jsonl",
      Array.from({ length: 300 }, () => ({ response: "hat hat" })),
    );
    const { searches } = await searchesOver(folder);
    const { rows, progress } = await searchAll(searches, plainQuery("hat"), { limit: 9 });
    expect(rows.length).toBe(5);
    expect(progress).toMatchObject({ matches: 10, rows: 5, ofRows: 300, state: "limit" });
  });

  it("that find enough in the last rollout have looked at all", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{ response: "none" }, { response: "hat" }]);
    const { searches } = await searchesOver(folder);
    const { progress } = await searchAll(searches, plainQuery("hat"), { limit: 1 });
    expect(progress).toMatchObject({ matches: 1, rows: 2, ofRows: 2, state: "done" });
  });

  it("look through one run or one file alone when asked to", async () => {
    const folder = makeFolder();
    const first = writeDump(folder, "a/rollouts/1.jsonl", [{ response: "hat" }]);
    writeDump(folder, "b/rollouts/1.jsonl", [{ response: "hat" }]);
    const { searches } = await searchesOver(folder);
    const files = async (scope: Parameters<typeof searchAll>[2]) =>
      (await searchAll(searches, plainQuery("hat"), scope)).rows.map(({ ref }) => ref.file);
    expect(await files({})).toHaveLength(2);
    expect(await files({ scope: { kind: "file", path: first } })).toEqual([first]);
    const run = (await searchAll(searches, plainQuery("hat"))).rows.find(({ ref }) => ref.file === first)?.run ?? "";
    expect(await files({ scope: { kind: "run", path: run } })).toContain(first);
  });

  it("leave out the row that a regular expression goes round in circles for, and go on behind it", async () => {
    const folder = makeFolder();
    const trap = `${"a".repeat(40)}!`;
    writeDump(folder, "1.jsonl", [{ response: "aab" }, { response: trap }, { response: "ab" }]);
    const { searches } = await searchesOver(folder, 1500);
    const { rows, progress } = await searchAll(searches, plainQuery("^(a+)+b$", { isRegex: true }));
    expect(rows.map(({ ref }) => ref.row)).toEqual([0, 2]);
    expect(progress).toMatchObject({ slow: 1, rows: 3, state: "done" });
  });

  it("stop while a pattern goes round in circles", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{ response: `${"a".repeat(60)}!` }]);
    const { searches } = await searchesOver(folder);
    const query = plainQuery("^(a+)+b$", { isRegex: true });
    const started = await searches.searchStart({ query, scope: { kind: "all" }, limit: 10 });
    if (started.kind !== "started") throw new Error(started.kind);
    await searches.searchNext({ id: started.id });
    const waiting = searches.searchNext({ id: started.id });
    await searches.searchStop({ id: started.id });
    expect((await waiting)?.progress.state ?? "stopped").toBe("stopped");
  });

  it("end their thread when they fail: whoever hears of the failure forgets them", async () => {
    const folder = makeFolder();
    writeDump(folder, "rollouts/1.jsonl", [{ response }]);
    const { runs } = await openRuns({ roots: [folder] });
    const path = join(makeFolder(), "searchWorker.cjs");
    writeFileSync(path, script);
    const parts = { ...runs.parts(), contextOf: () => Promise.reject(new Error("nobody foresaw this")) };
    const query = plainQuery("hat");
    const thread = new SearchThread({ script: path, data: { query, hitsPerRow: 1 }, rowTimeoutMs: 30_000 });
    const files = searchedFiles(parts.list(), { kind: "all" });
    const search = new RunSearch({ parts, thread, files, limit: 10 });
    await search.ended;
    await expect(search.next()).rejects.toThrow("nobody foresaw this");
    const task = { kind: "rollouts" as const, id: 1, rows: [], limit: 1 };
    expect(await thread.run(task, () => undefined)).toEqual({ kind: "stopped" });
  });

  it("say of a pattern that it is none", async () => {
    const { searches } = await searchesOver(makeFolder());
    const query = plainQuery("(", { isRegex: true });
    expect(await searches.searchStart({ query, scope: { kind: "all" }, limit: 1 })).toMatchObject({
      kind: "bad-pattern",
    });
  });

  it("count rows of a file that was written anew as unread, and never show what it no longer holds", async () => {
    const folder = makeFolder();
    const path = writeDump(folder, "1.jsonl", [{ response: "hat" }, { response: "hat" }]);
    const { searches } = await searchesOver(folder);
    writeFileSync(path, `${dumpLine({ response: "coat" })}\n`);
    const { rows, progress } = await searchAll(searches, plainQuery("hat"));
    expect(rows).toEqual([]);
    expect(progress).toMatchObject({ unread: 2, state: "done" });
  });

  it("read rows by their own reader where bytes say nothing of a format", async () => {
    const folder = makeFolder();
    const messages = [
      { role: "user", content: [{ type: "text", text: 'Where is the "hat"?' }] },
      { role: "assistant", content: "On the man's head." },
      { role: "user", content: "And the coat?" },
    ];
    const line = { question: "q", answer: "A", pred_ans: "A hat", pred_output: messages };
    writeFileSync(join(folder, "result_all.jsonl"), `${JSON.stringify(line)}\n`);
    const { searches } = await searchesOver(folder);
    const parts = async (text: string) =>
      (await searchAll(searches, plainQuery(text))).rows.flatMap(({ hits }) =>
        hits.map(({ part, message, place }) => [part, message, place?.turn ?? null]),
      );
    expect(await parts('"hat"')).toEqual([["prompt", 0, null]]);
    expect(await parts("coat")).toEqual([["response", 2, 1]]);
    expect(await parts("a hat")).toEqual([["answer", null, null]]);
    const inPlace = async (text: string, place: "prompt" | "response") =>
      (await searchAll(searches, plainQuery(text, { place }))).rows.length;
    expect([await inPlace('"hat"', "prompt"), await inPlace('"hat"', "response")]).toEqual([1, 0]);
    expect([await inPlace("coat", "prompt"), await inPlace("coat", "response")]).toEqual([0, 1]);
  });
});
