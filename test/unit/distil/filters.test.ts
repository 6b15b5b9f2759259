import { describe, expect, it } from "vitest";
import { luckyShare } from "../../../src/core/distil/guessFilter.js";
import { judgeTraces } from "../../../src/core/distil/judgeTraces.js";
import { heldOutOf } from "../../../src/core/distil/splitFilter.js";
import { foldTraceReviews, type TraceReview } from "../../../src/core/distil/traceReview.js";
import { madePrediction, madeVerdict } from "../evaluation/madeRecords.js";
import {
  judgedAlone,
  madeAttempt,
  madeQuestion,
  madeSource,
  reasonsOf,
  saying,
  thought,
  usualOptions,
} from "./madeTraces.js";

const failing = (changes: Parameters<typeof judgedAlone>[0], ...more: [object?, Readonly<Record<string, unknown>>?]) =>
  judgedAlone(changes, ...more)
    .filters.filter(({ code }) => code !== null)
    .map(({ filter, code, value }) => [filter, code, value]);

describe("a trace", () => {
  it("that is right, well formed and grounded is kept, and every filter says so", () => {
    const trace = judgedAlone({});
    expect([trace.kept, trace.droppedBy]).toEqual([true, null]);
    expect(trace.filters.map(({ filter }) => filter)).toEqual([
      ...[
        "correct",
        "format",
        "length",
        "guess",
        "evidence",
        "leak",
        "language",
        "split",
        "person",
        "duplicate",
        "cap",
      ],
    ]);
  });

  it.each([
    ["wrong", { text: saying(thought("x"), "A") }],
    ["unparsed", { text: `<think>${thought("x")}</think> <answer>A or B</answer>` }],
    ["cut", { text: "<think>It may be", state: "truncated" as const, finish_reason: "length" }],
    ["unanswered", { text: null, state: "refused" as const }],
    ["unanswered", { text: null, state: "failed" as const }],
    ["stale", { question_sha: "another" }],
  ])("is dropped as %s", (reason, changes) => {
    expect(judgedAlone(changes).droppedBy).toBe(reason);
  });

  it("keeps all reasons, and is dropped by the first", () => {
    const trace = judgedAlone({ text: saying("The ground truth says so.", "A") });
    expect(trace.droppedBy).toBe("wrong");
    expect(trace.filters.flatMap(({ code }) => code ?? [])).toEqual(["wrong", "short", "ungrounded", "leak"]);
  });

  it.each([
    ["no-think", "<answer>B</answer>"],
    ["several-think", `<think>${thought("x")}</think><think>again</think><answer>B</answer>`],
    ["text-after", `${saying(thought("x"))} I am sure.`],
    ["text-before", `Well: ${saying(thought("x"))}`],
    ["text-between", `<think>${thought("x")}</think> So it is <answer>B</answer>`],
    ["no-answer", `<think>${thought("x")}</think>\nB`],
    ["several-answer", `<think>${thought("x")}</think><answer>B</answer><answer>B</answer>`],
    ["think-not-closed", `<think><think>${thought("x")}</think><answer>B</answer>`],
  ])("is malformed by %s", (problem, text) => {
    expect(failing({ text })).toContainEqual(["format", "format", problem]);
  });

  it("has the reasoning that the server keeps apart in its think tag", () => {
    expect(judgedAlone({ text: "<answer>B</answer>", reasoning: thought("x") }).kept).toBe(true);
  });

  it("is short below its limit, long over it, and neither at it", () => {
    expect(judgedAlone({ text: saying(thought("x", 39)) }).droppedBy).toBe("short");
    expect(judgedAlone({ text: saying(thought("x", 40)) }).droppedBy).toBe(null);
    expect(judgedAlone({ text: saying(thought("x", 90)) }, { mostWords: 90 }).droppedBy).toBe(null);
    expect(judgedAlone({ text: saying(thought("x", 91)) }, { mostWords: 90 }).droppedBy).toBe("long");
  });

  it("that goes round in circles is a loop", () => {
    const circle = "Then I look at the left panel once more. ".repeat(25);
    expect(judgedAlone({ text: saying(`${thought("x")} ${circle}`) }).droppedBy).toBe("loop");
  });

  it.each([
    ["reference", "This is what the reference answer says, too."],
    ["ground-truth", "That agrees with the ground truth."],
    ["annotation", "The annotations say that he runs."],
    ["given-answer", "It must be so since the given answer is B."],
    ["labelled", "Indeed box A is labelled by its name."],
    ["told", "I was told that the correct answer is B."],
  ])("leaks the %s", (name, sentence) => {
    expect(failing({ text: saying(`${thought("x")} ${sentence}`) })).toEqual([["leak", "leak", name]]);
  });

  it("leaks when it begins with its answer, and not when it ends with it", () => {
    expect(judgedAlone({ text: saying(`The answer is B. ${thought("x")}`) }).droppedBy).toBe("leak");
    expect(judgedAlone({ text: saying(`${thought("x")} So the answer is B.`) }).droppedBy).toBe(null);
  });

  it("leaks the box of a target that no picture tells to the pixel", () => {
    expect(failing({ text: saying(`${thought("x")} I see it at [10, 11, 195, 295].`) })).toEqual([
      ["leak", "leak", "box"],
    ]);
    expect(failing({ text: saying(`${thought("x")} I see it at [20, 40, 180, 250].`) })).toEqual([]);
  });

  it("leaks where the teacher was shown the answer", () => {
    const asked = { answer_type: "open", options: [], answer: "Ada runs away from the dog.", chance: null };
    const turn = (role: "user" | "assistant", text: string) => ({ role, text, images: [], tool: null });
    const text = saying(thought("x"), "Ada runs away from the dog.");
    const told = { text, turns: [turn("user", "Explain why: Ada runs away from the dog."), turn("assistant", text)] };
    expect(judgedAlone(told, {}, asked).droppedBy).toBe("leak");
    const named = (words: string) => [turn("user", words), turn("assistant", saying(thought("x")))];
    expect(judgedAlone({ turns: named("What is done? The correct answer is (B). Explain it.") }).droppedBy).toBe(
      "leak",
    );
    for (const words of ["one of A, B, C and D.", "B, C or D, never A.", "(B) or (C).", "Big."])
      expect(judgedAlone({ turns: named(`What is done? The correct answer is ${words}`) }).kept).toBe(true);
    expect(judgedAlone({ text, turns: [turn("user", "Who runs?"), turn("assistant", text)] }, {}, asked).kept).toBe(
      true,
    );
  });

  it("names no place: it is grounded by a mark's label, or not at all", () => {
    const blind = Array.from({ length: 60 }, (_, at) => `thing${at} is so and the`).join(" ");
    expect(judgedAlone({ text: saying(blind) }).droppedBy).toBe("ungrounded");
    expect(judgedAlone({ text: saying(blind) }, { evidence: false }).droppedBy).toBe(null);
    const marks = [{ kind: "box", box: [1, 1, 9, 9], label: "K", color: "#b3261e" }];
    const withMark = (words: string) => judgedAlone({ text: saying(`${blind} ${words}`) }, {}, { marks }).droppedBy;
    expect(withMark("He runs, and character K does so alone.")).toBe(null);
    expect(withMark("So option K is the right answer, as was said above.")).toBe("ungrounded");
  });

  it("is in the wanted language, quotations aside", () => {
    const french = "Dans la case du haut il y a une fille qui est sur le toit et les autres sont avec elle. ".repeat(4);
    expect(judgedAlone({ text: saying(french) }).droppedBy).toBe("language");
    expect(judgedAlone({ text: saying(french) }, { language: "fr" }).droppedBy).toBe(null);
    const quoting = `${thought("x")} He cries "${"дорогой ".repeat(10)}" in the left panel.`;
    expect(judgedAlone({ text: saying(quoting) }).droppedBy).toBe(null);
    expect(judgedAlone({ text: saying(quoting.replaceAll('"', "")) }).droppedBy).toBe("language");
    const japanese = "左上のコマでは少年が走っている。".repeat(10);
    expect(judgedAlone({ text: saying(japanese) }, { language: "ja" }).droppedBy).toBe(null);
    expect(judgedAlone({ text: saying(japanese) }, { language: "zh" }).droppedBy).toBe("language");
  });

  it("of the validation or test split is never kept, nor one of their issues, pages or pictures", () => {
    const [train, test] = [madeQuestion("a"), madeQuestion("b", { split: "test" })];
    const droppedWith = (changes: object, held = [train, test]) => {
      const question = { ...train, ...changes };
      const page = (id: string, sha256: string) => ({
        id,
        issue_id: "",
        image: { path: "", sha256, width: 1, height: 1, mime: "" },
      });
      const source = madeSource([question], [madeAttempt(question)], {
        held: heldOutOf(held, [page("pg-a", "1"), page("pg-c", "2"), page("pg-b", "2")]),
      });
      return reasonsOf(judgeTraces(source, usualOptions()))[0];
    };
    expect(droppedWith({})).toBe(null);
    expect(droppedWith({ split: "val" })).toBe("split");
    expect(droppedWith({ issue_id: "is-b" })).toBe("split");
    expect(droppedWith({ page_id: "pg-b" })).toBe("split");
    expect(droppedWith({ page_id: "pg-c" })).toBe("split");
  });
});

