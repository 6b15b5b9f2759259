import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentSha } from "../../../src/core/benchmark/contentSha.js";
import { foldReviews } from "../../../src/core/benchmark/review/foldReviews.js";
import { questionProblem } from "../../../src/core/benchmark/review/questionProblem.js";
import { reviewDecisions, type ReviewEvent } from "../../../src/core/benchmark/reviewEvent.js";
import { madeEvent } from "../../fixtures/review/madeEvent.js";
import { madeQuestion } from "../../fixtures/review/madeQuestion.js";

const question = madeQuestion();

const stateOf = (...events: readonly ReviewEvent[]) => {
  const [folded] = foldReviews([question], events).questions;
  if (folded === undefined) throw new Error("a question went missing");
  return folded;
};

const bob = (id: string, minute: number, changes: Partial<ReviewEvent> = {}) =>
  madeEvent(id, minute, { reviewer: "Bob", ...changes });
const cleo = (id: string, minute: number, changes: Partial<ReviewEvent> = {}) =>
  madeEvent(id, minute, { reviewer: "Cleo", ...changes });

describe("decisions of one reviewer", () => {
  it("leave a question new where nothing final was said", () => {
    expect(stateOf().question.review).toEqual({ state: "new", by: [] });
    const unsure = stateOf(madeEvent("1", 1, { decision: "skip" }), madeEvent("2", 2, { decision: "unsure" }));
    expect(unsure.question.review.state).toBe("new");
    expect(unsure.decisions[0]).toMatchObject({ verdict: null, unsure: true });
  });

  it("accept and reject, the last one holding", () => {
    expect(stateOf(madeEvent("1", 1)).question.review).toEqual({ state: "accepted", by: ["Ada"] });
    const rejected = stateOf(madeEvent("1", 1), madeEvent("2", 2, { decision: "wrong", reason: "tie" }));
    expect(rejected.question.review).toEqual({ state: "rejected", by: ["Ada"] });
    expect(rejected.decisions[0]).toMatchObject({ reason: "tie", firstAt: madeEvent("1", 1).at });
  });

  it("are taken back by an undo, and an undo by another", () => {
    const first = madeEvent("1", 1, { decision: "wrong" });
    const undo = madeEvent("2", 2, { decision: "undo", undoes: "1" });
    expect(stateOf(first, undo).question.review.state).toBe("new");
    expect(stateOf(first, undo, madeEvent("3", 3, { decision: "undo", undoes: "2" })).question.review.state).toBe(
      "rejected",
    );
  });

  it("are not taken back by another reviewer", () => {
    expect(stateOf(madeEvent("1", 1), bob("2", 2, { decision: "undo", undoes: "1" })).question.review).toEqual({
      state: "accepted",
      by: ["Ada"],
    });
  });

  it("are decided on again where the question was built anew with other content, and counted", () => {
    const folded = foldReviews([{ ...question, content_sha: "b".repeat(64) }], [madeEvent("1", 1)]);
    expect(folded.stale).toBe(1);
    expect(folded.questions[0]?.question.review.state).toBe("new");
  });

  it("that an export has folded in stand where there is no log", () => {
    const exported = { ...question, review: { state: "accepted" as const, by: ["Ada"] } };
    expect(foldReviews([exported], []).questions[0]?.question).toEqual(exported);
  });

  it("of questions that are no longer there are counted", () => {
    expect(foldReviews([], [madeEvent("1", 1)])).toMatchObject({ unknown: 1, stale: 0 });
  });
});

