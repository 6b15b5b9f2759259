import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { evaluationRunSchema } from "../../../src/core/evaluation/evaluationRun.js";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import { delimitedRecords } from "../../../src/core/evaluation/import/delimitedRecords.js";
import { exportBenchmark } from "../../../src/node/benchmark/exportBenchmark.js";
import { importEvaluation } from "../../../src/node/evaluation/import/importEvaluation.js";
import type { ImportOptions } from "../../../src/node/evaluation/import/importResult.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { askedIn, madeSet, predictionsIn, rowsIn } from "../evaluationRun/asking.js";

const makeFolder = temporaryFolder();
const trainerFolder = join(import.meta.dirname, "..", "..", "..", "src", "trainer");

const optionsOf = (files: readonly string[], dataset: string, out: string, more: Partial<ImportOptions> = {}) => ({
  ...{ files, dataset, out, name: "theirs", model: "a-model", input: null, format: null, mapping: null },
  ...{
    rotations: "together" as const,
    toolVersion: "0.0.0",
    signal: new AbortController().signal,
    now: () => 0,
    ...more,
  },
});

async function imported(options: ImportOptions) {
  const result = await importEvaluation(options);
  if (result.kind !== "imported") throw new Error(JSON.stringify(result));
  return result;
}

function written(name: string, content: string | Buffer): string {
  const file = join(makeFolder(), name);
  writeFileSync(file, content);
  return file;
}

const jsonLines = (rows: readonly object[]): string => rows.map(row => `${JSON.stringify(row)}\n`).join("");
const rightOf = ({ answer }: QuestionRecord): string => `<answer>${String(answer)}</answer>`;
const gradesIn = (out: string) => gradeAnswers(predictionsIn(out), askedIn(out), []);
const outcomesIn = (out: string) => gradesIn(out).map(({ outcome }) => outcome);

/** Results of a mapped table, one row for each question. */
const mapped = (questions: readonly QuestionRecord[], text: (one: QuestionRecord, at: number) => string) =>
  jsonLines(
    questions.map((one, at) => ({ custom_id: one.id, response: { status_code: 200, body: body(text(one, at)) } })),
  );

const body = (content: string | null, finish = "stop") => ({
  model: "a-model-2026",
  choices: [{ message: { role: "assistant", content }, finish_reason: finish }],
  usage: { prompt_tokens: 10, completion_tokens: 3 },
});

