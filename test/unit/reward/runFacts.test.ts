import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { ruleAt } from "../../../src/core/reward/ruleAt.js";
import { scoreRollout } from "../../../src/core/reward/scoreRollout.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import type { LoggedNumber } from "../../../src/core/rollout/loggedNumber.js";
import type { RowFacts } from "../../../src/core/reward/rowFacts.js";
import { rowFactsOf } from "../../../src/core/reward/rowFactsOf.js";
import { OwnThreadCrew } from "../../../src/node/reward/ownThreadCrew.js";
import { RunFacts } from "../../../src/node/reward/runFacts.js";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { RolloutSet } from "../../../src/protocol/reward/rolloutSet.js";
import { dumpLine, writeDump, zoom } from "../../fixtures/dump.js";
import { writeLines } from "../../fixtures/rewardLine.js";
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
  const rows = await openedFacts(runs, file, runs.files().find(({ path }) => path === file)?.columns.count ?? 0);
  const expected = rows.flatMap((one, row) => (one === null ? [] : [{ ...withoutTexts(one), row }]));
  const found = Array.from({ length: set.view.count }, (_, index) => set.view.at(index));
  expect(found.map(withoutPlace)).toEqual(expected);
  expect(found.map(one => set.questionKeyOf(one.question))).toEqual(expected.map(one => one.questionKey));
  expect(set.unread).toBe(rows.length - expected.length);
  return found.length;
}

/** What a table adds to what a row says, but for the row's number. */
function withoutPlace(facts: RolloutFacts): Partial<RolloutFacts> {
  const places = new Set(["file", "step", "group", "question"]);
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !places.has(name)));
}

const bare = (logged: LoggedNumber): LoggedNumber =>
  logged.kind === "number" ? { kind: logged.kind, value: logged.value } : logged;

