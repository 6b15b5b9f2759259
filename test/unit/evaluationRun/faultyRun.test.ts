import { describe, expect, it } from "vitest";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import type { GradeOutcome } from "../../../src/core/evaluation/answerGrade.js";
import type { PredictionState } from "../../../src/core/evaluation/predictionRecord.js";
import type { Fault } from "../../fixtures/chat/fault.js";
import { passingFaults, seededFaults } from "../../fixtures/chat/seededFaults.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { askedIn, evaluated, knowing, madeSet, optionsOf, predictionsIn, rowsIn } from "./asking.js";

const makeFolder = temporaryFolder();

describe("a run against a server that fails now and then", () => {
  it.each([true, false])("comes to the same as against one that does not (streamed: %s)", async isStreamed => {
    const set = await madeSet(makeFolder(), 3);
    const faultOf = seededFaults({ seed: 4, share: 0.3, faults: passingFaults, times: 2 });
    const server = await knowing(set, { boxes: { convention: "px_resized" } }, { faultOf });
    const out = makeFolder();
    const { summary, stop } = await evaluated(
      optionsOf(set, server.url, out, {
        settings: { input: "zoom", use: "reason", family: "qwen2.5-vl", boxes: "px_resized" },
        endpoint: { isStreamed, onSpent: () => Promise.resolve(true) },
      }),
    );
    expect([stop, server.problems]).toEqual([null, []]);
    expect(summary.states).toMatchObject({ ok: set.questions.length, failed: 0 });
    const faults = server.ledger.filter(({ fault }) => fault !== null).length;
    expect(faults).toBeGreaterThan(0);
    expect([summary.retries, summary.requests]).toEqual([faults, server.ledger.length]);
    const grades = gradeAnswers(predictionsIn(out), askedIn(out), []);
    expect(grades.map(({ outcome }) => outcome)).toEqual(set.questions.map(() => "correct"));
    // Of an attempt all requests are counted, those that failed too.
    expect(predictionsIn(out).reduce((sum, { requests }) => sum + requests, 0)).toBe(server.ledger.length);
  });

  it("stops where the account is used up, and goes on when it is not", async () => {
    const set = await madeSet(makeFolder(), 2);
    let isSpent = false;
    let answers = 0;
    const server = await knowing(
      set,
      {},
      { faultOf: () => (isSpent || ++answers > 5 ? ((isSpent = true), { kind: "no-quota" }) : null) },
    );
    const out = makeFolder();
    const wishes = { endpoint: { atOnce: { start: 1, most: 1 } } };
    const first = await evaluated(optionsOf(set, server.url, out, wishes));
    expect([first.stop, first.summary.lastFailure?.code, predictionsIn(out).length]).toEqual(["failing", "quota", 5]);
    [isSpent, answers] = [false, -1000];
    const second = await evaluated(optionsOf(set, server.url, out, wishes));
    expect([second.stop, second.plan.done, second.summary.states.ok]).toEqual([null, 5, set.questions.length - 5]);
  });
});

const ways: readonly (readonly [string, Fault, PredictionState, GradeOutcome])[] = [
  ["loops until the limit of tokens", { kind: "loops" }, "truncated", "truncated"],
  ["never closes its reasoning", { kind: "open-tag", tag: "think" }, "truncated", "truncated"],
  ["never closes its answer", { kind: "open-tag", tag: "answer" }, "truncated", "truncated"],
  ["never closes its call", { kind: "open-tag", tag: "tool_call" }, "ok", "unparsed"],
  ["spends all tokens on reasoning that is not told", { kind: "empty-length" }, "truncated", "truncated"],
  ["is filtered", { kind: "filtered" }, "refused", "refused"],
  ["refuses", { kind: "refusal" }, "refused", "refused"],
  ["reasons and says nothing", { kind: "reasoning-only" }, "empty", "empty"],
];

describe("a model that", () => {
  it.each(ways)("%s has its own state, and is asked once", async (_what, fault, state, outcome) => {
    const set = await madeSet(makeFolder(), 1);
    const server = await knowing(set, {}, { faultOf: () => fault });
    const out = makeFolder();
    const settings = { input: "zoom", use: "reason", tasks: ["depth_comparison"], family: "qwen2.5-vl" } as const;
    await evaluated(optionsOf(set, server.url, out, { settings }));
    const [prediction] = predictionsIn(out);
    expect(prediction?.state).toBe(state);
    expect(gradeAnswers(predictionsIn(out), askedIn(out), [])[0]?.outcome).toBe(outcome);
    expect(rowsIn(out)).toHaveLength(1);
    await evaluated(optionsOf(set, server.url, out, { settings }));
    expect(server.ledger).toHaveLength(1);
  });
});
