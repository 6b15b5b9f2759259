import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import { verdictRecordSchema } from "../../../src/core/evaluation/verdictRecord.js";
import { evalImportCommand } from "../../../src/node/cli/evalImportCommand.js";
import { evalImportOutput } from "../../../src/node/cli/evalImportOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { askedIn, madeSet, predictionsIn } from "../evaluationRun/asking.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();

async function evalImport(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const commands = [evalImportCommand("1.2.3", output)];
  const code = await runProgram(program("1.2.3", output, commands), ["import", ...args], output);
  return { code, out, err };
}

function outcomesIn(folder: string) {
  const file = join(folder, "verdicts.jsonl");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const verdicts = lines.map(line => verdictRecordSchema.parse(JSON.parse(line)));
  return gradeAnswers(predictionsIn(folder), askedIn(folder), verdicts).map(({ outcome }) => outcome);
}

describe("loupe eval import", () => {
  it("reads a table by a mapping, and reports in the form that its schema has", async () => {
    const { folder, questions } = await madeSet(makeFolder());
    const [table, mapping] = [join(makeFolder(), "table.tsv"), join(makeFolder(), "mapping.json")];
    const lines = questions.map(({ id, answer }) => `${id}\tAnswer: ${String(answer)}\t0`);
    writeFileSync(table, ["key\tsaid\thit", ...lines, ""].join("\n"));
    writeFileSync(mapping, '{"id": "key", "prediction": "said", "verdict": "hit"}');
    const out = join(makeFolder(), "theirs");
    const words = [table, "--dataset", folder, "--model", "gemini-2.5-pro", "--mapping", mapping];
    const ran = await evalImport(...words, "--out", out, "--json");
    const judged =
      "loupe: 3 open answers were judged there: --verdicts takes that, loupe eval judge judges them anew\n";
    expect([ran.code, ran.err]).toEqual([0, judged]);
    const value = evalImportOutput.parse(JSON.parse(ran.out));
    expect(value.run).toMatchObject({ name: "theirs", model: { requested: "gemini-2.5-pro", family: "gemini" } });
    expect(value.run.imported).toEqual({ harness: "mapped", files: ["table.tsv"] });
    expect(value.counts.disagreements).toBe(value.counts.compared);
    const again = await evalImport(...words, "--out", out);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining("has something in it")]);
  });

  it("names what it has no question for, and says why a file is not read", async () => {
    const { folder } = await madeSet(makeFolder(), 1);
    const [table, pickle] = [join(makeFolder(), "table.csv"), join(makeFolder(), "a.pkl")];
    writeFileSync(table, "index,prediction,our_id\n0,A,elsewhere\n");
    writeFileSync(pickle, "");
    const words = ["--dataset", folder, "--model", "m", "--out", join(makeFolder(), "theirs")];
    const unknown = await evalImport(table, ...words);
    expect(unknown.code).toBe(1);
    expect(unknown.err).toContain("no question for row 1: elsewhere");
    expect(unknown.err).toContain("only 0 of 1 rows");
    const refused = await evalImport(pickle, ...words);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("PRED_FORMAT=tsv")]);
  });

  it("takes what MangaVQA's judge held for a judge's verdicts where that is wished, its failures for failures", async () => {
    const { folder, questions } = await madeSet(makeFolder(), 4);
    const open = questions.filter(({ answer_type: type }) => type === "open");
    const scores = [10, 7, 1, 1];
    const rows = open.map((question, at) => ({
      ...{ our_id: question.id, question: question.question, answer: question.answer, generated_answer: "Somebody." },
      ...{ gpt4o_eval: at === 3 ? "I cannot say" : String(scores[at]), gpt4o_score: scores[at] },
    }));
    const file = join(makeFolder(), "results.jsonl");
    writeFileSync(file, rows.map(row => `${JSON.stringify(row)}\n`).join(""));
    const words = [file, "--dataset", folder, "--model", "m", "--as", "mangavqa", "--out"];
    const [bare, judged] = [join(makeFolder(), "bare"), join(makeFolder(), "judged")];
    const told = await evalImport(...words, bare);
    expect(told.err).toContain("4 open answers were judged there: --verdicts takes that");
    expect(outcomesIn(bare)).toEqual(["unjudged", "unjudged", "unjudged", "unjudged"]);
    const taken = await evalImport(...words, judged, "--verdicts");
    expect([taken.code, taken.err]).toEqual([0, expect.not.stringContaining("--verdicts") as string]);
    expect(outcomesIn(judged)).toEqual(["correct", "wrong", "wrong", "judge-failed"]);
  });

  it("keeps talks with their zooms, which open as rollouts, and tells of a model that the files name otherwise", async () => {
    const { folder, questions } = await madeSet(makeFolder(), 1);
    const [question] = questions.filter(({ task }) => task === "action_recognition");
    if (question === undefined) throw new Error("no question");
    const picture = { type: "image_url", image_url: { url: "data:image/jpeg;base64," } };
    const zoom = '<tool_call>{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [10, 10, 195, 295]}}';
    const options = ["runs", "sits", "True", "sleeps"].map((words, at) => `${"ABCD"[at] ?? ""}. ${words}`).join("\n");
    const talk = [
      { role: "system", content: "Zoom." },
      { role: "user", content: [picture, { type: "text", text: `${question.question}\n${options}\n` }] },
      { role: "assistant", content: zoom },
      { role: "user", content: [picture, { type: "text", text: "Think first." }] },
      { role: "assistant", content: "<answer>A</answer>" },
    ];
    const row = {
      image: question.image,
      question: question.question,
      answer: "runs",
      pred_ans: "A",
      pred_output: talk,
    };
    const results = join(makeFolder(), "deepeyes-7b");
    mkdirSync(results);
    const file = join(results, "result_hard_deepeyes-7b.jsonl");
    writeFileSync(file, `${JSON.stringify({ ...row, status: "success" })}\n`);
    const out = join(makeFolder(), "theirs");
    const words = ["--dataset", folder, "--model", "another-model", "--out", out];
    const ran = await evalImport(file, ...words, "--json");
    expect(ran.code).toBe(0);
    expect(ran.err).toContain("the files name deepeyes-7b where you say another-model: both are kept");
    const { run, counts } = evalImportOutput.parse(JSON.parse(ran.out));
    expect(counts).toMatchObject({ zooms: 1, carriedOut: 1, models: [{ name: "deepeyes-7b", rows: 1 }] });
    expect(run).toMatchObject({ input: "zoom", boxes: "px_sent", tools: { max_turns: 11 } });
    expect(run.model).toMatchObject({ requested: "another-model", returned: ["deepeyes-7b"] });
    const config = JSON.parse(readFileSync(join(out, "loupe.json"), "utf8")) as Record<string, unknown>;
    expect(config["space"]).toBe("page");
    const rollout = JSON.parse(readFileSync(join(out, "rollouts", "0.jsonl"), "utf8")) as Record<string, unknown>;
    expect(rollout).toMatchObject({ score: 1, executed_json: "[[10,10,195,295]]", question_id: `${question.id}-BADC` });
  });
});