/** A number that was written as text is kept as the number that it is. */
function withoutTexts(facts: RowFacts): RowFacts {
  const { format, accuracy, toolCount, toolAccuracy, total } = facts.logged;
  const logged = {
    format: bare(format),
    accuracy: bare(accuracy),
    toolCount: bare(toolCount),
    toolAccuracy: bare(toolAccuracy),
    total: bare(total),
  };
  return { ...facts, logged };
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

  test("are those of the opened rows also where the trainer's own lines say their parts and boxes", async () => {
    const folder = makeFolder();
    const rows = [called([100, 100, 300, 300]), called([500, 500, 700, 700], "B"), "<answer>A</answer>"];
    const file = writeDump(
      folder,
      "rollouts/1.jsonl",
      rows.map(response => ({ response, more: { width: 1000, height: 1000, targets: [[100, 100, 300, 300]] } })),
    );
    const calls = [{ requested: [100, 100, 300, 300], executed: [90, 100, 300, 300] }];
    writeLines(folder, "reward/a.jsonl", [
      { response: rows[0] ?? "", question: "q1", more: { calls } },
      { response: rows[1] ?? "", question: "q2", more: { calls: [{ requested: null, executed: null }] } },
    ]);
    expect(await expectSameFacts(folder, file)).toBe(3);
    const { facts } = await opened(folder);
    const set = await facts.of(training(folder));
    expect([0, 1].map(index => set.questionKeyOf(set.view.at(index).question))).toEqual(["id:q1", "id:q2"]);
    expect(set.view.at(0)).toMatchObject({ calls: [{ executed: [90, 100, 300, 300], isExecuted: true }] });
    expect(set.view.at(1)).toMatchObject({ calls: [{ executed: null, isExecuted: false }], strategyHash: "abc" });
    expect(set.view.at(0).logged.toolCount).toMatchObject({ kind: "number", value: 0.5 });
  });

  test("are grouped by question where several have one prompt: their answers tell, else their images", async () => {
    const folder = makeFolder();
    const asked = (gts: string) => ({ more: { gts } });
    const pictured = (image: string) => ({ step: 2, more: { image } });
    writeDump(folder, "1.jsonl", [asked("A"), asked("B"), asked("A"), asked("B")]);
    writeDump(folder, "2.jsonl", [pictured("p.png"), pictured("q.png"), pictured("p.png"), pictured("q.png")]);
    const { facts } = await opened(folder);
    const set = await facts.of(training(folder));
    expect(set.groups.map(group => [...group])).toEqual([
      [0, 2],
      [1, 3],
      [4, 6],
      [5, 7],
    ]);
    expect([0, 1, 2, 3].map(index => set.numberOf(index))).toEqual([1, 1, 2, 2]);
    // Runs call their images as they like: two checkpoints' questions are paired by prompt and answer.
    expect(set.view.questionOf(4)).toBe(set.view.questionOf(5));
  });

  test("leave the rollouts of a named question in one group, whatever their images are called", async () => {
    const folder = makeFolder();
    const named = (image: string) => ({ more: { question_id: "q1", image } });
    writeDump(folder, "1.jsonl", [named("crop-0.png"), named("crop-1.png")]);
    const { facts } = await opened(folder);
    expect((await facts.of(training(folder))).groups.map(group => [...group])).toEqual([[0, 1]]);
  });

  test("are what opening every row says, however a row is written", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "1.jsonl"), oddRows.map(row => `${row}\n`).join(""));
    const count = await expectSameFacts(folder, join(folder, "1.jsonl"));
    expect(count).toBe(33);
  });

  test("give every strategy the same reward from their columns as from what they say", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "1.jsonl"), oddRows.map(row => `${row}\n`).join(""));
    const { facts } = await opened(folder);
    const { view } = await facts.of(training(folder));
    const rules = builtInStrategies.map(strategy => ruleAt(strategy, 20)).filter(rule => rule !== null);
    const variants = rules.flatMap(rule => [
      rule,
      { ...rule, options: { ...rule.options, m: "executed" as const } },
      { ...rule, options: { ...rule.options, match: "reuse" as const, clamp: false } },
    ]);
    for (let index = 0; index < view.count; index++)
      for (const rule of variants) {
        const paid = scoreRollout(view.at(index), rule, { callRate: 0.1 });
        expect(scoreRollout(view.rewardAt(index), rule, { callRate: 0.1 })).toEqual(paid);
      }
  });

  test("are read on when a file has grown, and no row twice", async () => {
    const folder = makeFolder();
    const path = writeDump(folder, "1.jsonl", [{}, {}]);
    const { facts, progress } = await opened(folder, true);
    await facts.of(training(folder));
    appendFileSync(path, `${dumpLine({ score: 0.5 })}\n`);
    await vi.waitFor(async () => expect((await facts.of(training(folder))).view.count).toBe(3), 60_000);
    expect(progress.at(-1)).toEqual({ done: 1, of: 1 });
    await expect(facts.of({ ...training(folder), run: join(folder, "gone") })).rejects.toThrow();
  });

  test("of a file that was written anew are those of its new rows", async () => {
    const folder = makeFolder();
    const path = writeDump(folder, "1.jsonl", [{ score: 1 }, { score: 2 }]);
    const { facts } = await opened(folder, true);
    expect((await facts.of(training(folder))).view.scoreOf(0)).toBe(1);
    writeFileSync(path, ["7", "8", "9"].map(score => `${dumpLine({ score: Number(score), step: 1 })}\n`).join(""));
    await vi.waitFor(async () => {
      const { view } = await facts.of(training(folder));
      expect(Array.from({ length: view.count }, (_, k) => view.scoreOf(k))).toEqual([7, 8, 9]);
    }, 60_000);
  });

  test("go by the datasets as they are now", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{ response: called([100, 100, 300, 300]), more: { question_id: "q1" } }]);
    const dataset = join(makeFolder(), "questions.jsonl");
    const question = { id: "q1", width: 1000, height: 1000, image: "p.png", task: "panel_understanding" };
    writeFileSync(dataset, JSON.stringify({ ...question, targets: [{ box: [100, 100, 300, 300] }] }));
    const { runs } = await openRuns({ roots: [folder], space: "page", datasets: [dataset] });
    const facts = new RunFacts(runs.parts(), new OwnThreadCrew(), () => undefined);
    const set = await facts.of(training(folder));
    expect(set.view.at(0)).toMatchObject({ ious: [1], pageKey: "p.png", page: { width: 1000, height: 1000 } });
    expect(set.taskKindNameOf(set.view.taskKindOf(0))).toBe("panel_understanding");
    expect(await facts.of(training(folder))).toBe(set);
    writeFileSync(
      dataset,
      JSON.stringify({ ...question, targets: [{ box: [100, 100, 300, 200] }], expected_zooms: 3 }),
    );
    await runs.refresh();
    const { tool, ious } = (await facts.of(training(folder))).view.at(0);
    expect({ tool, ious }).toEqual({
      tool: { kind: "targets", targets: [[100, 100, 300, 200]], expected: 3 },
      ious: [0.5],
    });
  });

  test("leave out dead branches, and keep folders and files without steps apart", async () => {
    const folder = makeFolder();
    writeDump(
      folder,
      "rollouts/all.jsonl",
      [1, 2, 3, 2, 3].map((step, row) => ({ step, score: row })),
    );
    writeDump(folder, "validation/1.jsonl", [{ step: 1, more: { reward: 1 } }]);
    const { facts } = await opened(folder);
    const sources = facts.sources();
    expect(sources.map(({ phase, steps, rollouts }) => ({ phase, steps, rollouts }))).toEqual([
      { phase: "training", steps: [1, 2, 3], rollouts: 3 },
      { phase: "validation", steps: [1], rollouts: 1 },
    ]);
    const set = await facts.of(training(folder));
    const { view, steps } = set;
    expect(Array.from({ length: view.count }, (_, k) => [view.stepOf(k), set.refOf(k).row])).toEqual([
      [1, 0],
      [2, 3],
      [3, 4],
    ]);
    expect(steps.map(({ step, indexes }) => [step, ...indexes])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    const last = await facts.of({ ...training(folder), from: 3, to: null });
    expect(last.view.count).toBe(1);
  });
});