describe("two options", () => {
  const asked = { chance: 0.5, options: ["A", "B"].map(label => ({ label, text: label })) };
  const question = madeQuestion("q", asked);
  const wrong = { text: saying(thought("w"), "A") };
  it("are lucky where one attempt of several is right, and not where two are", () => {
    const attempts = (right: number) =>
      Array.from({ length: 4 }, (_, at) => madeAttempt(question, at, at < right ? {} : wrong));
    expect(reasonsOf(judgeTraces(madeSource([question], attempts(1)), usualOptions()))[0]).toBe("lucky");
    expect(reasonsOf(judgeTraces(madeSource([question], attempts(2)), usualOptions()))[0]).toBe(null);
    expect(reasonsOf(judgeTraces(madeSource([question], attempts(4)), usualOptions({ easy: false })))[0]).toBe("easy");
  });

  it("give luck its share of the right answers", () => {
    expect(luckyShare(0.5, 0.5)).toBe(1);
    expect(luckyShare(0.75, 0.5)).toBeCloseTo(1 / 3);
    expect(luckyShare(1, 0.5)).toBe(0);
    expect(luckyShare(0.9, null)).toBe(null);
  });
});

describe("an open answer", () => {
  const question = madeQuestion("o", { answer_type: "open", options: [], answer: "Ada runs.", chance: null });
  const text = saying(thought("o"), "It is Ada who is running.");
  const attempt = madeAttempt(question, 0, { text });
  const verdict = (set: string, outcome: "correct" | "incorrect") =>
    madeVerdict({
      id: set,
      set_id: set,
      prediction_id: attempt.id,
      question_id: "o",
      question_sha: "sha-o",
      text_sha: text,
      outcome,
    });
  const with_ = (verdicts: ReturnType<typeof madeVerdict>[], options = {}) =>
    reasonsOf(judgeTraces(madeSource([question], [attempt], { verdicts }), usualOptions(options)))[0];

  it("is right when two judges say so, and split when they do not agree", () => {
    expect(with_([])).toBe("unjudged");
    expect(with_([verdict("j1", "correct")])).toBe("unjudged");
    expect(with_([verdict("j1", "correct")], { judges: 1 })).toBe(null);
    expect(with_([verdict("j1", "correct"), verdict("j2", "correct")])).toBe(null);
    expect(with_([verdict("j1", "correct"), verdict("j2", "incorrect")])).toBe("judge_split");
    expect(with_([verdict("j1", "incorrect"), verdict("j2", "incorrect")])).toBe("wrong");
  });

  it("is not judged by what was said of another text", () => {
    const stale = { ...verdict("j1", "correct"), text_sha: "another" };
    expect(with_([stale, verdict("j2", "correct")])).toBe("unjudged");
  });

  it("is what a person says, over all judges", () => {
    const by = { type: "human" as const, name: "p", prompt_id: null, prompt_sha: null, model_returned: null };
    const human = (outcome: "correct" | "incorrect") => ({ ...verdict("human", outcome), by });
    expect(with_([verdict("j1", "incorrect"), verdict("j2", "incorrect"), human("correct")])).toBe(null);
    expect(with_([verdict("j1", "correct"), verdict("j2", "correct"), human("incorrect")])).toBe("wrong");
  });

  it("needs no judge when it is the reference", () => {
    const same = madeAttempt(question, 0, { text: saying(thought("o"), "Ada runs") });
    expect(judgeTraces(madeSource([question], [same]), usualOptions())[0]?.kept).toBe(true);
  });
});

