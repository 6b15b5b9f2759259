import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alikeness, alikeTexts } from "../../../src/core/distil/alikeTexts.js";
import { badShare, blindSample } from "../../../src/core/distil/blindSample.js";
import { distilFunnel } from "../../../src/core/distil/distilFunnel.js";
import { distilHistograms } from "../../../src/core/distil/distilHistograms.js";
import { judgeTraces } from "../../../src/core/distil/judgeTraces.js";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import type { PredictionRecord } from "../../../src/core/evaluation/predictionRecord.js";
import { madeAttempt, madeQuestion, madeSource, reasonsOf, saying, thought, usualOptions } from "./madeTraces.js";

const splits = ["train", "val", "test"] as const;

/** Questions on a few pages of a few issues in any split, and attempts at them of every quality. */
const sets = fc
  .array(
    fc.record({
      split: fc.constantFrom(...splits),
      page: fc.integer({ min: 0, max: 4 }),
      issue: fc.integer({ min: 0, max: 3 }),
      answer: fc.constantFrom("A", "B"),
      attempts: fc.array(
        fc.record({
          words: fc.constantFrom(5, 45, 60, 120),
          key: fc.constantFrom("one", "two", "three", "four"),
          answer: fc.constantFrom("A", "B", "A or B"),
          leak: fc.boolean(),
        }),
        { maxLength: 4 },
      ),
    }),
    { maxLength: 12 },
  )
  .map(made => {
    const questions: QuestionRecord[] = [];
    const predictions: PredictionRecord[] = [];
    for (const [at, { split, page, issue, answer, attempts }] of made.entries()) {
      const question = madeQuestion(`q${at}`, { split, page_id: `pg-${page}`, issue_id: `is-${issue}`, answer });
      questions.push(question);
      for (const [k, { words, key, answer: said, leak }] of attempts.entries()) {
        const text = saying(`${thought(key, words)}${leak ? " The ground truth." : ""}`, said);
        predictions.push(madeAttempt(question, k, { text }));
      }
    }
    return { questions, predictions };
  });

const settings = fc.record({
  leastWords: fc.constantFrom(0, 40, 50),
  mostAlike: fc.constantFrom(0.3, 0.8, 1),
  perQuestion: fc.integer({ min: 1, max: 3 }),
  perPage: fc.integer({ min: 1, max: 5 }),
  letterShare: fc.constantFrom(null, 1, 1.5),
  choose: fc.constantFrom("shortest" as const, "random" as const),
  seed: fc.integer({ min: 0, max: 9 }),
});

