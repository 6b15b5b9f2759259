import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ReviewSession } from "../../../src/node/benchmark/reviewSession.js";
import { ReviewStore } from "../../../src/node/benchmark/reviewStore.js";
import type { DecideParams } from "../../../src/protocol/review/reviewViewApi.js";
import { madeQuestion } from "../../fixtures/review/madeQuestion.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const newFolder = temporaryFolder();
const ids = ["q1", "q2", "q3"] as const;

const filter = {
  ...{ task: null, generator: null, position: null, check: null, mostConfidence: null, state: null },
  order: "page",
} as const;

function madeBenchmark(): string {
  const folder = newFolder();
  const lines = ids.map(id => `${JSON.stringify(madeQuestion({ id }))}\n`);
  writeFileSync(join(folder, "questions.jsonl"), lines.join(""));
  return folder;
}

async function session(folder: string, reviewer: string, blind = false): Promise<ReviewSession> {
  const read = await ReviewStore.read(folder);
  if (read.kind !== "read") throw new Error(read.kind);
  return new ReviewSession(read.store, { reviewer, blind, toolVersion: "0.0.0" });
}

const say = (id: string, changes: Partial<DecideParams> = {}): DecideParams => ({
  ...{ id, decision: "right", edit: {}, seconds: 5, filter },
  ...changes,
});

describe("a reviewer's session", () => {
  it("answers a decision with how the question and the whole now stand", async () => {
    const ada = await session(madeBenchmark(), "Ada");
    const { entry, progress, shown } = await ada.decide(say("q1"));
    expect(entry).toMatchObject({ id: "q1", state: "accepted", own: "accepted" });
    expect(progress).toMatchObject({ total: 3, rate: { secondsEach: 5, secondsLeft: 10 } });
    expect(shown.place).toEqual({ index: 1, of: 3 });
    expect((await ada.undo(filter))?.entry.state).toBe("new");
  });

  it("notes what the texts of balloons and the marks' boxes were before, and takes them back", async () => {
    const folder = newFolder();
    const marks = [1, 2].map(number => ({
      ...{ kind: "number" as const, box: [number * 100, 10, number * 100 + 60, 50] as const },
      ...{ label: String(number), color: "#b3261e" },
    }));
    const more = { task: "dialog_reordering", targets: null, expected_zooms: null } as const;
    const dialog = madeQuestion({ id: "q1", hint: "1: Gi!\n2: Wait", marks, ...more });
    writeFileSync(join(folder, "questions.jsonl"), `${JSON.stringify(dialog)}\n`);
    const ada = await session(folder, "Ada");
    const edit = { hint: "1: Go!\n2: Wait", mark_boxes: [[90, 10, 160, 50] as const, [200, 10, 260, 50] as const] };
    const { shown } = await ada.decide(say("q1", { edit }));
    expect(shown.question).toMatchObject({
      hint: edit.hint,
      marks: [{ box: [90, 10, 160, 50], label: "1" }, marks[1]],
    });
    expect(ada.store.log[0]).toMatchObject({
      before: { hint: dialog.hint, mark_boxes: marks.map(({ box }) => box) },
      after: edit,
    });
    expect((await ada.undo(filter))?.shown.question).toEqual(dialog);
    const problem = ada.decide(say("q1", { edit: { hint: "1: \n2: Wait" } }));
    await expect(problem).rejects.toThrow("no-balloon-text");
  });

  it("agrees with the edit that it saw when it accepts, and not when it did not see it", async () => {
    const folder = madeBenchmark();
    const ada = await session(folder, "Ada");
    await ada.decide(say("q1", { edit: { answer: "B" } }));
    await ada.decide(say("q2", { edit: { answer: "B" } }));
    const bob = await session(folder, "Bob");
    expect(bob.question("q1")?.question.answer).toBe("B");
    expect((await bob.decide(say("q1"))).entry.state).toBe("edited");
    const cleo = await session(folder, "Cleo", true);
    expect(cleo.question("q2")).toMatchObject({ isBlind: true, others: [], question: { answer: "A" } });
    const decided = await cleo.decide(say("q2"));
    expect(decided.entry.state).toBe("conflict");
    expect(decided.shown.others).toMatchObject([{ reviewer: "Ada", edit: { answer: "B" } }]);
    expect(cleo.store.log.at(-1)?.blind).toBe(true);
  });

  it("shows a blind reviewer where others stand only after the own decision", async () => {
    const folder = madeBenchmark();
    await (await session(folder, "Ada")).decide(say("q1", { decision: "wrong", reason: "tie" }));
    const bob = await session(folder, "Bob", true);
    expect(bob.queue(filter).entries.map(({ state, reason }) => [state, reason])[0]).toEqual(["new", null]);
    expect(bob.queue({ ...filter, state: "second" }).entries.map(({ id }) => id)).toEqual(["q1"]);
    expect(bob.queue({ ...filter, state: "todo" }).entries.map(({ id }) => id)).toEqual(["q2", "q3"]);
    expect(bob.queue(filter).progress.byState.rejected).toBe(0);
  });

  it("offers the filters that this benchmark has something for", async () => {
    expect((await session(madeBenchmark(), "Ada")).queue(filter).facets).toEqual({
      ...{ tasks: ["depth_comparison"], generators: ["depth-comparison"], positions: [], checks: [] },
      hasConfidence: false,
    });
  });

  it("writes no edit that nobody could ask", async () => {
    const ada = await session(madeBenchmark(), "Ada");
    await expect(ada.decide(say("q1", { edit: { answer: "Z" } }))).rejects.toThrow("answer-not-offered");
    expect(ada.store.log).toEqual([]);
  });
});
