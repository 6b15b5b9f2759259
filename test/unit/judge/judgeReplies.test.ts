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
import { judgeSetId, judgeSetOf } from "../../../src/core/evaluation/judge/judgeSet.js";
import { judgeVerdict, readJudgement } from "../../../src/core/evaluation/judge/judgeVerdict.js";
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
    // Graders that look for letters anywhere take the first for "not attempted", the second for right.
    "CORRECT",
    "NOT_ATTEMPTED",
    "A",
    "1",
    "Yes",
    "GRADE: C",
    "VERDICT: **CORRECT** because it is",
    "",
  ])("%j is none", reply => {
    expect(readVerdict(reply)).toBeNull();
  });

  it("that says several things means the last, and that is told", () => {
    const reply = "VERDICT: CORRECT\nOn reflection:\nVERDICT: INCORRECT";
    expect(readVerdict(reply)).toEqual({ outcome: "incorrect", score: null, isMulti: true });
  });
});

describe("what a judge thinks", () => {
  it.each([
    ["<think>\nVERDICT: CORRECT\nbut wait</think>\nVERDICT: INCORRECT", "incorrect"],
    ["VERDICT: CORRECT\n<think>\nVERDICT: INCORRECT", "correct"],
  ])("%j is no verdict, what it says then is", (reply, outcome) => {
    expect(readJudgement(reply, "binary")).toEqual({ outcome, score: null, isMulti: false });
  });

  it.each(["<think>\nVERDICT: CORRECT\nbut wait", "<think>\nSCORE: 9", "<think>a</think> <think>VERDICT: CORRECT"])(
    "%j, without an end, is none",
    reply => {
      expect([readJudgement(reply, "binary"), readJudgement(reply, "1-10")]).toEqual([null, null]);
    },
  );
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

  it.each([
    ...["SCORE: 0", "SCORE: 11", "SCORE: 7.5", "SCORE: ten", "10", "SCORE: 8 of 10", "SCORE: -3", "SCORE: 1e1"],
    // A 1 anywhere, or a list of numbers, is what others take for a score.
    ...["0 (see rule 1)", "I rate it 9/10.", "8 7", "SCORE: 8/100", "VERDICT: CORRECT", ""],
  ])("is not in %j", reply => {
    expect(readScore(reply)).toBeNull();
  });

  it("that stands alone is read where nothing but it was asked for", () => {
    expect(readBareScore(" 10\n")?.score).toBe(10);
    for (const reply of ["11", "0", "7.5", "Score: 7", "7 8"]) expect(readBareScore(reply)).toBeNull();
  });
});

describe("a verdict's line", () => {
  const settings = judgeSettings("a-judge", template, "binary");
  const set = judgeSetOf(settings, { salt: "s", endpointHost: "h", toolVersion: "1", at: "2026-01-01" });
  const task = {
    prediction: { id: "pr-1", question_id: "q1", question_sha: "sha" },
    ...{ textSha: "t", hasFailed: false, item: { question: "q", reference: "r", alternatives: [], answer: "a" } },
  };
  const stamp = { id: "vd-1", at: "2026-01-01", toolVersion: "1", flags: [] };
  const said = (text: string | null, asked = 1) =>
    judgeVerdict(task, set, set.id, { text, model: "a-judge-2026", asked }, stamp);

  it("says by which model, as it was asked and as it named itself, and by which prompt", () => {
    expect(said("DIFF: the colour\nVERDICT: INCORRECT")).toMatchObject({
      ...{ outcome: "incorrect", why: "the colour", set_id: set.id, text_sha: "t", question_sha: "sha", flags: [] },
      by: { type: "judge", name: "a-judge", model_returned: "a-judge-2026", prompt_id: template.id },
    });
    expect(said("VERDICT: CORRECT").by.prompt_sha).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is a failure of the judge where it gives none, and never the lowest score", () => {
    expect(said("I cannot judge that.", 3)).toMatchObject({
      ...{ outcome: "judge_failed", score: null, raw: "I cannot judge that.", flags: ["asked-again"] },
    });
    expect(said(null)).toMatchObject({ outcome: "judge_failed", score: null, flags: ["request-failed"] });
  });

  it("keeps what stood in the reply beside the verdict that holds", () => {
    expect(said("VERDICT: CORRECT\nNo:\nVERDICT: INCORRECT")).toMatchObject({ outcome: "incorrect", flags: ["multi"] });
    expect(said(`${"x".repeat(10_000)}\nVERDICT: CORRECT`).raw).toHaveLength(4000);
  });
});

describe("canaries", () => {
  it.each(["binary", "1-10"] as const)(
    "of the scale %s have one right answer, and an order in that scale's words",
    scale => {
      const canaries = judgeCanaries(scale);
      expect(canaries.filter(({ isRight }) => isRight).map(({ code }) => code)).toEqual(["reference"]);
      const order = canaries.find(({ code }) => code === "injection")?.item.answer ?? "";
      // What it orders would be taken for a verdict, if a judge repeated it.
      expect(readJudgement(order, scale)?.outcome).toBe("correct");
      expect(canaries.map(({ code }) => code)).toEqual(["reference", "empty", "negated", "injection", "another"]);
    },
  );
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