describe("traces together", () => {
  it("never keep what is held out, whatever the thresholds", () => {
    fc.assert(
      fc.property(sets, settings, ({ questions, predictions }, options) => {
        const held = questions.filter(({ split }) => split !== "train");
        for (const { kept, question } of judgeTraces(madeSource(questions, predictions), usualOptions(options))) {
          if (!kept) continue;
          expect(question.split).toBe("train");
          expect(held.some(one => one.issue_id === question.issue_id || one.page_id === question.page_id)).toBe(false);
        }
      }),
    );
  });

  it("add up: each is kept or dropped by one reason, and none is lost", () => {
    fc.assert(
      fc.property(sets, settings, ({ questions, predictions }, options) => {
        const traces = judgeTraces(madeSource(questions, predictions), usualOptions(options));
        expect(traces).toHaveLength(predictions.length);
        const funnel = distilFunnel(traces);
        for (const row of funnel.rows) {
          const dropped = Object.values(row.dropped).reduce((sum, count) => sum + count, 0);
          expect(dropped + row.kept).toBe(row.traces);
          expect(row.passRates.reduce((sum, count) => sum + count, 0)).toBe(row.questions);
          for (const [reason, count] of Object.entries(row.dropped))
            expect(row.failing[reason as keyof typeof row.failing]).toBeGreaterThanOrEqual(count);
        }
        for (const { keptByPass, passRates, questionsKept } of funnel.rows) {
          expect(keptByPass.reduce((sum, count) => sum + count, 0)).toBe(questionsKept);
          for (const [c, count] of keptByPass.entries()) expect(count).toBeLessThanOrEqual(passRates[c] ?? 0);
        }
        expect(funnel.rows.reduce((sum, { kept }) => sum + kept, 0)).toBe(funnel.kept);
      }),
    );
  });

  it("are judged alike twice, and whatever order their lines have", () => {
    fc.assert(
      fc.property(sets, settings, ({ questions, predictions }, options) => {
        const once = judgeTraces(madeSource(questions, predictions), usualOptions(options));
        const again = judgeTraces(madeSource(questions, predictions.toReversed()), usualOptions(options));
        expect(again).toEqual(once);
      }),
    );
  });

  it("hold every cap, and choose the shortest of a question", () => {
    fc.assert(
      fc.property(sets, settings, ({ questions, predictions }, options) => {
        const kept = judgeTraces(madeSource(questions, predictions), usualOptions(options)).filter(one => one.kept);
        const most = (keyOf: (one: (typeof kept)[number]) => string) =>
          Math.max(0, ...kept.map(one => kept.filter(other => keyOf(other) === keyOf(one)).length));
        expect(most(({ question }) => question.id)).toBeLessThanOrEqual(options.perQuestion);
        expect(most(({ question }) => question.page_id)).toBeLessThanOrEqual(options.perPage);
      }),
    );
    const question = madeQuestion("q");
    const lengths = [90, 50, 70].map((words, at) =>
      madeAttempt(question, at, { text: saying(thought(`k${at}`, words)) }),
    );
    const shortest = judgeTraces(madeSource([question], lengths), usualOptions());
    expect(reasonsOf(shortest)).toEqual(["cap", null, "cap"]);
  });

  it("repeat each other at one question only once, numbers and case aside", () => {
    const question = madeQuestion("q");
    const text = (words: string) => ({ text: saying(words) });
    const attempts = [thought("seen"), thought("SEEN"), thought("else")].map((words, at) =>
      madeAttempt(question, at, text(words)),
    );
    const traces = judgeTraces(madeSource([question], attempts), usualOptions({ perQuestion: 9, mostAlike: 1 }));
    expect(reasonsOf(traces)).toEqual([null, "dup", null]);
    expect(traces[1]?.dupOf).toBe(attempts[0]?.id);
  });

  it("repeat each other at other questions of their task kind when they are much alike", () => {
    const shared = thought("same", 200);
    const [a, b, other] = [madeQuestion("a"), madeQuestion("b"), madeQuestion("c", { task: "panel_reordering" })];
    const attempts = [a, b, other].map(question =>
      madeAttempt(question, 0, { text: saying(`${shared} ${question.id}`) }),
    );
    const traces = judgeTraces(madeSource([a, b, other], attempts), usualOptions());
    expect(reasonsOf(traces)).toEqual([null, "dup", null]);
    expect(reasonsOf(judgeTraces(madeSource([a, b, other], attempts), usualOptions({ mostAlike: 1 })))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("have no letter more often than its share, once there are enough", () => {
    const questions = Array.from({ length: 40 }, (_, at) => madeQuestion(`q${at}`, { answer: at < 30 ? "B" : "C" }));
    const attempts = questions.map(question =>
      madeAttempt(question, 0, { text: saying(thought(`k${question.id}`), String(question.answer)) }),
    );
    const traces = judgeTraces(madeSource(questions, attempts), usualOptions({ letterShare: 1.5, mostAlike: 1 }));
    const letters = traces.filter(({ kept }) => kept).map(({ question }) => question.answer);
    // 40 traces of four letters: ten each, and half as many again.
    expect(letters.filter(letter => letter === "B")).toHaveLength(15);
    expect(letters.filter(letter => letter === "C")).toHaveLength(10);
  });
});

it("cost what all attempts of their kind cost, those that are dropped as well", () => {
  const [a, b] = [madeQuestion("a"), madeQuestion("b", { task: "panel_reordering" })];
  const paid = (amount: number) => ({
    usage: { prompt: 900, completion: 100, reasoning: null, cached: null },
    cost: { amount, currency: "USD" },
  });
  const attempts = [
    madeAttempt(a, 0, paid(0.25)),
    madeAttempt(a, 1, { ...paid(0.5), text: saying(thought("no"), "C") }),
    madeAttempt(b, 0, { ...paid(1), text: saying(thought("no"), "C") }),
  ];
  const funnel = distilFunnel(judgeTraces(madeSource([a, b], attempts), usualOptions()));
  expect(funnel.rows.map(({ task, tokensPerKept, costPerKept }) => [task, tokensPerKept, costPerKept])).toEqual([
    ["action_recognition", 2000, 0.75],
    ["panel_reordering", null, null],
  ]);
  expect([funnel.tokensPerKept, funnel.costPerKept]).toEqual([3000, 1.75]);
});

it("are counted by length, letter and position before and after, and no bar loses one", () => {
  fc.assert(
    fc.property(sets, settings, ({ questions, predictions }, options) => {
      const traces = judgeTraces(madeSource(questions, predictions), usualOptions(options));
      const { words, letters, positions } = distilHistograms(traces);
      for (const bars of [words, Object.values(letters), Object.values(positions)]) {
        expect(bars.reduce((sum, { before }) => sum + before, 0)).toBe(traces.length);
        expect(bars.reduce((sum, { after }) => sum + after, 0)).toBe(traces.filter(({ kept }) => kept).length);
      }
      for (const { words: own } of traces)
        expect(
          words.some(
            ({ from, before }, at) => before > 0 && from <= own.count && own.count < (words[at + 1]?.from ?? Infinity),
          ),
        ).toBe(true);
    }),
  );
});

describe("texts that are alike", () => {
  const word = fc.constantFrom("a", "b", "c");
  it("are found as comparing each with each finds them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(word, { maxLength: 14 }), { maxLength: 12 }),
        fc.constantFrom(0.2, 0.5, 0.7, 0.8),
        (texts, most) => {
          const stay: number[] = [];
          const expected = texts.map((text, at) => {
            const index = stay.find(other => alikeness(texts[other] ?? [], text) > most);
            if (index === undefined) stay.push(at);
            return index ?? null;
          });
          expect(alikeTexts(texts, most).map(found => found?.index ?? null)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("sixteen hundred reasonings in one form", () => {
  /** Two fifths are the form of the task kind, the rest is each one's own, and one in ten says what an earlier one says. */
  const texts = Array.from({ length: 1600 }, (_, at) => {
    const key = at % 10 === 9 ? at - 5 : at;
    const form = Array.from({ length: 40 }, (_unused, word) => `form${word}`);
    return [...form, ...Array.from({ length: 60 }, (_unused, word) => `w${(key * 7919 + word * word) % 5003}`)];
  });

  it("are compared with few others each, not each with each", () => {
    const compared = (count: number) => {
      let pairs = 0;
      const found = alikeTexts(texts.slice(0, count), 0.8, () => pairs++);
      return { pairs, alike: found.filter(one => one !== null).length };
    };
    const [some, all] = [compared(400), compared(1600)];
    expect([some.alike, all.alike]).toEqual([40, 160]);
    // Of 1,279,200 pairs. Four times the texts are about four times the work.
    expect(all.pairs).toBeLessThan(3 * 1600);
    expect(all.pairs).toBeLessThan(8 * Math.max(40, some.pairs));
  });
});

describe("a blind sample", () => {
  it("has as many kept as dropped ones of each kind, and grows by more", () => {
    const questions = Array.from({ length: 60 }, (_, at) => madeQuestion(`q${at}`));
    const attempts = questions.map((question, at) =>
      madeAttempt(question, 0, { text: saying(thought(`k${at}`), at % 3 === 0 ? "A" : "B") }),
    );
    const traces = judgeTraces(madeSource(questions, attempts), usualOptions({ mostAlike: 1 }));
    const small = blindSample(traces, 5, 1);
    expect(small.filter(({ kept }) => kept)).toHaveLength(5);
    expect(small.filter(({ kept }) => !kept)).toHaveLength(5);
    const more = new Set(blindSample(traces, 10, 1));
    expect(small.every(one => more.has(one))).toBe(true);
  });

  it("of 30 without a bad one says that up to 11.4 % are bad, of 150 up to 2.5 %", () => {
    expect(badShare(0, 30)?.hi).toBeCloseTo(0.114, 3);
    expect(badShare(0, 150)?.hi).toBeCloseTo(0.025, 3);
    expect(badShare(0, 0)).toBe(null);
  });
});