describe("a zoom", () => {
  const call = (executed: [number, number, number, number] | null, error: string | null = null) => ({
    ...{ role: "user" as const, text: "<tool_response>\nx\n</tool_response>", images: [] },
    tool: { name: "image_zoom_in_tool", arguments: "{}", box_raw: [0, 0, 1, 1], requested: executed, executed, error },
  });
  const said = (text: string) => ({ role: "assistant" as const, text, images: [], tool: null });
  const zooming = "<think>I look at the left panel.</think>\n<tool_call>\n{}\n</tool_call>";
  const attempt = (...turns: ReturnType<typeof call | typeof said>[]) => ({
    text: saying(thought("z")),
    turns: [...turns, said(saying(thought("z")))],
  });

  it("that was carried out belongs to a well-formed trace", () => {
    expect(judgedAlone(attempt(said(zooming), call([10, 10, 195, 295]))).kept).toBe(true);
  });

  it("that was refused, is one of several or has words behind it is nothing to learn from", () => {
    const formatOf = (...turns: Parameters<typeof attempt>) => failing(attempt(...turns))[0]?.[2];
    expect(formatOf(said(zooming), call(null, "too-small"))).toBe("refused-call");
    expect(formatOf(said(zooming), call([1, 1, 90, 90]), call([1, 1, 90, 90]))).toBe("several-calls");
    expect(formatOf(said(`${zooming} and more`), call([1, 1, 90, 90]))).toBe("text-after");
  });

  it("shows its target by IoU where that is wanted", () => {
    const near = attempt(said(zooming), call([10, 10, 195, 295]));
    const far = attempt(said(zooming), call([205, 305, 390, 590]));
    expect(judgedAlone(near, { leastIou: 0.5 }).droppedBy).toBe(null);
    expect(judgedAlone(far, { leastIou: 0.5 }).droppedBy).toBe("ungrounded");
    expect(judgedAlone(far).droppedBy).toBe(null);
  });
});

