import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { RowFacts } from "../../../src/core/reward/rowFacts.js";
import { rowFactsOf } from "../../../src/core/reward/rowFactsOf.js";
import { OwnThreadCrew } from "../../../src/node/reward/ownThreadCrew.js";
import { RunFacts } from "../../../src/node/reward/runFacts.js";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { RolloutSet } from "../../../src/protocol/reward/rolloutSet.js";
import { dumpLine, writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { oddRows } from "./oddRows.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

const training = (run: string): RolloutSet => ({ run, phase: "training", folder: null, from: null, to: null });
const onPage = { width: 1000, height: 1000, image: "p.png", targets: [[100, 100, 300, 300]], question_id: "q1" };
const called = (box: readonly number[], answer = "A") => `<think>look</think>${zoom(box)}<answer>${answer}</answer>`;

async function opened(folder: string, watch = false) {
  const { runs } = await openRuns({ roots: [folder], space: "page" }, { watch });
  const progress: { done: number; of: number }[] = [];
  const facts = new RunFacts(runs.parts(), new OwnThreadCrew(), step => progress.push(step));
  return { runs, facts, progress };
}

/** What opening each row by itself says of it; the place in the set is left out. */
async function openedFacts(runs: Runs, file: string, count: number): Promise<readonly (RowFacts | null)[]> {
  const facts: (RowFacts | null)[] = [];
  for (let row = 0; row < count; row++) {
    const one = await runs.openRow({ file, row });
    const question = one?.kind === "rollout" && one.join.kind === "one" ? one.join.joined.question : null;
    facts.push(one?.kind === "rollout" ? rowFactsOf({ ...one, question }) : null);
  }
  return facts;
}

async function expectSameFacts(folder: string, file: string): Promise<number> {
  const { runs, facts } = await opened(folder);
  const [source] = facts.sources();
  const set = await facts.of({ ...training(source?.run ?? folder), folder: source?.folder ?? null });
  const rows = await openedFacts(runs, file, runs.files()[0]?.columns.count ?? 0);
  const expected = rows.flatMap((one, row) => (one === null ? [] : [{ ...one, row }]));
  const found = Array.from({ length: set.view.count }, (_, index) => set.view.at(index));
  const places = {
    file: 0,
    step: expect.toSatisfy(() => true),
    group: expect.any(Number),
    question: expect.any(Number),
  };
  expect(found).toEqual(expected.map(one => ({ ...withoutTexts(one), ...places })));
  expect(found.map(one => set.questionKeyOf(one.question))).toEqual(expected.map(one => one.questionKey));
  expect(set.unread).toBe(rows.length - expected.length);
  return found.length;
}

/** A number that was written as text is kept as the number that it is. */
function withoutTexts(facts: RowFacts & { readonly row: number }) {
  const entries = Object.entries(facts.logged).map(([part, value]) => [
    part,
    value.kind === "number" ? { kind: value.kind, value: value.value } : value,
  ]);
  return { ...facts, logged: Object.fromEntries(entries) as RowFacts["logged"] };
}

describe("facts of a run", () => {
  test("are those of each row, grouped by question and step", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [
      { response: called([100, 100, 300, 300]), score: 6, more: onPage },
      { response: called([500, 500, 700, 700], "B"), score: 1, more: onPage },
      { question: "Other?", response: "<answer>A</answer>", score: 2 },
    ]);
    const { facts } = await opened(folder);
    const set = await facts.of(training(folder));
    expect(set.view.count).toBe(3);
    expect(set.groups.map(group => [...group])).toEqual([[0, 1], [2]]);
    const [first, second] = [set.view.at(0), set.view.at(1)];
    expect(first).toMatchObject({ isCorrect: true, ious: [1], found: 1, step: 1, outcome: "correct" });
    expect(first.tool).toEqual({ kind: "targets", targets: [[100, 100, 300, 300]], expected: 1 });
    expect(second).toMatchObject({ isCorrect: false, ious: [0], found: 0, answerKey: "B" });
    expect(set.questionKeyOf(first.question)).toBe("id:q1");
    expect(set.view.scoreOf(0)).toBe(6);
  });

  test("are what opening every row says, however a row is written", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "1.jsonl"), oddRows.map(row => `${row}\n`).join(""));
    const count = await expectSameFacts(folder, join(folder, "1.jsonl"));
    expect(count).toBe(29);
  });

  test("are read on when a file has grown, and no row twice", async () => {
    const folder = makeFolder();
    const path = writeDump(folder, "1.jsonl", [{}, {}]);
    const { facts, progress } = await opened(folder, true);
    await facts.of(training(folder));
    appendFileSync(path, `${dumpLine({ score: 0.5 })}\n`);
    await vi.waitFor(async () => expect((await facts.of(training(folder))).view.count).toBe(3), 10_000);
    expect(progress.at(-1)).toEqual({ done: 1, of: 1 });
    await expect(facts.of({ ...training(folder), run: join(folder, "gone") })).rejects.toThrow();
  });
});
