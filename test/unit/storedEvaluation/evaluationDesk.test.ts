import { createHash } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verdictRecordSchema } from "../../../src/core/evaluation/verdictRecord.js";
import { GradeStore } from "../../../src/node/evaluation/gradeStore.js";
import { EvaluationDesk } from "../../../src/node/evaluation/stored/evaluationDesk.js";
import type { TableQuery } from "../../../src/protocol/evaluation/evaluationViewApi.js";
import { madePage, madeQuestions } from "../../fixtures/madeBenchmark.js";
import { writeMadeEvaluation } from "../../fixtures/madeEvaluation.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { madeVerdict } from "../evaluation/madeRecords.js";

const makeFolder = temporaryFolder();
const questions = [1, 2, 3].flatMap(number => madeQuestions(madePage(number), "test"));
const depths = questions.filter(({ task }) => task === "depth_comparison");
const reply = (answer: string | number) => `<answer>${String(answer)}</answer>`;

/** Questions about depth are answered wrongly, one of the open ones is waited for, and the last one has failed. */
function evaluation(): string {
  const replies = questions.map((question, at) => {
    if (question.answer_type === "open") return reply("somebody else");
    if (at === questions.length - 1) return null;
    const other = question.options.find(({ label }) => label !== question.answer)?.label ?? "?";
    return reply(question.task === "depth_comparison" ? other : question.answer);
  });
  return writeMadeEvaluation(join(makeFolder(), "one"), { name: "one", questions, replies });
}

const desk = () => new EvaluationDesk();
const everything = { task: null, outcome: null, isBlind: false } as const;
const plainQuery: TableQuery = { kind: "models", base: null, hidden: [], split: null, by: "issue", trained: {} };
const gallery = { outcome: "wrong", most: 4, mostOf: {} } as const;
const decision = { why: "", name: "Ada", toolVersion: "0.0.0", at: "2026-01-01T00:00:00Z" } as const;
const predictionOf = (id = "") => `pr-run-one-${id}`;

