import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { checkRecordSchema } from "../../../src/core/evaluation/judge/checkRecord.js";
import { evalCheckCommand } from "../../../src/node/cli/evalCheckCommand.js";
import { evalCheckOutput } from "../../../src/node/cli/evalCheckOutput.js";
import { evalVerdictCommand } from "../../../src/node/cli/evalVerdictCommand.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { madePage, madeQuestions } from "../../fixtures/madeBenchmark.js";
import { writeMadeEvaluation } from "../../fixtures/madeEvaluation.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { madeVerdict } from "../evaluation/madeRecords.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();

async function run(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const commands = [evalCheckCommand("1.2.3", output), evalVerdictCommand("1.2.3", output)];
  const code = await runProgram(program("1.2.3", output, commands), args, output);
  return { code, out, err };
}

const pages = 20;
const questions: readonly QuestionRecord[] = Array.from({ length: pages }, (_, at) => madePage(at)).flatMap(page =>
  madeQuestions(page, "test").filter(({ answer_type: type }) => type === "open"),
);
const reply = "<answer>Somebody does.</answer>";

/** An evaluation of which a judge holds every second answer to be right. */
function judgedBy(name: string): string {
  const folder = writeMadeEvaluation(join(makeFolder(), name), {
    name,
    questions,
    replies: questions.map(() => reply),
  });
  const verdicts = questions.map((question, at) =>
    madeVerdict({
      ...{ id: `vd-${name}-${at}`, prediction_id: `pr-run-${name}-${question.id}`, question_id: question.id },
      ...{ question_sha: question.content_sha, text_sha: createHash("sha256").update(reply).digest("hex") },
      ...{ set_id: "js-made", outcome: at % 2 === 0 ? "correct" : "incorrect" },
    }),
  );
  writeFileSync(join(folder, "verdicts.jsonl"), verdicts.map(one => `${JSON.stringify(one)}\n`).join(""));
  return folder;
}

const listed = async (...args: readonly string[]) => {
  const ran = await run("check", ...args, "--json");
  expect(ran.err).toBe("");
  return evalCheckOutput.parse(JSON.parse(ran.out));
};

it("a list over two models is drawn once, is decided blindly, and says how far person and judge agree", async () => {
  const folders = [judgedBy("one"), judgedBy("two")];
  const first = await listed(...folders, "--size", "12");
  expect(first).toMatchObject({
    isNew: true,
    judge: "js-made",
    judgeModel: "judge",
    report: { drawn: 12, decided: 0 },
  });
  expect(first.strata?.map(({ verdict, model, drawn }) => [verdict, model, drawn])).toEqual([
    ["correct", "one", 3],
    ["correct", "two", 3],
    ["incorrect", "one", 3],
    ["incorrect", "two", 3],
  ]);
  expect(new Set(first.items.map(({ answer }) => answer))).toEqual(new Set(["Somebody does."]));
  for (const { folder, prediction } of first.items.slice(0, 4))
    expect((await run("verdict", folder, prediction, "incorrect", "--by", "Eva")).code).toBe(0);
  const second = await listed(...folders, "--size", "40");
  expect(second.items.map(({ prediction }) => prediction)).toEqual(first.items.map(({ prediction }) => prediction));
  expect(second).toMatchObject({ id: first.id, isNew: false, strata: null, report: { drawn: 12, decided: 4 } });
  expect(second.report.agreement?.n).toBe(4);
  const text = (await run("check", ...folders)).out;
  expect(text).toContain("4 of 12 decided");
  expect(text).toContain("you and the judge agree on");
  expect(text.match(/asked:/g)).toHaveLength(8);
  expect(text).not.toMatch(/\bincorrect\b(?!\|)(?<!\|incorrect)/);
  const records = readFileSync(join(folders[0] ?? "", "checks.jsonl"), "utf8")
    .trim()
    .split("\n");
  expect(records.map(line => checkRecordSchema.parse(JSON.parse(line)).predictions.length)).toEqual([6]);
});

it("a list is drawn anew on demand only, and lists of different folders are not mixed", async () => {
  const [one, two] = [judgedBy("one"), judgedBy("two")];
  const first = await listed(one, "--size", "5");
  expect(await run("check", one, two)).toMatchObject({ code: 1, err: expect.stringContaining("--anew") as string });
  const anew = await listed(one, two, "--size", "5", "--anew", "--seed", "3");
  expect([anew.isNew, anew.seed, anew.id === first.id]).toEqual([true, 3, false]);
  appendFileSync(join(one, "checks.jsonl"), '{"v":1,"kind":"che');
  expect((await listed(one, two)).id).toBe(anew.id);
});

it("says so where no judge has decided anything", async () => {
  const folder = writeMadeEvaluation(makeFolder(), { name: "bare", questions, replies: questions.map(() => reply) });
  expect(await run("check", folder)).toMatchObject({ code: 1, err: expect.stringContaining("no judge") as string });
  expect(await run("check", judgedBy("one"), "--judge", "js-other")).toMatchObject({ code: 1 });
  expect(await run("check", makeFolder())).toMatchObject({ code: 1 });
});