describe("a person", () => {
  const question = madeQuestion("p");
  const short = madeAttempt(question, 0, { text: saying(thought("p", 20)) });
  const review = (id: string, decision: TraceReview["decision"], more: Partial<TraceReview> = {}): TraceReview => ({
    ...{
      v: 1,
      kind: "trace-review",
      id,
      prediction_id: short.id,
      text_sha: short.text ?? "",
      reviewer: "ada",
      decision,
    },
    ...{ undoes: null, blind: true, seconds: 1, reason: null, at: `2026-01-01T00:00:0${id}Z`, tool_version: "0" },
    ...more,
  });
  const reasonWith = (reviews: TraceReview[], attempt = short) =>
    reasonsOf(
      judgeTraces(madeSource([question], [attempt], { decisions: foldTraceReviews(reviews) }), usualOptions()),
    )[0];

  it("accepts what a filter of taste dropped, and takes that back", () => {
    expect(reasonWith([])).toBe("short");
    expect(reasonWith([review("1", "accept")])).toBe(null);
    expect(reasonWith([review("2", "undo", { undoes: "1" }), review("1", "accept")])).toBe("short");
  });

  it("rejects whatever passed, and one rejection of several persons stands", () => {
    expect(reasonWith([review("1", "reject")])).toBe("short");
    const good = madeAttempt(question, 0);
    const about = { text_sha: good.text ?? "" };
    expect(reasonWith([review("1", "reject", about)], good)).toBe("rejected");
    expect(reasonWith([review("1", "reject", about), review("2", "accept", { ...about, reviewer: "ben" })], good)).toBe(
      "rejected",
    );
    expect(reasonWith([review("1", "reject")], good)).toBe(null);
  });

  it("cannot make a wrong answer right, nor bring a test question in", () => {
    const wrong = madeAttempt(question, 0, { text: saying(thought("p"), "A") });
    expect(reasonWith([review("1", "accept", { text_sha: wrong.text ?? "" })], wrong)).toBe("wrong");
  });

  it("says the same in whatever order two files' lines come together", () => {
    const events = [
      review("1", "accept"),
      review("2", "undo", { undoes: "1" }),
      review("3", "reject", { reviewer: "ben" }),
    ];
    expect(foldTraceReviews([...events].reverse())).toEqual(foldTraceReviews([...events, ...events]));
  });
});

it("passes over questions that were rejected since they were asked", () => {
  const question = madeQuestion("q");
  const source = madeSource([question], [madeAttempt(question)], { withdrawn: new Set(["q"]) });
  expect(reasonsOf(judgeTraces(source, usualOptions()))).toEqual(["stale"]);
});

it("has the attempt's last line, and none of cancelled ones", () => {
  const question = madeQuestion("q");
  const first = madeAttempt(question, 0, { text: saying(thought("x"), "A") });
  const cancelled = madePrediction({ ...first, state: "cancelled" });
  const traces = judgeTraces(madeSource([question], [first, madeAttempt(question), cancelled]), usualOptions());
  expect(reasonsOf(traces)).toEqual([null]);
});