describe("a desk of evaluations", () => {
  it("digests a folder: what waits or failed, and right ones of those that count once nothing waits", async () => {
    const folder = evaluation();
    const [digest] = await desk().digests({ folders: [folder, join(folder, "nothing")] });
    const opens = questions.filter(({ answer_type: type }) => type === "open").length;
    expect(digest).toMatchObject({ name: "one", attempts: questions.length, done: questions.length, isEnded: true });
    expect(digest?.outcomes).toMatchObject({ wrong: depths.length, failed: 1, unjudged: opens });
    expect(digest?.accuracy).toBeNull();
    const closed = questions.filter(({ answer_type: type }) => type !== "open");
    const replies = closed.map(({ answer }, at) => (at === 0 ? null : reply(answer)));
    const judged = writeMadeEvaluation(join(makeFolder(), "closed"), { name: "closed", questions: closed, replies });
    const [whole] = await desk().digests({ folders: [judged] });
    expect(whole?.accuracy).toMatchObject({ k: closed.length - 1, n: closed.length });
  });

  it("changes a cell by a person's verdict, and changes it back when that is taken back", async () => {
    const folder = evaluation();
    const one = desk();
    const cell = async () => {
      const { table } = await one.table({ folders: [folder], query: plainQuery });
      const { k, n } = table.rows[0]?.cells["depth_comparison"]?.accuracy ?? { k: null, n: null };
      return [k, n];
    };
    expect(await cell()).toEqual([0, depths.length]);
    const prediction = predictionOf(depths[0]?.id);
    expect(await one.decide({ folder, decision: { ...decision, prediction, outcome: "correct" } })).toBe(true);
    expect(await cell()).toEqual([1, depths.length]);
    expect((await one.answer({ folder, prediction, isBlind: false }))?.human).toMatchObject({ by: "Ada" });
    expect(await one.decide({ folder, decision: { ...decision, prediction, outcome: null } })).toBe(true);
    expect(await cell()).toEqual([0, depths.length]);
    // Nothing is left to be taken back, and nothing is written.
    expect(await one.decide({ folder, decision: { ...decision, prediction, outcome: null } })).toBe(false);
    const lines = readFileSync(join(folder, "verdicts.jsonl"), "utf8").trim().split("\n");
    const verdicts = lines.map(line => verdictRecordSchema.parse(JSON.parse(line)));
    expect(verdicts.map(({ takes_back: back }) => back)).toEqual([null, verdicts[0]?.id]);
  });

  it("hears of verdicts that another window writes, and of answers that come while it looks on", async () => {
    const folder = evaluation();
    const [one, other] = [desk(), desk()];
    const file = join(folder, "predictions.jsonl");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    const last = lines.at(-1) ?? "";
    writeFileSync(file, `${lines.slice(0, -1).join("\n")}\n`);
    const done = async () => (await one.digests({ folders: [folder] }))[0]?.done;
    expect(await done()).toBe(questions.length - 1);
    appendFileSync(file, last.slice(0, 40));
    expect(await done()).toBe(questions.length - 1);
    appendFileSync(file, `${last.slice(40)}\n`);
    expect(await done()).toBe(questions.length);
    const prediction = predictionOf(depths[0]?.id);
    await other.decide({ folder, decision: { ...decision, prediction, outcome: "correct" } });
    expect((await one.digests({ folders: [folder] }))[0]?.outcomes.wrong).toBe(depths.length - 1);
  });

  it("lists the answers of a cell by what they came to", async () => {
    const folder = evaluation();
    const list = await desk().answers({ query: { ...everything, folder, task: "depth_comparison" } });
    expect(list.counts).toEqual({ wrong: depths.length });
    expect(list.answers.map(({ question }) => question)).toEqual(depths.map(({ id }) => id));
    const none = await desk().answers({
      query: { ...everything, folder, task: "depth_comparison", outcome: "correct" },
    });
    expect([none.answers, none.total]).toEqual([[], depths.length]);
  });

  it("says blindly nothing of what an answer came to before a person has decided it", async () => {
    const folder = evaluation();
    const one = desk();
    const query = { ...everything, folder, isBlind: true };
    const before = await one.answers({ query });
    expect(before.counts).toEqual({});
    expect(before.answers.every(({ outcome, by }) => outcome === null && by === null)).toBe(true);
    const prediction = predictionOf(depths[0]?.id);
    expect(await one.answer({ folder, prediction, isBlind: true })).toMatchObject({ outcome: null, judge: null });
    await one.decide({ folder, decision: { ...decision, prediction, outcome: "correct" } });
    const after = await one.answers({ query });
    expect(after.answers.at(-1)).toMatchObject({ prediction, outcome: "correct", by: "human" });
    expect(after.agreement).toMatchObject({ n: 1, agreed: 0 });
  });

  it("draws the list by which a person checks the judge, shows it first, and says how far both agree on it", async () => {
    const folder = evaluation();
    const one = desk();
    const query = { ...everything, folder, isBlind: true };
    const draw = () => one.drawCheck({ folder, toolVersion: "0.0.0" });
    expect([await draw(), (await one.answers({ query })).canDraw]).toEqual([false, false]);
    const opens = questions.filter(({ answer_type: type }) => type === "open");
    const sha = createHash("sha256").update(reply("somebody else")).digest("hex");
    const verdicts = opens.map(({ id, content_sha: question_sha }, at) =>
      madeVerdict({
        ...{ id: `vd-${at}`, prediction_id: predictionOf(id), question_id: id, question_sha, text_sha: sha },
        outcome: at === 0 ? "correct" : "incorrect",
      }),
    );
    writeFileSync(join(folder, "verdicts.jsonl"), verdicts.map(verdict => `${JSON.stringify(verdict)}\n`).join(""));
    expect(await one.answers({ query })).toMatchObject({ check: null, canDraw: true });
    expect([await draw(), await draw()]).toEqual([true, true]);
    expect(readFileSync(join(folder, "checks.jsonl"), "utf8").trim().split("\n")).toHaveLength(1);
    const list = await one.answers({ query });
    expect([list.check, list.canDraw]).toEqual([{ drawn: opens.length, decided: 0, agreement: null }, false]);
    const first = list.answers.slice(0, opens.length);
    expect(new Set(first.map(({ task }) => task))).toEqual(new Set(["panel_understanding"]));
    expect(first.every(({ outcome }) => outcome === null)).toBe(true);
    await one.decide({ folder, decision: { ...decision, prediction: first[0]?.prediction ?? "", outcome: "correct" } });
    const after = await one.answers({ query });
    expect(after.check).toMatchObject({ decided: 1, agreement: { n: 1 } });
    expect(after.answers.at(-1)?.prediction).toBe(first[0]?.prediction);
  });

  it("makes tables of a split, of other clusters and rows, and of what models were trained on", async () => {
    const folder = evaluation();
    const one = desk();
    const table = async (changes: Partial<TableQuery>) => {
      const shown = await one.table({ folders: [folder], query: { ...plainQuery, ...changes } });
      return shown.table;
    };
    expect((await table({ split: "train" })).columns).toEqual([]);
    const cell = (await table({ by: "page" })).rows[0]?.cells["depth_comparison"];
    expect(cell).toMatchObject({ clusteredBy: "page", isTrained: false });
    const trained = await table({ kind: "transfer", trained: { [folder]: ["depth_comparison"] } });
    expect(trained.rows[0]?.cells["depth_comparison"]?.isTrained).toBe(true);
    expect((await table({ hidden: [folder] })).rows).toEqual([]);
  });

  it("takes grades that were kept by another window, until a file changes", async () => {
    const [folder, kept] = [evaluation(), makeFolder()];
    const shown = async () => {
      const one = new EvaluationDesk({ store: new GradeStore(kept), script: null });
      return (await one.table({ folders: [folder], query: plainQuery })).table.rows[0];
    };
    const first = await shown();
    for (const name of readdirSync(kept)) {
      const file = join(kept, name);
      writeFileSync(file, readFileSync(file, "utf8").replaceAll('"name":"one"', '"name":"kept"'));
    }
    expect(await shown()).toEqual({ ...first, label: "kept" });
    appendFileSync(join(folder, "verdicts.jsonl"), "\n");
    expect(await shown()).toEqual(first);
  });

  it("shows failures by what they came to, and as many as are asked for", async () => {
    const folder = evaluation();
    const one = desk();
    const failed = await one.failures({ query: { ...gallery, folder, outcome: "failed" } });
    expect(failed.groups.map(({ total }) => total)).toEqual([1]);
    const [few] = (await one.failures({ query: { ...gallery, folder, most: 1 } })).groups;
    expect([few?.failures.length, few?.total]).toEqual([1, depths.length]);
    const mostOf = { depth_comparison: 2 };
    const { groups } = await one.failures({ query: { ...gallery, folder, most: 1, mostOf } });
    expect(groups[0]?.failures).toHaveLength(2);
  });

  it("has shards of one evaluation as one row, whose answers are decided where they lie", async () => {
    const root = makeFolder();
    const folders = [0, 1].map(index => {
      const own = questions.filter((_, at) => at % 2 === index);
      const changes = { id: `run-${index}`, shard: { index, of: 3 } };
      const replies = own.map(() => reply("Z"));
      return writeMadeEvaluation(join(root, `s${index}`), { name: "split", questions: own, replies, changes });
    });
    const [first = "", second = ""] = folders;
    const one = desk();
    const shown = () => one.table({ folders, query: plainQuery });
    const { table, evaluations } = await shown();
    expect(table.rows.map(({ id, cells }) => [id, cells["depth_comparison"]?.accuracy.n])).toEqual([
      [first, depths.length],
    ]);
    expect(evaluations).toMatchObject([{ folder: first, done: questions.length, missing: 1 }]);
    expect(table.rows[0]?.gaps).toMatchObject({ attempts: null, shards: { missing: [2], of: 3 } });
    const list = await one.answers({ query: { ...everything, folder: first, task: "depth_comparison" } });
    expect(list.answers.map(({ question }) => question).toSorted()).toEqual(depths.map(({ id }) => id).toSorted());
    const other = list.answers.find(({ prediction }) => prediction.startsWith("pr-run-1-"))?.prediction ?? "";
    expect((await one.answer({ folder: first, prediction: other, isBlind: false }))?.folder).toBe(second);
    expect(await one.decide({ folder: first, decision: { ...decision, prediction: other, outcome: "correct" } })).toBe(
      true,
    );
    expect(readFileSync(join(second, "verdicts.jsonl"), "utf8")).toContain(other);
    expect((await shown()).table.rows[0]?.cells["depth_comparison"]?.accuracy.k).toBe(1);
  });

  it("shows wrong answers of each task kind with their targets", async () => {
    const { groups, counts } = await desk().failures({ query: { ...gallery, folder: evaluation() } });
    const failures = groups.flatMap(group => group.failures);
    expect(counts).toEqual({ wrong: depths.length, failed: 1 });
    expect(new Set(failures.map(({ task }) => task))).toEqual(new Set(["depth_comparison"]));
    expect(failures.map(({ targets }) => targets.length)).toEqual(depths.map(({ targets }) => targets?.length ?? 0));
    expect(failures.map(({ marks }) => marks.length)).toEqual(depths.map(({ marks }) => marks.length));
    expect(failures[0]?.options.map(({ label }) => label)).toEqual(depths[0]?.options.map(({ label }) => label));
    expect(failures[0]?.reply).toMatch(/^<answer>/);
  });

  it("writes failures as a file in which what a model said stays text", async () => {
    const folder = evaluation();
    const file = join(folder, "predictions.jsonl");
    const hostile = "</answer><script>alert(1)</script>";
    const asked = join(folder, "questions.jsonl");
    writeFileSync(asked, readFileSync(asked, "utf8").replaceAll(/"color":"#[0-9a-f]+"/g, '"color":"\\"><script>"'));
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("somebody else", JSON.stringify(hostile).slice(1, -1)));
    const one = desk();
    const prediction = predictionOf(questions.find(({ answer_type: type }) => type === "open")?.id);
    await one.decide({ folder, decision: { ...decision, prediction, outcome: "incorrect" } });
    const words = { title: "<b>", said: "says {0}, right is {1}", nothing: "nothing", noPage: "no page", tasks: {} };
    const html = await one.gallery({ query: { ...gallery, folder }, words });
    expect(html).toContain("&lt;b&gt;");
    expect(html.match(/<article>/g)).toHaveLength(depths.length + 1);
    expect(html).not.toContain("<script");
    expect(html).toContain('class="target"');
    // Marks of the question, its options, and what was said.
    expect(html).toContain('stroke="#b3261e"');
    expect(html).toContain("<li>A ");
    expect(html).toContain("<pre>&lt;answer&gt;");
    expect(html).toContain("no page");
  });
});