describe("edits", () => {
  const swap = madeEvent("1", 1, { decision: "edit", after: { answer: "B" } });
  const box = [50, 50, 480, 380] as const;
  const drag = madeEvent("2", 2, {
    decision: "edit",
    after: { targets: [{ box, role: "panel", source_annotation_ids: ["train/1"] }] },
  });

  it("add up, and keep what they do not name", () => {
    const { question: edited } = stateOf(swap, drag);
    expect(edited).toMatchObject({
      answer: "B",
      question: question.question,
      review: { state: "edited", by: ["Ada"] },
    });
    expect(edited.targets?.[0]?.box).toEqual(box);
    expect(edited.content_sha).toBe(contentSha(edited));
  });

  it("are taken back one by one", () => {
    const { question: edited } = stateOf(swap, drag, madeEvent("3", 3, { decision: "undo", undoes: "2" }));
    expect(edited.answer).toBe("B");
    expect(edited.targets).toEqual(question.targets);
  });

  it("that lead back to the question as built leave it accepted", () => {
    expect(stateOf(swap, madeEvent("2", 2, { decision: "edit", after: { answer: "A" } })).question).toEqual({
      ...question,
      review: { state: "accepted", by: ["Ada"] },
    });
  });

  it("stand when the question is accepted after them", () => {
    expect(stateOf(swap, madeEvent("2", 2)).question.review.state).toBe("edited");
  });

  it("that would make a question nobody can ask are refused and counted", () => {
    const outside = madeEvent("1", 1, {
      decision: "edit",
      after: { targets: [{ box: [0, 0, 1001, 10], role: "panel", source_annotation_ids: [] }] },
    });
    const folded = foldReviews([question], [outside, madeEvent("2", 2, { decision: "edit", after: { answer: "C" } })]);
    expect(folded.refused).toBe(2);
    expect(folded.questions[0]?.question).toEqual(question);
  });

  it("change the chance with the options, and the expected zooms with the targets", () => {
    const options = ["A", "B", "C", "D"].map(label => ({ label, text: `person ${label}` }));
    expect(stateOf(madeEvent("1", 1, { decision: "edit", after: { options } })).question.chance).toBe(0.25);
    const targets = [...(question.targets ?? []), { box, role: "panel" as const, source_annotation_ids: [] }];
    expect(stateOf(madeEvent("1", 1, { decision: "edit", after: { targets } })).question.expected_zooms).toBe(2);
  });
});

describe("decisions of several reviewers", () => {
  it("that agree hold for all of them", () => {
    expect(stateOf(madeEvent("1", 1), bob("2", 2)).question.review).toEqual({ state: "accepted", by: ["Ada", "Bob"] });
  });

  it("that differ are a conflict, in which the question stays as built", () => {
    const { question: disputed } = stateOf(
      madeEvent("1", 1, { decision: "edit", after: { answer: "B" } }),
      bob("2", 2),
    );
    expect(disputed.review).toEqual({ state: "conflict", by: ["Ada", "Bob"] });
    expect(disputed.answer).toBe("A");
  });

  it("that differ are decided by a third, with either of the two or with neither", () => {
    const two = [madeEvent("1", 1), bob("2", 2, { decision: "wrong" })];
    expect(stateOf(...two, cleo("3", 3)).question.review).toEqual({ state: "accepted", by: ["Ada", "Cleo"] });
    const own = stateOf(...two, cleo("3", 3, { decision: "edit", after: { answer: "B" } }));
    expect(own.question).toMatchObject({ answer: "B", review: { state: "edited", by: ["Cleo"] } });
    expect(own.decisions).toHaveLength(3);
  });

  it("end a conflict where one of the two joins the other", () => {
    const events = [madeEvent("1", 1), bob("2", 2, { decision: "wrong" }), madeEvent("3", 3, { decision: "wrong" })];
    const joined = stateOf(...events);
    expect(joined.question.review).toEqual({ state: "rejected", by: ["Ada", "Bob"] });
    expect(joined.decisions[0]?.independent).toBe("accepted");
  });

  it("are the same where both moved a box to nearly the same place", () => {
    const dragged = (x: number) => ({
      decision: "edit" as const,
      after: { targets: [{ box: [x, 50, 480, 380] as const, role: "panel" as const, source_annotation_ids: [] }] },
    });
    const near = stateOf(madeEvent("1", 1, dragged(50)), bob("2", 2, dragged(53)));
    expect(near.question.review.state).toBe("edited");
    expect(near.question.targets?.[0]?.box[0]).toBe(50);
    expect(stateOf(madeEvent("1", 1, dragged(50)), bob("2", 2, dragged(200))).question.review.state).toBe("conflict");
  });
});

describe("an edit", () => {
  const lettered = (...texts: readonly string[]) => texts.map((text, at) => ({ label: "AB".charAt(at), text }));

  it.each([
    ["None", "the hero"],
    ["N/A.", "the hero"],
    ["Yes", "No"],
    ["“null”", "the hero"],
  ])("never makes an option that harnesses misread: %s, %s", (...texts) => {
    const folded = foldReviews(
      [question],
      [madeEvent("1", 1, { decision: "edit", after: { options: lettered(...texts) } })],
    );
    expect(folded.refused).toBe(1);
    expect(folded.questions[0]?.question).toEqual(question);
  });

  it("may make one that holds such a word", () => {
    const texts = lettered("Yes, it is the same one.", "None of the two.");
    expect(stateOf(madeEvent("1", 1, { decision: "edit", after: { options: texts } })).question.options).toEqual(texts);
  });
});

