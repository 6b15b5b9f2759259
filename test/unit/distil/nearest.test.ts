import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedOptions, distilDifference, sievedTrace } from "../../../src/core/distil/distilDifference.js";
import { judgeTraces } from "../../../src/core/distil/judgeTraces.js";
import { nearFindings, nearSummary } from "../../../src/core/distil/nearSummary.js";
import { nearestHeldOut } from "../../../src/core/distil/nearestHeldOut.js";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { madeAttempt, madeQuestion, madeSource, reasonsOf, saying, thought, usualOptions } from "./madeTraces.js";

const asked = (id: string, split: string, question: string, changes: Readonly<Record<string, unknown>> = {}) =>
  madeQuestion(id, { split, question, options: [], answer: "unknown", answer_type: "open", ...changes });

/** Each with each, as the definition says it. */
function compared(questions: readonly QuestionRecord[], one: QuestionRecord): { id: string; score: number } | null {
  const kind = questions.filter(({ task }) => task === one.task);
  const wordsOf = ({ question, answer }: QuestionRecord) =>
    new Set(`${question} ${String(answer)}`.match(/[a-z]+/g) ?? []);
  const weight = (word: string) => Math.log(kind.length / kind.filter(question => wordsOf(question).has(word)).length);
  const sum = (words: readonly string[]) => words.reduce((total, word) => total + weight(word), 0);
  let best: { id: string; score: number } | null = null;
  for (const other of kind.filter(({ split, id }) => split !== "train" && id !== one.id)) {
    const [a, b] = [wordsOf(one), wordsOf(other)];
    const shared = sum([...a].filter(word => b.has(word)));
    const score = shared / sum([...new Set([...a, ...b])]);
    if (shared > 1e-12 && score > (best?.score ?? 0) + 1e-9) best = { id: other.id, score };
  }
  return best;
}

describe("the nearest question of val or test", () => {
  const texts = fc.array(fc.constantFrom("ash", "bow", "cat", "dog", "elk", "fox", "gnu"), { maxLength: 6 });
  it("is the one that comparing each with each finds", () => {
    const sets = fc.array(
      fc.record({
        split: fc.constantFrom("train", "val", "test"),
        task: fc.constantFrom("panel_understanding", "action_recognition"),
        words: texts,
      }),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(sets, made => {
        const questions = made.map(({ split, task, words }, at) =>
          asked(`q${at}`, split, `what ${words.join(" ")}`, { task, answer: "none" }),
        );
        const nearest = nearestHeldOut(questions);
        for (const question of questions) {
          const [found, expected] = [nearest(question), compared(questions, question)];
          if (expected === null) expect(found).toBe(null);
          else expect(found?.score).toBeCloseTo(expected.score, 6);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is told by words that few questions have, not by the form that all have", () => {
    const questions = [
      asked("a", "train", "Which of the persons in the panel carries a crimson umbrella?"),
      asked("c", "val", "Somebody with a crimson umbrella: why?"),
      ...Array.from({ length: 30 }, (_, at) => asked(`f${at}`, "test", `Which of the persons in the panel is ${at}?`)),
    ];
    const found = nearestHeldOut(questions)(questions[0]!);
    expect(found).toMatchObject({ questionId: "c", split: "val", telling: 3 });
  });

  it("is none where all say the same, and of another kind never", () => {
    const same = ["a", "b", "c"].map((id, at) => asked(id, at === 0 ? "train" : "test", "Who is nearer?"));
    expect(nearestHeldOut(same)(same[0]!)).toBe(null);
    const other = asked("o", "test", "A lone zebra?", { task: "panel_understanding" });
    const mine = asked("m", "train", "A lone zebra?");
    expect(nearestHeldOut([other, mine, asked("x", "train", "Other.")])(mine)).toBe(null);
  });

  it("says one for the same words, also those of options and hints", () => {
    const hint = "1. Hold the lantern higher.\n2. It went out.";
    const [mine, theirs] = [asked("m", "train", "Order?", { hint }), asked("t", "test", "Order?", { hint })];
    const rest = Array.from({ length: 40 }, (_, at) => asked(`r${at}`, "test", "Order?", { hint: `1. Word${at}.` }));
    expect(nearestHeldOut([mine, theirs, ...rest])(mine)).toMatchObject({ questionId: "t", score: 1 });
  });
});

describe("what is said of near questions", () => {
  const form = Array.from({ length: 30 }, (_, at) =>
    asked(`f${at}`, "test", `Which of the persons in the panel is ${at}?`),
  );
  const kept = (text: string) => {
    const mine = asked("mine", "train", text);
    const theirs = asked("theirs", "test", "Which parrot steals Aunt Emmeline's silver teaspoon?");
    const questions = [mine, theirs, ...form];
    const traces = judgeTraces(
      madeSource([mine], [madeAttempt(mine, 0, { text: saying(thought("m"), "unknown") })]),
      usualOptions(),
    );
    expect(reasonsOf(traces)).toEqual([null]);
    return nearFindings(nearSummary(traces, nearestHeldOut(questions)));
  };

  it("is a warning where the words are those of a question of the test", () => {
    expect(kept("Which parrot steals Aunt Emmeline's silver teaspoon?")).toEqual([
      { code: "near-held-out", level: "warning", values: [1, "mine", "theirs", 100] },
    ]);
  });

  it("is nothing where the form alone is the same", () => {
    expect(kept("Which of the persons in the panel is 7?")).toEqual([]);
    expect(kept("Whose hat is it?")).toEqual([]);
  });
});

describe("two settings of the filters", () => {
  const questions = ["a", "b", "c"].map(id => madeQuestion(id));
  const words = [45, 60, 200];
  const attempts = questions.map((question, at) =>
    madeAttempt(question, 0, { text: saying(thought(question.id, words[at])) }),
  );
  const source = madeSource(questions, attempts);
  const [wide, narrow] = [usualOptions(), usualOptions({ leastWords: 50, mostWords: 100 })];
  const sieved = (options: typeof wide) => judgeTraces(source, options).map(sievedTrace);

  it("differ in traces with the reasons of both, and in thresholds", () => {
    expect(distilDifference(sieved(wide), sieved(narrow))).toMatchObject({
      gained: [],
      lost: [
        { id: "a-0", before: null, after: "short" },
        { id: "c-0", before: null, after: "long" },
      ],
      ...{ moved: [], same: 1, added: [], gone: [] },
    });
    expect(distilDifference(sieved(narrow), sieved(wide)).gained.map(({ id }) => id)).toEqual(["a-0", "c-0"]);
    expect(changedOptions(wide, narrow)).toEqual([
      { key: "leastWords", before: 40, after: 50 },
      { key: "mostWords", before: 1500, after: 100 },
    ]);
  });

  it("that are the same differ in nothing, and traces of one alone are named", () => {
    expect(distilDifference(sieved(wide), sieved(wide))).toMatchObject({ gained: [], lost: [], moved: [], same: 3 });
    const fewer = sieved(wide).slice(1);
    expect(distilDifference(sieved(wide), fewer)).toMatchObject({ same: 2, gone: ["a-0"], added: [] });
    expect(distilDifference(fewer, sieved(wide))).toMatchObject({ same: 2, gone: [], added: ["a-0"] });
  });
});
