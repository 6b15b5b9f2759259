import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

/** Files of one line that is no rollout. */
function put(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), '{"v": 1, "kind": "record", "id": "x"}\n');
  }
}

describe("files that are listed as not read", () => {
  it("are not those that benchmarks and evaluations write, and are all others", async () => {
    const root = makeFolder();
    put(root, ["bench/pages.jsonl", "bench/problems.jsonl", "bench/questions.jsonl", "bench/reviews.jsonl"]);
    put(root, ["bench/requests.jsonl", "eval/evaluation.json", "eval/predictions.jsonl", "eval/questions.jsonl"]);
    put(root, ["eval/requests.jsonl", "eval/verdicts.jsonl", "eval/judges.jsonl", "eval/trace-reviews.jsonl"]);
    put(root, ["bench/sets/mangavqa.jsonl", "sets-only/problems.pap.jsonl", "sets-only/sets/pap.jsonl"]);
    put(root, ["distilled/traces.jsonl", "distilled/manifest.json", "distilled/distilled_sft_r.jsonl"]);
    const others = ["bench/notes.jsonl", "else/pages.jsonl", "else/reviews.jsonl", "eval/mine.jsonl", "sets/a.jsonl"];
    others.push("bench/sets/deeper/a.jsonl", "else/traces.jsonl", "eval/sets/a.jsonl");
    put(root, others);
    const { runs } = await openRuns({ roots: [root] });
    const listed = async (id: string | null): Promise<readonly string[]> => {
      const nodes = await runs.children({ id, query: { order: { key: "file", descending: false }, filters: [] } });
      const below = await Promise.all(nodes.map(async node => (node.kind === "unread" ? listed(node.id) : [])));
      return [...nodes.flatMap(node => ("path" in node ? [node.path] : [])), ...below.flat()];
    };
    const found = (await listed(null)).filter(path => path.endsWith(".jsonl"));
    expect(found.toSorted()).toEqual(others.map(path => join(root, path)).toSorted());
  });

  it("are no more those of an evaluation once its evaluation.json is there, which is written last", async () => {
    const root = makeFolder();
    put(root, ["eval/questions.jsonl", "eval/requests.jsonl", "eval/mine.jsonl"]);
    const { runs } = await openRuns({ roots: [root] });
    const unread = async () => {
      const nodes = await runs.children({
        id: null,
        query: { order: { key: "file", descending: false }, filters: [] },
      });
      return nodes.map(node => (node.kind === "unread" ? node.files : 0)).reduce((sum, count) => sum + count, 0);
    };
    expect(await unread()).toBe(3);
    put(root, ["eval/evaluation.json"]);
    await runs.refresh();
    await expect.poll(unread).toBe(1);
  });
});
