import { build } from "esbuild";
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { GradeStore } from "../../../src/node/evaluation/gradeStore.js";
import type { MadeTables } from "../../../src/node/evaluation/madeTables.js";
import { type FolderTablesOptions, tablesOfFolders } from "../../../src/node/evaluation/tablesOfFolders.js";
import { drawnText } from "../../../src/protocol/evaluation/drawnText.js";
import { drawTable } from "../../../src/protocol/evaluation/drawTable.js";
import { englishResults } from "../../../src/protocol/evaluation/resultSay.js";
import { writeMadeEvaluation } from "../../fixtures/madeEvaluation.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { madeVerdict } from "../evaluation/madeRecords.js";
import { actionQuestions, repliesOf } from "./madeQuestionSet.js";

const makeFolder = temporaryFolder();
const questions = actionQuestions(24);
const plain: FolderTablesOptions = {
  ...{ numbers: null, base: null, split: null, by: "issue", trained: [], judge: null },
  ...{ store: null, script: null, version: "0.0.0" },
};

const evaluation = (folder: string, name: string, right: (at: number) => boolean) =>
  writeMadeEvaluation(join(folder, name), { name, questions, replies: repliesOf(questions.length, right) });

async function tables(folders: readonly string[], options: Partial<FolderTablesOptions> = {}): Promise<MadeTables> {
  const made = await tablesOfFolders(folders, { ...plain, ...options });
  return made.kind === "made" ? made.tables : expect.fail(made.kind);
}

const cellOf = ({ tables: made }: MadeTables, row: number) =>
  made[0]?.result.rows[row]?.cells["action_recognition"] ?? expect.fail("no such cell");

const noted = ({ tables: made }: MadeTables) =>
  (made[0]?.notes ?? []).map(({ code, row, values }) => [code, row, values]);

describe("tables of stored evaluations", () => {
  it("count what was answered, failures with it", async () => {
    const folder = makeFolder();
    const replies = [...repliesOf(20, at => at < 12), "no letter here", "", null, "<answer>E</answer>"];
    const made = await tables([writeMadeEvaluation(join(folder, "a"), { name: "a", questions, replies })]);
    const { accuracy, answered, counts, clusters } = cellOf(made, 0);
    expect([accuracy.k, accuracy.n, answered.n, clusters]).toEqual([12, 24, 20, 12]);
    expect(counts).toMatchObject({ correct: 12, wrong: 8, failed: 1, empty: 1, unparsed: 2 });
    expect(made.tables.map(({ number }) => number)).toEqual(["3"]);
    const codes = made.tables[0]?.notes.map(({ code, values }) => [code, values]);
    expect(codes).toEqual([["without-answer", [4]]]);
  });

  it("compare with a base that is told by name, folder or model, and refuse a name that nobody or several have", async () => {
    const folder = makeFolder();
    const folders = [evaluation(folder, "a", at => at < 6), evaluation(folder, "b", at => at < 18)];
    for (const base of ["a", "run-a", join(folder, "a")]) {
      const made = await tables(folders, { base });
      expect(made.base).toBe("run-a");
      expect(cellOf(made, 1).againstBase).toMatchObject({ base: "run-a", gained: 12, lost: 0, reasons: [] });
      expect(made.tables.map(({ number }) => number)).toEqual(["3", "5"]);
    }
    const refused = await tablesOfFolders(folders, { ...plain, base: "c" });
    expect(refused).toEqual({ kind: "no-such", name: "c", found: 0, names: ["a", "b"] });
  });

  it("are of one split, and of pages where that is wanted", async () => {
    const folders = [evaluation(makeFolder(), "a", at => at < 6)];
    expect(cellOf(await tables(folders, { split: "val" }), 0).accuracy.n).toBe(6);
    expect(cellOf(await tables(folders, { by: "page" }), 0)).toMatchObject({ clusters: 24, clusteredBy: "page" });
  });

  it("say which folder is no evaluation, and which cannot be read", async () => {
    const folder = makeFolder();
    expect(await tablesOfFolders([folder], plain)).toEqual({ kind: "none", folder });
    writeFileSync(join(folder, "evaluation.json"), "{");
    expect(await tablesOfFolders([folder], plain)).toMatchObject({ kind: "unreadable" });
  });

  it("pass over a torn line, and tell it", async () => {
    const folder = evaluation(makeFolder(), "a", () => true);
    appendFileSync(join(folder, "predictions.jsonl"), '{"v":1,"kind":"predic');
    const made = await tables([folder]);
    expect(made.evaluations[0]).toMatchObject({ damagedLines: 1, attempts: 24, planned: 24 });
    expect(noted(made)).toEqual([["damaged-lines", "a", [1]]]);
  });

  it("say in their notes that an evaluation was stopped, or asks some questions no more", async () => {
    const folder = evaluation(makeFolder(), "a", () => true);
    const file = join(folder, "predictions.jsonl");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    writeFileSync(
      file,
      lines
        .slice(0, 5)
        .map(line => `${line}\n`)
        .join(""),
    );
    const made = await tables([folder]);
    expect(noted(made)).toContainEqual(["partial", "a", [5, 24]]);
    const own = made.tables[0] ?? null;
    const options = { number: "3" as const, own, paper: null, setName: String, say: englishResults };
    const text = drawnText.markdown([drawTable(options)], englishResults);
    expect(text).toContain("a: only 5 of 24 answers are there");
    writeFileSync(file, [...lines, (lines[0] ?? "").replaceAll(questions[0]?.id ?? "", "gone")].join("\n") + "\n");
    expect(noted(await tables([folder]))).toEqual([["withdrawn", "a", [1]]]);
  });
});