describe("results of other programs", () => {
  it("come back from an export for VLMEvalKit as they were answered", async () => {
    const set = await madeSet(makeFolder());
    const exports = join(makeFolder(), "out");
    const asked = { to: "vlmevalkit", splits: ["train", "val", "test"] } as const;
    const exported = await exportBenchmark({ folder: set.folder, out: exports, asked, version: "1", trainerFolder });
    if (exported.kind !== "exported") throw new Error(JSON.stringify(exported));
    const files = readdirSync(exports).filter(name => name.endsWith(".tsv"));
    expect(files.length).toBeGreaterThan(0);
    const results = files.map(name => {
      const rows = [...delimitedRecords(readFileSync(join(exports, name), "utf8"), "\t")].filter(row => row !== null);
      const told = rows.map((row, at) => ({
        ...row,
        image: undefined,
        prediction: `Answer: ${String(row["answer"])}`,
        hit: at === 0 ? 0 : 1,
      }));
      return written(`a-model_${name.replace(".tsv", ".json")}`, JSON.stringify(told));
    });
    const out = join(makeFolder(), "evaluation");
    const { counts, formats, run } = await imported(optionsOf(results, set.folder, out));
    expect(formats).toEqual(["vlmevalkit"]);
    expect(counts).toMatchObject({ unmatched: 0, joined: counts.rows, rotations: 0 });
    expect(counts.disagreements).toBeGreaterThan(0);
    expect(outcomesIn(out).filter(outcome => outcome !== "correct" && outcome !== "unjudged")).toEqual([]);
    expect(evaluationRunSchema.parse(JSON.parse(readFileSync(join(out, "evaluation.json"), "utf8")))).toEqual(run);
    expect(rowsIn(out)).toHaveLength(counts.joined);
  });

  it("come back from lmms-eval by the id that our metric keeps, else by number, question and truth", async () => {
    const set = await madeSet(makeFolder(), 2);
    const own = set.questions.map((one, at) => ({
      ...{ doc_id: at, input: one.question, target: String(one.answer), resps: [[rightOf(one)]] },
      ...{ filtered_resps: ["B"], fg_acc: { our_id: one.id, score: 0 } },
    }));
    const withIds = join(makeFolder(), "a");
    const first = await imported(optionsOf([written("samples.jsonl", jsonLines(own))], set.folder, withIds));
    expect(first.formats).toEqual(["lmms-eval"]);
    expect(new Set(outcomesIn(withIds))).toEqual(new Set(["correct"]));
    expect(first.counts.disagreements).toBe(first.counts.compared);
    const bare = own.map(row => ({ ...row, fg_acc: undefined, input: `Look.\n${row.input}\nAnswer.` }));
    const byNumber = join(makeFolder(), "b");
    const second = await imported(optionsOf([written("samples.jsonl", jsonLines(bare))], set.folder, byNumber));
    expect(second.counts.flags).toEqual({ "joined-by-index": set.questions.length });
    expect(predictionsIn(byNumber).map(one => one.question_id)).toEqual(set.questions.map(({ id }) => id));
    const moved = bare.map(row => ({ ...row, doc_id: row.doc_id + 3 }));
    const third = await importEvaluation(
      optionsOf([written("samples.jsonl", jsonLines(moved))], set.folder, join(makeFolder(), "c")),
    );
    expect(third.kind).toBe("unjoined");
  });

  it("of a batch keep failures, cuts and refusals as what they are", async () => {
    const { folder, questions } = await madeSet(makeFolder());
    const [a, b, c, d] = questions;
    const rows = [
      { custom_id: a?.id, response: { status_code: 200, body: body("<think>It is", "length") } },
      { custom_id: b?.id, response: { status_code: 500, body: {} }, error: null },
      { custom_id: c?.id, response: null, error: { code: "expired", message: "expired" } },
      { custom_id: d?.id, response: { status_code: 200, body: body(null, "content_filter") } },
      ...questions
        .slice(4)
        .map(one => ({ custom_id: one.id, response: { status_code: 200, body: body(rightOf(one)) } })),
    ];
    const out = join(makeFolder(), "evaluation");
    const { counts } = await imported(optionsOf([written("output.jsonl", jsonLines(rows))], folder, out));
    const byId = new Map(gradesIn(out).map(({ questionId, outcome }) => [questionId, outcome]));
    expect([a, b, c, d].map(one => byId.get(one?.id ?? ""))).toEqual(["truncated", "failed", "failed", "refused"]);
    expect(questions.slice(4).every(({ id }) => byId.get(id) === "correct")).toBe(true);
    expect(counts.flags).toEqual({ "request-failed": 2 });
  });

  it("of inspect_ai are read from its archive and from its JSON, NaN and attachments with them", async () => {
    const { folder, questions } = await madeSet(makeFolder());
    const sample = (one: QuestionRecord, at: number) => ({
      ...{ id: one.id, epoch: 2, input: one.question, target: String(one.answer) },
      output: {
        model: "m",
        choices: [{ message: { content: at === 0 ? "attachment://a1" : rightOf(one) }, stop_reason: "stop" }],
      },
      ...{ attachments: { a1: rightOf(one) }, scores: { choice: { value: at === 1 ? "NAN" : "C" } } },
    });
    const text = (one: QuestionRecord, at: number): string => JSON.stringify(sample(one, at)).replace('"NAN"', "NaN");
    const zip = new JSZip().file("header.json", '{"eval": {"model": "m"}}');
    for (const [at, one] of questions.entries()) zip.file(`samples/${one.id}_epoch_2.json`, text(one, at));
    const archive = written("log.eval", await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" }));
    const json = written("log.json", `{"eval": {"model": "m"}, "samples": [${questions.map(text).join(",")}]}`);
    for (const file of [archive, json]) {
      const out = join(makeFolder(), "evaluation");
      const { counts } = await imported(optionsOf([file], folder, out));
      expect(new Set(outcomesIn(out))).toEqual(new Set(["correct"]));
      expect(counts).toMatchObject({ disagreements: 0, flags: { unscored: 1 } });
      expect(predictionsIn(out).every(({ attempt }) => attempt === 1)).toBe(true);
    }
  });

  it("in a spreadsheet are told where its cells end, and guesses of a judge are read anew", async () => {
    const { folder, questions } = await madeSet(makeFolder());
    const [first, second] = questions;
    const cell = (text: string, at: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const shared = (at: string, number: number) => `<c r="${at}" t="s"><v>${number}</v></c>`;
    const texts = ["index", "our_id", "prediction", "log", "hit"];
    const rows = questions.map((one, at) => {
      const row = at + 2;
      const text = one === first ? "x".repeat(32_767) : `Answer: ${String(one.answer)}`;
      const log = one === second ? "Failed to parse, randomly generate one." : "";
      return `<row r="${row}"><c r="A${row}"><v>${at}</v></c>${cell(one.id, `B${row}`)}${cell(text, `C${row}`)}${cell(log, `D${row}`)}<c r="E${row}"><v>0</v></c></row>`;
    });
    const head = `<row r="1">${texts.map((_, at) => shared(`${"ABCDE"[at] ?? ""}1`, at)).join("")}</row>`;
    const zip = new JSZip()
      .file("xl/sharedStrings.xml", `<sst>${texts.map(text => `<si><t>${text}</t></si>`).join("")}</sst>`)
      .file("xl/worksheets/sheet1.xml", `<worksheet><sheetData>${head}${rows.join("")}</sheetData></worksheet>`);
    const file = written("a-model_Set.xlsx", await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" }));
    const out = join(makeFolder(), "evaluation");
    const { counts } = await imported(optionsOf([file], folder, out));
    expect(counts.flags).toEqual({ "cut-by-writer": 1, "judge-guess": 1 });
    const byId = new Map(gradesIn(out).map(({ questionId, outcome }) => [questionId, outcome]));
    expect([byId.get(first?.id ?? ""), byId.get(second?.id ?? "")]).toEqual(["truncated", "correct"]);
  });

  it("of DeepEyes are found by picture, question and truth", async () => {
    const { folder, questions } = await madeSet(makeFolder(), 3);
    const rows = questions.map(one => ({
      ...{ image: `/data/${one.image}`, question: one.question, answer: String(one.answer), pred_ans: "A" },
      pred_output: [
        { role: "user", content: "x" },
        { role: "assistant", content: rightOf(one) },
      ],
      status: "success",
    }));
    const out = join(makeFolder(), "evaluation");
    const { counts } = await imported(optionsOf([written("result.jsonl", jsonLines(rows))], folder, out));
    expect(counts.flags).toEqual({ "joined-by-text": questions.length });
    expect(new Set(outcomesIn(out))).toEqual(new Set(["correct"]));
  });

  it("of any table are read by a mapping, the last of several answers holds, and other truths have no grade", async () => {
    const { folder, questions } = await madeSet(makeFolder());
    const [first, second] = questions;
    const lines = questions.map(
      one => `${one.id},"${rightOf(one)}",${one === second ? "elsewhere" : String(one.answer)}`,
    );
    const csv = `\uFEFFkey,said,truth\r\n${[`${first?.id ?? ""},none,`, ...lines].join("\r\n")}\r\n`;
    const mapping = { id: "key", prediction: "said", target: "truth" };
    const out = join(makeFolder(), "evaluation");
    const file = written("table.csv", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv.slice(1), "utf16le")]));
    const { counts } = await imported(optionsOf([file], folder, out, { mapping }));
    expect(counts).toMatchObject({ duplicates: 1, flags: { duplicate: 1, "target-differs": 1 } });
    expect(predictionsIn(out)).toHaveLength(questions.length + 1);
    expect(rowsIn(out)).toHaveLength(questions.length);
    const grades = gradesIn(out);
    expect(grades.filter(({ outcome }) => outcome === "stale").map(one => one.questionId)).toEqual([second?.id]);
    expect(grades.find(one => one.questionId === first?.id)?.outcome).toBe("correct");
  });

  it("are refused when too few are about the questions that are here, with the first of them named", async () => {
    const { folder, questions } = await madeSet(makeFolder(), 3);
    const others = questions.map((one, at) => (at < 2 ? { ...one, id: `foreign-${at}` } : one));
    const out = join(makeFolder(), "evaluation");
    const result = await importEvaluation(optionsOf([written("o.jsonl", mapped(others, rightOf))], folder, out));
    expect(result).toMatchObject({ kind: "unjoined", counts: { rows: questions.length, unmatched: 2 } });
    expect(result.kind === "unjoined" && result.unmatched).toEqual(["1: foreign-0", "2: foreign-1"]);
    expect(existsSync(out)).toBe(false);
  });
});

