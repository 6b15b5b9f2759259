import { describe, expect, it } from "vitest";
import { answerKeyOf } from "../../../src/core/reward/answerKeyOf.js";
import { FactNames } from "../../../src/core/reward/factNames.js";
import { FactTable } from "../../../src/core/reward/factTable.js";
import { foundView } from "../../../src/core/reward/foundView.js";
import { questionKeyOf } from "../../../src/core/reward/questionKeyOf.js";
import type { RowFacts } from "../../../src/core/reward/rowFacts.js";
import { ruleFields } from "../../../src/core/reward/ruleFields.js";
import { toolFactsOf } from "../../../src/core/reward/toolFactsOf.js";
import type { LoggedNumber } from "../../../src/core/rollout/loggedNumber.js";

const number = (value: number): LoggedNumber => ({ kind: "number", value });

const facts: RowFacts = {
  page: { width: 100, height: 200 },
  isWellFormed: { strict: false, deepeyes: true, "answer-only": true },
  isCorrect: null,
  answerChars: 3,
  calls: [
    { requested: [0, 0, 50, 50], executed: [0, 0, 50, 50], isExecuted: true },
    { requested: [-5, 0, 40, 40], executed: [0, 0, 40, 40], isExecuted: true },
    { requested: null, executed: null, isExecuted: true },
    { requested: [1, 2, 3, 4], executed: null, isExecuted: false },
    { requested: null, executed: [5, 6, 7, 8], isExecuted: true },
  ],
  tool: { kind: "targets", targets: [[0, 0, 50, 50]], expected: 1 },
  coin: { questionId: "q", responseCrc: 4_000_000_000 },
  pageKey: "p.png",
  outcome: "unparsed",
  logged: {
    format: { kind: "nan" },
    accuracy: { kind: "null" },
    toolCount: { kind: "absent" },
    toolAccuracy: { kind: "text", text: "much" },
    total: { kind: "infinity", sign: -1 },
  },
  rulePhase: "warm",
  strategyHash: null,
  ious: [1, 0.5, 0, 0, 0],
  found: 0.25,
  refused: 1,
  otherCalls: 2,
  cut: "no-answer",
  responseChars: 99,
  tokens: 12,
  answerKey: "A",
  questionKey: "id:q",
  taskKind: "panel_understanding",
};
const plain: RowFacts = {
  ...facts,
  calls: [],
  tool: { kind: "unknown" },
  page: null,
  coin: { questionId: null, responseCrc: 0 },
  pageKey: null,
  taskKind: null,
  rulePhase: null,
  ious: [],
  found: null,
  tokens: null,
  answerKey: null,
  cut: null,
  questionKey: "text:1",
  isCorrect: false,
  outcome: "correct",
  logged: { ...facts.logged, total: number(0.1), format: { kind: "text", text: "other" } },
};

describe("a table of facts", () => {
  it("gives back what was written, the five kinds of no number too", () => {
    const table = new FactTable(new FactNames());
    table.set(70, facts);
    table.set(3, plain);
    expect([table.at(70), table.at(3)]).toEqual([facts, plain]);
    expect([table.stateOf(3), table.stateOf(4), table.stateOf(1000)]).toEqual(["known", "unknown", "unknown"]);
    expect(table.scoreOf(70)).toBe(-Infinity);
    expect(() => table.at(4)).toThrow(RangeError);
  });

  it("takes over the rows of another one, whatever its numbers are there", () => {
    const table = new FactTable(new FactNames());
    table.set(0, plain);
    const other = new FactTable(new FactNames());
    other.set(0, facts);
    other.setUnread(1);
    other.set(2, plain);
    table.take(other.pack(), Uint32Array.of(5, 6, 7));
    expect([table.at(0), table.at(5), table.at(7)]).toEqual([plain, facts, plain]);
    expect([table.stateOf(4), table.stateOf(6)]).toEqual(["unknown", "unread"]);
    expect(table.questionOf(0)).toBe(table.questionOf(7));
  });
});

describe("parts of the facts", () => {
  it("count the best view of each target, and nothing as a view where none is expected", () => {
    expect(foundView([], [[0, 0, 10, 10]])).toBe(0);
    expect(foundView([[0, 0, 10, 10]], [[0, 0, 10, 10]])).toBe(1);
    // Half of the target, and nothing else: recall 1/2, precision 1.
    expect(foundView([[0, 0, 5, 10]], [[0, 0, 10, 10]])).toBe(0.5);
    // The whole target in twice its size.
    expect(
      foundView(
        [
          [0, 0, 20, 10],
          [500, 0, 600, 10],
        ],
        [
          [0, 0, 10, 10],
          [90, 90, 99, 99],
        ],
      ),
    ).toBe(0.25);
    expect(foundView([[0, 0, 1, 1]], [])).toBeNull();
  });

  it("know three kinds of targets: unknown, none expected, and some, of which a response holds four", () => {
    const box = { box: [0, 0, 1, 1] as const, role: null };
    expect(toolFactsOf(null)).toEqual({ kind: "unknown" });
    expect(toolFactsOf({ targets: null, expectedZooms: null })).toEqual({ kind: "unknown" });
    expect(toolFactsOf({ targets: [], expectedZooms: null })).toEqual({ kind: "off" });
    expect(toolFactsOf({ targets: null, expectedZooms: 0 })).toEqual({ kind: "off" });
    expect(toolFactsOf({ targets: Array(6).fill(box), expectedZooms: null })).toMatchObject({ expected: 4 });
    expect(toolFactsOf({ targets: [box], expectedZooms: 7 })).toMatchObject({ expected: 7 });
  });

  it("give equal answers equal keys", () => {
    const options = [
      { label: "A", text: "The cat" },
      { label: "B", text: "The dog" },
    ];
    expect(answerKeyOf("(B) The dog", "A", options)).toBe("B");
    expect(answerKeyOf("the dog", "A", options)).toBe("B");
    expect(answerKeyOf("there are three", "3", [])).toBe("3");
    expect(answerKeyOf("A  Sad\ncat", "a happy cat", [])).toBe(answerKeyOf("a sad cat", "a happy cat", []));
    expect(answerKeyOf("a sad cat", "a happy cat", [])).not.toBe(answerKeyOf("a happy cat", "a happy cat", []));
    expect(answerKeyOf(" ", "A", options)).toBeNull();
  });

  it("name a question by its id, else by prompt and answer without what templates add", () => {
    const asked = { prompt: "<image>Who speaks?", answer: "A" };
    expect(questionKeyOf("7", asked)).toBe("id:7");
    const key = questionKeyOf(null, asked);
    expect(questionKeyOf(null, { prompt: "Who speaks?\r\n", answer: " A " })).toBe(key);
    expect(questionKeyOf(null, { ...asked, answer: "B" })).not.toBe(key);
    expect(questionKeyOf(null, { ...asked, prompt: "Who speaks" })).not.toBe(key);
  });

  it("read the rule that our own reward function wrote, and tokens under any of their names", () => {
    const of = (row: Readonly<Record<string, unknown>>) =>
      ruleFields({ extras: Object.entries(row).map(([name, value]) => ({ name, value })) });
    expect(of({ phase: "full", rule_phase: 2, strategy_hash: " abc " })).toEqual({
      rulePhase: "2",
      strategyHash: "abc",
      tokens: null,
    });
    expect(of({ num_tokens: "5", response_length: 7.5 })).toMatchObject({ tokens: null, rulePhase: null });
    expect(of({ num_tokens: "5" }).tokens).toBe(5);
    expect(of({ response_tokens: ["a", "b"] }).tokens).toBe(2);
  });
});