describe("an edit of what is shown beside a question", () => {
  const numbered = [1, 2].map(number => ({
    ...{ kind: "number" as const, box: [number * 100, 10, number * 100 + 60, 50] as const },
    ...{ label: String(number), color: "#b3261e" },
  }));
  const dialog = madeQuestion({
    ...{ task: "dialog_reordering", hint: "1: Go!\n2: Wait", marks: numbered, targets: null, expected_zooms: null },
  });
  const blanks = [100, 300].map((x, at) => ({
    ...{ kind: "blank" as const, box: [x, 10, x + 100, 90] as const, label: "AB".charAt(at), color: "#b3261e" },
  }));
  const panels = madeQuestion({
    ...{ task: "panel_reordering", marks: blanks, shown: [300, 10, 400, 90], targets: null, expected_zooms: null },
  });
  const edited = (built: typeof question, after: ReviewEvent["after"]) =>
    foldReviews([built], [madeEvent("1", 1, { decision: "edit", after })]);

  it("corrects the texts of balloons", () => {
    const { question: now } = edited(dialog, { hint: "1: Go on!\n2: Wait" }).questions[0] ?? {};
    expect(now?.hint).toBe("1: Go on!\n2: Wait");
    expect(now?.content_sha).toBe(contentSha({ ...dialog, hint: "1: Go on!\n2: Wait" }));
  });

  it.each(["1: Go!\n2:  ", "1: Wait!\n2: wait! "])("leaves no balloon without a text of its own: %j", hint => {
    expect(edited(dialog, { hint }).refused).toBe(1);
  });

  it("moves marks, of which none leaves the page, and what was made of them follows", () => {
    const [moved, kept] = [[310, 20, 410, 100] as const, [100, 10, 200, 90] as const];
    const { question: now } = edited(panels, { mark_boxes: [kept, moved] }).questions[0] ?? {};
    expect(now?.marks).toEqual([blanks[0], { ...blanks[1], box: moved }]);
    expect(now?.shown).toEqual(moved);
    expect(edited(panels, { mark_boxes: [kept, [950, 20, 1010, 100]] }).refused).toBe(1);
  });

  it("is the same of two people who moved a mark to nearly the same place", () => {
    const drag = (x: number) => ({ decision: "edit" as const, after: { mark_boxes: [[x, 10, x + 100, 90] as const] } });
    const stateOfTwo = (x: number) =>
      foldReviews([panels], [madeEvent("1", 1, drag(120)), bob("2", 2, drag(x))]).questions[0]?.question.review.state;
    expect(stateOfTwo(122)).toBe("edited");
    expect(stateOfTwo(180)).toBe("conflict");
  });
});

const anyEvent = fc
  .record({
    id: fc.integer({ min: 0, max: 12 }),
    minute: fc.integer({ min: 0, max: 6 }),
    reviewer: fc.constantFrom("Ada", "Bob", "Cleo"),
    decision: fc.constantFrom(...reviewDecisions),
    undoes: fc.integer({ min: 0, max: 12 }),
    sha: fc.constantFrom("a".repeat(64), "a".repeat(64), "b".repeat(64)),
    answer: fc.constantFrom("A", "B", "C"),
    right: fc.integer({ min: 1, max: 1200 }),
  })
  .map(({ id, minute, reviewer, decision, undoes, sha, answer, right }) =>
    madeEvent(`e${String(id)}`, minute, {
      reviewer,
      decision,
      question_sha: sha,
      ...(decision === "undo" && { undoes: `e${String(undoes)}` }),
      ...(decision === "edit" && {
        after: { answer, targets: [{ box: [0, 0, right, 100], role: "panel", source_annotation_ids: [] }] },
      }),
    }),
  );

describe("any log", () => {
  it("says the same in any order of its lines, and with lines that stand twice", () => {
    const shuffled = fc
      .array(anyEvent, { maxLength: 14 })
      .chain(events =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        expect(foldReviews([question], others).questions).toEqual(foldReviews([question], events).questions);
      }),
    );
  });

  it("never leaves a question that cannot be asked", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 14 }), events => {
        for (const { question: folded } of foldReviews([question], events).questions) {
          expect(questionProblem(folded)).toBeNull();
        }
      }),
    );
  });
});