describe("a file that is not what its name says", () => {
  const good = '{"custom_id": "q", "response": {}}\n';
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  it.each<[name: string, content: string | Buffer, code: string]>([
    ["results.pkl", "whatever", "pickle"],
    ["results.json", '[{"a": ', "not-json"],
    ["results.json", Buffer.from([0x22, 0xe9, 0x22]), "not-utf8"],
    ["results.json", "[]", "no-records"],
    ["results.json", '[{"a": 1}]', "unknown-format"],
    ["results.jsonl", "", "no-records"],
    ["results.jsonl", `${deep}\n`, "unknown-format"],
    ["results.xlsx", "no archive", "not-a-zip"],
    ["log.eval", Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(60)]), "not-a-zip"],
    ["table.tsv", "a\tb\n1\t2\n", "unknown-format"],
  ])("%s with %j is refused as %s", async (name, content, code) => {
    const { folder } = await madeSet(makeFolder(), 1);
    const out = join(makeFolder(), "evaluation");
    expect(await importEvaluation(optionsOf([written(name, content)], folder, out))).toMatchObject({
      kind: "fault",
      code,
    });
    expect(existsSync(out)).toBe(false);
  });

  it("loses its torn lines and keeps the others", async () => {
    const { folder, questions } = await madeSet(makeFolder());
    const out = join(makeFolder(), "evaluation");
    const torn = `${mapped(questions, rightOf)}${good.slice(0, 20)}`;
    const { counts } = await imported(optionsOf([written("o.jsonl", torn)], folder, out));
    expect(counts).toMatchObject({ damaged: 1, joined: questions.length });
  });

  it("packed in a way that is not known is refused", async () => {
    const { folder } = await madeSet(makeFolder(), 1);
    const zip = new JSZip().file("samples/a.json", "{}");
    const bytes = await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
    const directory = bytes.lastIndexOf(Buffer.from("PK\u0001\u0002"));
    bytes.writeUInt16LE(77, directory + 10);
    const file = written("log.eval", bytes);
    const out = join(makeFolder(), "evaluation");
    expect(await importEvaluation(optionsOf([file], folder, out))).toMatchObject({ code: "other-method" });
  });

  it("never goes over a folder that has something in it", async () => {
    const { folder, questions } = await madeSet(makeFolder());
    const file = written("o.jsonl", mapped(questions, rightOf));
    expect(await importEvaluation(optionsOf([file], folder, folder))).toMatchObject({ kind: "not-empty" });
  });
});
