import { describe, expect, it } from "vitest";
import { judgeReport } from "../../../src/core/evaluation/judge/judgeReport.js";
import { heldAgainstPerson } from "../../../src/core/evaluation/judge/heldAgainstPerson.js";
import { rankCorrelation } from "../../../src/core/evaluation/judge/rankCorrelation.js";
import { isInShare } from "../../../src/core/evaluation/judge/judgeWork.js";
import { questionRecordSchema, type QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import type { VerdictOutcome, VerdictRecord } from "../../../src/core/evaluation/verdictRecord.js";
import { madePrediction, madeVerdict } from "../evaluation/madeRecords.js";

const model = (requested: string, family: "other" | "gemini" = "other") => ({
  ...{ requested, returned: [], family, endpoint_host: "", server: null, provider: null, checkpoint: null },
});

function question(id: string, writer: string | null = null): QuestionRecord {
  return questionRecordSchema.parse({
    ...{ v: 1, kind: "question", id, task: "panel_understanding", page_id: "p", issue_id: "i", split: "test" },
    ...{ image: "p.png", width: 10, height: 10, question: "Who?", hint: null, options: [], answer: "Ada" },
    ...{ alternatives: [], answer_type: "open", position_prompt: null, chance: null, marks: [], shown: null },
    ...{ targets: null, expected_zooms: null, content_sha: "sha-1", checks: [] },
    provenance: {
      generator: "g",
      version: 1,
      seed: 0,
      annotation_ids: [],
      writer_model: writer,
      writer_prompt_sha: null,
    },
    review: { state: "new", by: [] },
  });
}

const textSha = (text: string): string => `sha of ${text}`;

interface Said {
  readonly set?: string;
  readonly judge?: VerdictOutcome;
  readonly person?: VerdictOutcome;
  readonly text?: string;
}

/** Answers with what was said of them. */
function saying(all: readonly Said[]) {
  const predictions = all.map(({ text = "words" }, at) =>
    madePrediction({ id: `pr-${at}`, question_id: `q${at}`, text }),
  );
  const verdicts = all.flatMap(({ set = "js-1", judge, person, text = "words" }, at) => {
    const about = { prediction_id: `pr-${at}`, question_id: `q${at}`, text_sha: textSha(text) };
    const by = { type: "human" as const, name: "Eva", prompt_id: null, prompt_sha: null, model_returned: null };
    return [
      ...(judge === undefined ? [] : [madeVerdict({ ...about, id: `j${at}`, set_id: set, outcome: judge })]),
      ...(person === undefined ? [] : [madeVerdict({ ...about, id: `h${at}`, set_id: "human", by, outcome: person })]),
    ];
  });
  return { predictions, verdicts };
}

const times = (count: number, said: Said): readonly Said[] => Array.from({ length: count }, () => said);

function reported(all: readonly Said[], writer: string | null = null, run = model("answerer")) {
  const { predictions, verdicts } = saying(all);
  const questions = all.map((_, at) => question(`q${at}`, writer));
  return judgeReport({ model: run }, predictions, questions, verdicts, textSha);
}

describe("the report on a judge", () => {
  it("counts its failures apart from what it held", () => {
    const { sets } = reported([
      ...times(3, { judge: "correct" }),
      ...times(2, { judge: "incorrect" }),
      ...times(1, { judge: "no_answer" }),
      ...times(4, { judge: "judge_failed" }),
    ]);
    expect(sets[0]).toMatchObject({ correct: 3, incorrect: 2, noAnswer: 1, failed: 4 });
    expect(sets[0]?.person).toMatchObject({ n: 0, observed: 0.5, corrected: null });
    expect(sets[0]?.findings).toContainEqual({ code: "failures", values: ["4"] });
  });

  it("has the agreement of judge and person that the vectors have", () => {
    const { agreements } = reported([
      ...times(118, { judge: "correct", person: "correct" }),
      ...times(2, { judge: "correct", person: "incorrect" }),
      ...times(1, { judge: "incorrect", person: "correct" }),
    ]);
    expect(agreements).toHaveLength(1);
    expect(agreements[0]?.n).toBe(121);
    expect(agreements[0]?.agreed).toBeCloseTo(118 / 121, 9);
    expect(agreements[0]?.kappa).toBeCloseTo(-0.011, 3);
  });

  it("leaves out verdicts on another text of the question or of the reply", () => {
    const { predictions, verdicts } = saying(times(2, { judge: "correct" }));
    const changed = verdicts.map((verdict, at): VerdictRecord => ({
      ...verdict,
      ...(at === 0 ? { question_sha: "older" } : { text_sha: "of another reply" }),
    }));
    const questions = [question("q0"), question("q1")];
    expect(judgeReport({ model: model("a") }, predictions, questions, changed, textSha).sets).toEqual([]);
  });

  it("says that a judge judges its own family, or what its family wrote", () => {
    const codes = (all: ReturnType<typeof reported>) => all.sets[0]?.findings.map(({ code }) => code);
    const { predictions, verdicts } = saying(times(1, { judge: "correct" }));
    const byGemini = verdicts.map(verdict => ({ ...verdict, by: { ...verdict.by, name: "gemini-2.5-pro" } }));
    const own = { model: model("google/gemini-2.0-flash", "gemini") };
    const report = judgeReport(own, predictions, [question("q0", "gemini-2.5-flash")], byGemini, textSha);
    expect(codes(report)).toEqual(["judge-of-family", "judge-is-writer", "few-checked"]);
    expect(codes(reported(times(1, { judge: "correct" }), "some-writer"))).toEqual(["few-checked"]);
  });

  it("tells a judge that likes long answers", () => {
    const long = { judge: "correct", text: "a long answer with many words in it" } as const;
    const { sets } = reported([...times(5, long), ...times(5, { judge: "incorrect", text: "short" })]);
    expect(sets[0]?.length).toEqual({ rho: expect.closeTo(1, 9) as number, n: 10 });
    expect(sets[0]?.findings.map(({ code }) => code)).toContain("length");
  });

  it("has means of scores with failures left out, and as 1", () => {
    const { predictions } = saying(times(4, {}));
    const scores = [10, 6, null, null];
    const verdicts = scores.map((score, at) =>
      madeVerdict({
        ...{ id: `v${at}`, prediction_id: `pr-${at}`, question_id: `q${at}`, text_sha: textSha("words") },
        ...{ scale: "1-10", score, outcome: score === null ? "judge_failed" : "correct" },
      }),
    );
    const questions = scores.map((_, at) => question(`q${at}`));
    const { sets } = judgeReport({ model: model("a") }, predictions, questions, verdicts, textSha);
    expect(sets[0]).toMatchObject({ meanScore: 8, meanScoreFailuresAsOne: 4.5 });
  });

  it("counts who said otherwise when asked again, and takes that for no judge of its own", () => {
    const { predictions, verdicts } = saying(times(4, { judge: "correct" }));
    const again = verdicts.map((verdict, at): VerdictRecord => ({
      ...verdict,
      ...{ id: `again ${at}`, set_id: "js-1-again", outcome: at === 0 ? "incorrect" : "correct", flags: ["again"] },
    }));
    const questions = verdicts.map((_, at) => question(`q${at}`));
    const report = judgeReport({ model: model("a") }, predictions, questions, [...verdicts, ...again], textSha);
    expect(report.sets.map(({ set }) => set)).toEqual(["js-1"]);
    expect(report.sets[0]?.again).toEqual({ n: 4, flips: 1 });
    expect(report.sets[0]?.correct).toBe(4);
  });
});

describe("a judge held against a person", () => {
  const verdictsOf = (outcomes: readonly (VerdictOutcome | null)[]) =>
    new Map(
      outcomes.flatMap((outcome, at) => (outcome === null ? [] : [[`p${at}`, madeVerdict({ outcome })] as const])),
    );

  it("is corrected to the true share where everything was checked", () => {
    const judge = verdictsOf([
      ...Array<VerdictOutcome>(6).fill("correct"),
      ...Array<VerdictOutcome>(4).fill("incorrect"),
    ]);
    const person = verdictsOf([
      "correct",
      "correct",
      "correct",
      "correct",
      "incorrect",
      "incorrect",
      "correct",
      ...Array<VerdictOutcome>(3).fill("incorrect"),
    ]);
    const held = heldAgainstPerson(judge, person);
    expect(held).toMatchObject({ n: 10, heldRight: 6, observed: 0.6, sensitivity: 4 / 5, specificity: 3 / 5 });
    expect(held.corrected?.raw).toBeCloseTo(0.5, 9);
  });

  it("is weighted up where a choice was checked by what the judge said", () => {
    // 80 held right, of which 10 were checked and 9 are; 20 held wrong, of which 10 were checked and 8 are.
    const judge = verdictsOf([
      ...Array<VerdictOutcome>(80).fill("correct"),
      ...Array<VerdictOutcome>(20).fill("incorrect"),
    ]);
    const person = new Map(
      Array.from({ length: 20 }, (_, at) => {
        const [id, isRight] = at < 10 ? [`p${at}`, at < 9] : [`p${80 + at - 10}`, at < 12];
        return [id, madeVerdict({ outcome: isRight ? "correct" : "incorrect" })] as const;
      }),
    );
    const held = heldAgainstPerson(judge, person);
    // Truly right: .9 × 80 + .2 × 20 = 76 of 100.
    expect(held.sensitivity).toBeCloseTo(72 / 76, 9);
    expect(held.specificity).toBeCloseTo(16 / 24, 9);
    expect(held.corrected?.raw).toBeCloseTo(0.76, 9);
  });

  it("says nothing where only one kind was checked", () => {
    const held = heldAgainstPerson(verdictsOf(["correct", "incorrect"]), verdictsOf(["correct", null]));
    expect(held).toMatchObject({ n: 1, sensitivity: null, specificity: null, corrected: null });
  });
});

it("rank correlations have ties, and none without variation", () => {
  expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 40])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
  expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(0.948683298, 8);
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
});

it("a share takes the same answers every time, more of them as it grows, and about as many as it says", () => {
  const ids = Array.from({ length: 4000 }, (_, at) => `pr-${at}`);
  const tenth = ids.filter(id => isInShare(id, 0.1));
  expect(tenth.every(id => isInShare(id, 0.3))).toBe(true);
  expect(tenth.length / ids.length).toBeGreaterThan(0.08);
  expect(tenth.length / ids.length).toBeLessThan(0.12);
  expect(ids.every(id => isInShare(id, 1)) && !ids.some(id => isInShare(id, 0))).toBe(true);
});
