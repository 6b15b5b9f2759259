import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import {
  judgedAnswer,
  judgeFence,
  judgePrompt,
  longestJudged,
} from "../../../src/core/evaluation/judge/judgePrompt.js";
import { judgeCanaries } from "../../../src/core/evaluation/judge/judgeCanaries.js";
import { judgeSettings } from "../../../src/core/evaluation/judge/judgeSettings.js";
import { judgeSetId } from "../../../src/core/evaluation/judge/judgeSet.js";
import { readBareScore, readScore } from "../../../src/core/evaluation/judge/readScore.js";
import { readVerdict } from "../../../src/core/evaluation/judge/readVerdict.js";

const template = builtInPrompts.find(({ id }) => id === "judge-binary");
if (template === undefined) throw new Error("no judge");

describe("a binary judge's reply", () => {
  it.each([
    ["DIFF: none\nVERDICT: CORRECT", "correct"],
    ["DIFF: the colour\nVERDICT: INCORRECT", "incorrect"],
    ["VERDICT: NO_ANSWER", "no_answer"],
    ["**VERDICT: CORRECT**", "correct"],
    ["> VERDICT:  **INCORRECT**.", "incorrect"],
    ["  VERDICT:CORRECT.  ", "correct"],
    ["VERDICT: CORRECT\r\n", "correct"],
  ])("%j is %s", (reply, outcome) => {
    expect(readVerdict(reply)).toEqual({ outcome, score: null, isMulti: false });
  });

  it.each([
    "The answer is CORRECT.",
    "VERDICT: correct",
    "VERDICT: CORRECT or INCORRECT",
    "VERDICT: CORRECTLY",
    "My VERDICT: CORRECT",
    "",
  ])("%j is none", reply => {
    expect(readVerdict(reply)).toBeNull();
  });

  it("that says several things means the last, and that is told", () => {
    const reply = "VERDICT: CORRECT\nOn reflection:\nVERDICT: INCORRECT";
    expect(readVerdict(reply)).toEqual({ outcome: "incorrect", score: null, isMulti: true });
  });
});

describe("a score", () => {
  it.each([
    ["SCORE: 10", 10, "correct"],
    ["DIFF: a detail\n**SCORE: 8 / 10**", 8, "correct"],
    ["SCORE: 7.", 7, "incorrect"],
    ["> SCORE: 1", 1, "incorrect"],
  ])("in %j is %d", (reply, score, outcome) => {
    expect(readScore(reply)).toEqual({ outcome, score, isMulti: false });
  });

  it.each(["SCORE: 0", "SCORE: 11", "SCORE: 7.5", "SCORE: ten", "10", "SCORE: 8 of 10"])("is not in %j", reply => {
    expect(readScore(reply)).toBeNull();
  });

  it("that stands alone is read where nothing but it was asked for", () => {
    expect(readBareScore(" 10\n")?.score).toBe(10);
    for (const reply of ["11", "0", "7.5", "Score: 7", "7 8"]) expect(readBareScore(reply)).toBeNull();
  });
});

describe("what a judge sees", () => {
  it("has no fence of its own in it, whatever was answered", () => {
    const piece = fc.constantFrom("[", "]", "/", "ANS ", "a", "\n", "[[/ANS 00000000]]");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        const shown = judgedAnswer(pieces.join(""));
        expect(shown).not.toMatch(/\[\[|\]\]/);
      }),
    );
  });

  it("is cut, and never within a character", () => {
    expect(judgedAnswer("a".repeat(longestJudged + 500))).toHaveLength(longestJudged);
    const cut = judgedAnswer(`${"a".repeat(longestJudged - 1)}🙂`);
    expect(cut).toBe("a".repeat(longestJudged - 1));
  });

  it("is the same request each time, and cannot be foreseen without the set's salt", () => {
    const [canary] = judgeCanaries("binary");
    if (canary === undefined) throw new Error("no canary");
    const first = judgePrompt(template, "salt", canary.item);
    expect(judgePrompt(template, "salt", canary.item)).toEqual(first);
    expect(judgeFence("salt", canary.item)).toMatch(/^[0-9a-f]{8}$/);
    expect(judgeFence("other", canary.item)).not.toBe(judgeFence("salt", canary.item));
    expect(judgeFence("salt", { ...canary.item, answer: "another" })).not.toBe(judgeFence("salt", canary.item));
    expect(first.kind === "rendered" && first.user).toContain(`[[ANS ${judgeFence("salt", canary.item)}]]`);
  });
});

describe("a set of verdicts", () => {
  it("is another one with another model, prompt, scale or sampling, and the same otherwise", () => {
    const settings = judgeSettings("a-judge", template, "binary");
    const others = [
      { ...settings, model: "b-judge" },
      { ...settings, scale: "1-10" as const },
      { ...settings, temperature: 0.5 },
      { ...settings, template: { ...template, user: `${template.user} ` } },
    ];
    expect(judgeSetId({ ...settings })).toBe(judgeSetId(settings));
    expect(new Set([settings, ...others].map(judgeSetId)).size).toBe(5);
  });

  it("sends nothing that its family refuses, and leaves room to reason where it does", () => {
    expect(judgeSettings("gpt-5-mini", template, "binary")).toMatchObject({
      ...{ temperature: null, topP: null, maxTokens: 2000, maxTokensName: "max_completion_tokens" },
    });
    expect(judgeSettings("a-judge", template, "binary")).toMatchObject({ temperature: 0, seed: 0, maxTokens: 300 });
  });
});