describe("shards of one evaluation", () => {
  const shard = (folder: string, index: number, of: number) => {
    const own = questions.filter((_, at) => at % of === index);
    const right = repliesOf(questions.length, at => at < 9).filter((_, at) => at % of === index);
    const changes = { id: `run-${index}`, shard: { index, of } };
    return writeMadeEvaluation(join(folder, `s${index}`), { name: "model", questions: own, replies: right, changes });
  };

  it("are one row, which is that of the whole", async () => {
    const folder = makeFolder();
    const whole = await tables([evaluation(folder, "model", at => at < 9)]);
    const parts = await tables([shard(folder, 1, 3), shard(folder, 0, 3), shard(folder, 2, 3)]);
    expect(parts.evaluations).toHaveLength(1);
    expect(parts.evaluations[0]?.shards).toEqual({ of: 3, missing: [] });
    expect(cellOf(parts, 0)).toEqual(cellOf(whole, 0));
  });

  it("that lack one say which", async () => {
    const folder = makeFolder();
    const made = await tables([shard(folder, 0, 3), shard(folder, 2, 3)]);
    expect(made.evaluations[0]?.shards).toEqual({ of: 3, missing: [1] });
    expect(noted(made)).toContainEqual(["missing-shards", "model", ["2", 3]]);
  });

  it("that were asked otherwise stay rows of their own, and so does a second copy", async () => {
    const folder = makeFolder();
    const [first, second] = [shard(folder, 0, 2), shard(folder, 1, 2)];
    const file = join(second, "evaluation.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"temperature":0', '"temperature":1'));
    expect((await tables([first, second])).evaluations).toHaveLength(2);
    expect((await tables([first, shard(join(folder, "copy"), 0, 2)])).evaluations).toHaveLength(2);
    expect((await tables([first, first])).evaluations).toHaveLength(1);
  });
});

describe("what is kept between two readings", () => {
  it("is taken as long as nothing has changed, and lies in no evaluation's folder", async () => {
    const [folder, kept] = [makeFolder(), makeFolder()];
    const folders = [evaluation(folder, "a", at => at < 6), evaluation(folder, "b", at => at < 18)];
    const before = readdirSync(folders[0] ?? "");
    const store = new GradeStore(kept);
    const made = await tables(folders, { store });
    expect(made).toEqual(await tables(folders));
    expect(readdirSync(folders[0] ?? "")).toEqual(before);
    // Two evaluations, the questions that both were asked, and the tables.
    expect(readdirSync(kept)).toHaveLength(4);
    for (const name of readdirSync(kept)) {
      const file = join(kept, name);
      writeFileSync(file, readFileSync(file, "utf8").replaceAll('"label":"a"', '"label":"kept"'));
    }
    expect((await tables(folders, { store })).evaluations[0]?.label).toBe("kept");
    expect((await tables(folders, { store, version: "0.0.1" })).evaluations[0]?.label).toBe("a");
  });

  it("is no longer of use once a person has decided otherwise", async () => {
    const folder = evaluation(makeFolder(), "a", at => at < 6);
    const store = new GradeStore(makeFolder());
    expect(cellOf(await tables([folder], { store }), 0).accuracy.k).toBe(6);
    const last = questions.at(-1);
    const { createHash } = await import("node:crypto");
    const verdict = madeVerdict({
      ...{ prediction_id: `pr-run-a-${last?.id ?? ""}`, question_id: last?.id ?? "", outcome: "correct" },
      ...{ question_sha: last?.content_sha ?? "", set_id: "human" },
      text_sha: createHash("sha256").update("<answer>C</answer>").digest("hex"),
      by: { type: "human", name: "me", prompt_id: null, prompt_sha: null, model_returned: null },
    });
    appendFileSync(join(folder, "verdicts.jsonl"), `${JSON.stringify(verdict)}\n`);
    expect(cellOf(await tables([folder], { store }), 0)).toMatchObject({ accuracy: { k: 7 }, byHuman: 1 });
  });

  it("is made again where it is torn or of another form", async () => {
    const folder = evaluation(makeFolder(), "a", at => at < 6);
    const kept = makeFolder();
    const store = new GradeStore(kept);
    const made = await tables([folder], { store });
    for (const text of ["", "{", "[]", '{"v":1}', "null"]) {
      for (const name of readdirSync(kept)) writeFileSync(join(kept, name), text);
      expect(await tables([folder], { store })).toEqual(made);
    }
  });

  it("goes where it grows too large, the newest last", async () => {
    const kept = makeFolder();
    const store = new GradeStore(kept, 1000);
    for (const name of ["a", "b", "c"]) await store.saveText(name, "x".repeat(700));
    expect(readdirSync(kept)).toHaveLength(1);
    expect(await store.loadText("c")).not.toBeNull();
  });

  it("is no failure where nothing can be kept", async () => {
    const folder = evaluation(makeFolder(), "a", at => at < 6);
    const file = join(makeFolder(), "file");
    writeFileSync(file, "");
    const made = await tables([folder], { store: new GradeStore(join(file, "below")) });
    expect(cellOf(made, 0).accuracy.k).toBe(6);
  });
});

describe("several evaluations", () => {
  it("are read on two threads as on one", async () => {
    const source = fileURLToPath(new URL("../../../src/gradingWorker.ts", import.meta.url));
    const folder = makeFolder();
    const script = join(folder, "thread.cjs");
    const external = ["sharp"];
    await build({ entryPoints: [source], bundle: true, platform: "node", format: "cjs", outfile: script, external });
    const folders = ["a", "b", "c"].map((name, at) => evaluation(folder, name, place => place < 6 * at));
    expect(await tables(folders, { script })).toEqual(await tables(folders));
    rmSync(join(folders[1] ?? "", "evaluation.json"));
    expect(await tablesOfFolders(folders, { ...plain, script })).toMatchObject({ kind: "none", folder: folders[1] });
  });
});
