import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluationRunSchema } from "../../../src/core/evaluation/evaluationRun.js";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { gradeOutcomes } from "../../../src/core/evaluation/answerGrade.js";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import { selectAsked } from "../../../src/core/evaluation/selectAsked.js";
import { readEvaluation } from "../../../src/node/evaluation/readEvaluation.js";
import { runEvaluation } from "../../../src/node/evaluation/runEvaluation.js";
import { plannedOutcomes, seededOutcomes } from "../../fixtures/chat/plannedOutcome.js";
import { madeEvent } from "../../fixtures/review/madeEvent.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { askedIn, evaluated, knowing, madeSet, optionsOf, predictionsIn, rowsIn } from "./asking.js";

const makeFolder = temporaryFolder();

describe("a run", () => {
  it("asks every question once, and every attempt comes to what the model did", async () => {
    const set = await madeSet(makeFolder(), 6);
    const share = 1 / plannedOutcomes.length;
    const shares = Object.fromEntries(plannedOutcomes.map(outcome => [outcome, share]));
    const outcomeOf = seededOutcomes(3, shares);
    const server = await knowing(set, { outcomeOf });
    const out = join(makeFolder(), "evaluation");
    const { summary, stop, run } = await evaluated(optionsOf(set, server.url, out));
    expect(server.problems).toEqual([]);
    expect(server.ledger).toHaveLength(set.questions.length);
    expect([stop, summary.requests, summary.retries]).toEqual([null, set.questions.length, 0]);
    const predictions = predictionsIn(out);
    const questions = askedIn(out);
    const grades = gradeAnswers(predictions, questions, []);
    // Open answers that are wrong wait for a judge.
    const expected = questions.map(question => {
      const planned = outcomeOf(question, 0);
      return question.answer_type === "open" && planned === "wrong" ? "unjudged" : planned;
    });
    expect(grades.map(({ outcome }) => outcome)).toEqual(expected);
    expect(run.model.returned).toEqual(["known-model-2026-01-01"]);
    expect(evaluationRunSchema.parse(JSON.parse(readFileSync(join(out, "evaluation.json"), "utf8")))).toEqual(run);
  });

  it("sends nothing when it is started again, and changes no file but its own log of nothing", async () => {
    const set = await madeSet(makeFolder());
    const server = await knowing(set);
    const out = makeFolder();
    await evaluated(optionsOf(set, server.url, out));
    const files = ["evaluation.json", "predictions.jsonl", "requests.jsonl", "rollouts/0.jsonl", "questions.jsonl"];
    const contents = () => files.map(file => readFileSync(join(out, file), "utf8"));
    const before = contents();
    const again = await evaluated(optionsOf(set, server.url, out));
    expect(again.plan).toMatchObject({ done: set.questions.length, toAsk: 0 });
    expect(server.ledger).toHaveLength(set.questions.length);
    expect(contents()).toEqual(before);
  });

  it("goes on where it was cancelled", async () => {
    const set = await madeSet(makeFolder());
    const server = await knowing(set);
    const out = makeFolder();
    const stop = new AbortController();
    const first = await evaluated(
      optionsOf(set, server.url, out, {
        signal: stop.signal,
        endpoint: { atOnce: { start: 1, most: 1 } },
        onProgress: ({ phase, done }) => {
          if (phase === "ask" && done === 5) stop.abort();
        },
      }),
    );
    expect([first.stop, first.run.ended]).toEqual(["cancelled", null]);
    const second = await evaluated(optionsOf(set, server.url, out));
    expect([second.stop, second.run.ended === null]).toEqual([null, false]);
    expect(second.run.id).toBe(first.run.id);
    const keys = server.ledger.filter(({ about }) => about?.did === "answered").map(({ key }) => key);
    expect(new Set(keys).size).toBe(set.questions.length);
    expect(predictionsIn(out).map(({ question_id: id }) => id)).toHaveLength(set.questions.length);
  });

  it("draws each attempt with a seed of its own, also where no seed can be sent", async () => {
    const set = await madeSet(makeFolder(), 1);
    const server = await knowing(set, { outcomeOf: (_, seed) => (seed === 8 ? "wrong" : "correct") });
    const out = makeFolder();
    const sampling = { ...optionsOf(set, "", out).settings.sampling, attempts: 3, seed: 7 };
    await evaluated(optionsOf(set, server.url, out, { settings: { sampling } }));
    expect(new Set(server.ledger.map(({ seed }) => seed))).toEqual(new Set([7, 8, 9]));
    expect(server.ledger).toHaveLength(3 * set.questions.length);
    const closed = predictionsIn(out).filter(({ question_id: id }) => !id.startsWith("pu"));
    const questions = new Map(set.questions.map(question => [question.id, question]));
    for (const { attempt, parse, question_id: id } of closed)
      expect(parse.answer === questions.get(id)?.answer).toBe(attempt !== 1);
    const unseeded = await knowing(set, {}, { required: ["temperature"] });
    const other = makeFolder();
    const seedless = { ...sampling, seed: null };
    await evaluated(optionsOf(set, unseeded.url, other, { settings: { sampling: seedless } }));
    expect(unseeded.ledger).toHaveLength(3 * set.questions.length);
    await evaluated(optionsOf(set, unseeded.url, other, { settings: { sampling: seedless } }));
    expect(unseeded.ledger).toHaveLength(3 * set.questions.length);
  });

  it("keeps failures as predictions, and asks them again only when told to", async () => {
    const set = await madeSet(makeFolder(), 2);
    const failing = set.questions[3]?.id;
    let isMended = false;
    const server = await knowing(set, { outcomeOf: ({ id }) => (id === failing && !isMended ? "failed" : "correct") });
    const out = makeFolder();
    const first = await evaluated(optionsOf(set, server.url, out));
    expect(first.summary).toMatchObject({ states: { failed: 1 }, failures: { "bad-request": 1 } });
    const failed = predictionsIn(out).find(({ question_id: id }) => id === failing);
    expect(failed).toMatchObject({ state: "failed", text: null, failure: { code: "bad-request", status: 400 } });
    const asked = server.ledger.length;
    const left = await evaluated(optionsOf(set, server.url, out));
    expect([left.plan.failedBefore, server.ledger.length]).toEqual([1, asked]);
    isMended = true;
    const mended = await evaluated(optionsOf(set, server.url, out, { retriesFailed: true }));
    expect([mended.summary.states.ok, server.ledger.length]).toEqual([1, asked + 1]);
    // One row an attempt: that of the failure has gone.
    expect(rowsIn(out).map(row => row["question_id"])).toHaveLength(set.questions.length);
    expect(rowsIn(out).every(row => row["state"] === "ok")).toBe(true);
    expect(gradeAnswers(predictionsIn(out), askedIn(out), []).every(({ outcome }) => outcome === "correct")).toBe(true);
  });

  it("is refused in a folder whose answers were asked for in another way, with what differs", async () => {
    const set = await madeSet(makeFolder(), 1);
    const server = await knowing(set);
    const out = makeFolder();
    await evaluated(optionsOf(set, server.url, out));
    const { sampling, image } = optionsOf(set, server.url, out).settings;
    const settings = { sampling: { ...sampling, temperature: 0.7 }, image: { ...image, maxSide: 320 } };
    const result = await runEvaluation(optionsOf(set, server.url, out, { settings }));
    expect(result).toEqual({
      kind: "differs",
      differences: [
        { key: "image.max_side", before: null, now: 320 },
        { key: "sampling.temperature", before: 0, now: 0.7 },
      ],
    });
    const fewer = await runEvaluation(optionsOf(set, server.url, out, { settings: { limit: 2 } }));
    expect(fewer).toMatchObject({ kind: "differs", differences: [{ key: "dataset.question_ids_sha256" }] });
    expect(server.ledger).toHaveLength(set.questions.length);
  });

  it("asks questions again that were edited since, and those alone", async () => {
    const set = await madeSet(makeFolder(), 1);
    const server = await knowing(set);
    const out = makeFolder();
    await evaluated(optionsOf(set, server.url, out));
    const file = join(set.folder, "questions.jsonl");
    const [first = "", ...rest] = readFileSync(file, "utf8").split("\n");
    const edited = { ...(JSON.parse(first) as object), content_sha: "1".repeat(64) };
    writeFileSync(file, [JSON.stringify(edited), ...rest].join("\n"));
    const again = await evaluated(optionsOf(set, server.url, out));
    expect(again.plan).toMatchObject({ done: set.questions.length - 1, toAsk: 1 });
    expect(askedIn(out)[0]?.content_sha).toBe("1".repeat(64));
    expect(gradeAnswers(predictionsIn(out), askedIn(out), []).every(({ outcome }) => outcome === "correct")).toBe(true);
  });

  it("goes on without a question that was rejected in review after it was asked, and takes it back with its answer", async () => {
    const set = await madeSet(makeFolder(), 2);
    const server = await knowing(set);
    const out = makeFolder();
    await evaluated(optionsOf(set, server.url, out, { settings: { limit: 10 } }));
    const rejected = set.questions[0];
    if (rejected === undefined) throw new Error("no question");
    const about = { target: { kind: "question" as const, id: rejected.id }, question_sha: rejected.content_sha };
    const reviews = join(set.folder, "reviews.jsonl");
    appendFileSync(reviews, `${JSON.stringify(madeEvent("1", 1, { ...about, decision: "wrong" }))}\n`);
    const graded = async () => {
      const read = await readEvaluation(out);
      if (read.kind !== "graded") throw new Error(read.kind);
      const { grades, unknown } = read.evaluation;
      const stale = grades.outcomes.filter(outcome => gradeOutcomes[outcome] === "stale").length;
      return [grades.questions.length, stale, unknown];
    };
    // Before anybody goes on: the answer is there, and counts for nothing.
    expect(await graded()).toEqual([10, 1, 0]);
    const all = await evaluated(optionsOf(set, server.url, out));
    const left = set.questions.length - 1;
    expect(all.plan).toMatchObject({ withdrawn: 1, questions: left, done: 9, toAsk: left - 9 });
    expect(all.run.dataset.questions).toBe(left);
    expect(rowsIn(out).map(row => row["question_id"])).not.toContain(rejected.id);
    expect([rowsIn(out).length, ...(await graded())]).toEqual([left, left, 0, 1]);
    const again = await evaluated(optionsOf(set, server.url, out));
    expect(again.plan).toMatchObject({ withdrawn: 1, toAsk: 0 });
    appendFileSync(reviews, `${JSON.stringify(madeEvent("2", 2, { ...about, decision: "undo", undoes: "1" }))}\n`);
    const back = await evaluated(optionsOf(set, server.url, out));
    expect(back.plan).toMatchObject({ withdrawn: 0, done: left + 1, toAsk: 0 });
    expect(server.ledger).toHaveLength(left + 1);
    expect([rowsIn(out).length, ...(await graded())]).toEqual([left + 1, left + 1, 0, 0]);
    const fewer = await runEvaluation(optionsOf(set, server.url, out, { settings: { tasks: [rejected.task] } }));
    expect(fewer.kind).toBe("differs");
  });

  it("keeps the pages of a shard where a review leaves another one without a question", async () => {
    const set = await madeSet(makeFolder(), 4);
    const settings = { ...optionsOf(set, "", "").settings, shard: { index: 1, of: 2 } };
    const asked = (questions: typeof set.questions) =>
      selectAsked(questions, set.pages, builtInPrompts, settings).items.map(({ question }) => question.id);
    const [first] = set.questions;
    const without = set.questions.map(question =>
      question.page_id === first?.page_id
        ? { ...question, review: { ...question.review, state: "rejected" as const } }
        : question,
    );
    expect(asked(set.questions).length).toBeGreaterThan(0);
    expect(asked(without)).toEqual(asked(set.questions));
  });

  it("takes up more questions and further attempts in the same folder, and asks those alone", async () => {
    const set = await madeSet(makeFolder(), 2);
    const server = await knowing(set);
    const out = makeFolder();
    const few = await evaluated(optionsOf(set, server.url, out, { settings: { limit: 3 } }));
    const all = await evaluated(optionsOf(set, server.url, out));
    expect([few.plan.toAsk, all.plan.done, all.plan.toAsk]).toEqual([3, 3, set.questions.length - 3]);
    expect(all.run.id).toBe(few.run.id);
    const sampling = { ...optionsOf(set, "", out).settings.sampling, attempts: 2 };
    const twice = await evaluated(optionsOf(set, server.url, out, { settings: { sampling } }));
    expect([twice.plan.done, twice.plan.toAsk, twice.run.sampling.n]).toEqual([
      ...[set.questions.length, set.questions.length, 2],
    ]);
    expect(server.ledger).toHaveLength(2 * set.questions.length);
    expect(rowsIn(out)).toHaveLength(2 * set.questions.length);
    const once = await runEvaluation(optionsOf(set, server.url, out));
    expect(once).toEqual({ kind: "differs", differences: [{ key: "sampling.n", before: 2, now: 1 }] });
  });

  it("asks everything again when it is to be fresh", async () => {
    const set = await madeSet(makeFolder(), 1);
    const server = await knowing(set);
    const out = makeFolder();
    await evaluated(optionsOf(set, server.url, out));
    await evaluated(optionsOf(set, server.url, out, { isFresh: true }));
    expect(server.ledger).toHaveLength(2 * set.questions.length);
    expect(rowsIn(out)).toHaveLength(set.questions.length);
  });

  it("makes up what a crash tore", async () => {
    const set = await madeSet(makeFolder(), 1);
    const server = await knowing(set);
    const out = makeFolder();
    await evaluated(optionsOf(set, server.url, out));
    const rows = rowsIn(out);
    const predictions = join(out, "predictions.jsonl");
    const lines = readFileSync(predictions, "utf8");
    truncateSync(predictions, lines.length - 40);
    appendFileSync(join(out, "rollouts", "0.jsonl"), '{"input": "torn');
    const again = await evaluated(optionsOf(set, server.url, out));
    // The answer is in the log of requests: nothing is sent.
    expect([again.damaged, again.plan.toAsk, again.summary.kept, again.summary.requests]).toEqual([1, 1, 1, 0]);
    expect(server.ledger).toHaveLength(set.questions.length);
    const ids = (all: typeof rows) => all.map(row => row["prediction_id"]).toSorted();
    expect(ids(rowsIn(out))).toEqual(ids(rows));
  });

  it("only counts in a dry run, and writes nothing", async () => {
    const set = await madeSet(makeFolder(), 2);
    const out = join(makeFolder(), "not-there");
    const prices = { currency: "EUR", per: 1000, models: { "known-model": { prompt: 1, completion: 2 } } };
    const result = await runEvaluation(
      optionsOf(set, "http://127.0.0.1:9/v1", out, { isDryRun: true, endpoint: { prices } }),
    );
    expect(result).toMatchObject({
      kind: "planned",
      plan: {
        ...{ questions: 14, toAsk: 14, done: 0, requests: { least: 14, most: 14 } },
        // Panel Reordering shows a second one.
        images: { least: 16, most: 16 },
        completionTokens: 14 * 4096,
      },
    });
    if (result.kind === "planned") expect(result.plan.cost).toBeGreaterThan((14 * 4096 * 2) / 1000);
    expect(existsSync(out)).toBe(false);
  });

  it("stops where the endpoint fails for all, and takes that for no answer", async () => {
    const set = await madeSet(makeFolder(), 1);
    const server = await knowing(set, {}, { key: "right" });
    const out = makeFolder();
    const wrong = await evaluated(optionsOf(set, server.url, out));
    expect([wrong.stop, wrong.summary.lastFailure?.code]).toEqual(["failing", "unauthorised"]);
    expect(predictionsIn(out)).toEqual([]);
    const key = () => Promise.resolve("right");
    const right = await evaluated(optionsOf(set, server.url, out, { endpoint: { key } }));
    expect([right.stop, right.summary.states.ok]).toEqual([null, set.questions.length]);
    const written = ["evaluation.json", "requests.jsonl", "predictions.jsonl"];
    for (const file of written) expect(readFileSync(join(out, file), "utf8")).not.toContain('right"');
  });

  it("is refused while another one asks for the same folder, and asks no more at once than it may", async () => {
    const set = await madeSet(makeFolder(), 2);
    const server = await knowing(set, {}, { delay: 5 });
    const out = makeFolder();
    const wishes = { endpoint: { atOnce: { start: 3, most: 3 } } };
    const first = evaluated(optionsOf(set, server.url, out, wishes));
    expect(await runEvaluation(optionsOf(set, server.url, out))).toEqual({ kind: "busy", pid: process.pid });
    expect((await first).summary.states.ok).toBe(set.questions.length);
    expect(server.mostUnderWay).toBeLessThanOrEqual(3);
    expect(existsSync(join(out, ".writing"))).toBe(false);
  });

  it("leaves a folder alone that has something else in it", async () => {
    const set = await madeSet(makeFolder(), 1);
    const result = await runEvaluation(optionsOf(set, "http://127.0.0.1:9/v1", set.folder));
    expect(result).toEqual({ kind: "foreign", path: join(set.folder, "questions.jsonl") });
    expect(existsSync(join(set.folder, "evaluation.json"))).toBe(false);
  });
});
