import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { verdictRecordSchema } from "../../src/core/evaluation/verdictRecord.js";
import { byLooks } from "../fixtures/chat/byPictures.js";
import { knownPolicy } from "../fixtures/chat/knownPolicy.js";
import { saysRed } from "../fixtures/chat/saysRed.js";
import { type RunningChatServer, startChatServer } from "../fixtures/chat/startChatServer.js";
import { writeMadeBenchmark } from "../fixtures/madeBenchmark.js";
import { EvaluationPage } from "./lib/evaluationPage.js";
import { Product } from "./lib/product.js";
import { QuestionBox } from "./lib/questionBox.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import type { Workbench } from "./lib/workbench.js";

let base = "";
/** What the window opens; the benchmark and the evaluations lie in it. */
let folder = "";
let server: RunningChatServer;
let product: Product;
let workbench: Workbench;
let tables: EvaluationPage;

/** Of two pages in the test split seven questions each; those about depth are answered wrongly. */
const asked = 14;
const wrong = 2;
const row = "known-model-page";

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  folder = join(base, "work");
  mkdirSync(join(folder, "comics"), { recursive: true });
  const { pages, questions } = await writeMadeBenchmark(join(folder, "comics"), 6);
  const policy = knownPolicy({
    questions,
    byPictures: byLooks({ folder: join(folder, "comics"), pages }),
    outcomeOf: ({ task }) => (task === "depth_comparison" ? "wrong" : "correct"),
    otherwise: saysRed,
  });
  server = await startChatServer({ policy });
  product = await Product.start(inject("vsix"));
  workbench = await product.open(folder, { width: 1440, height: 1000 });
  tables = new EvaluationPage(workbench.page);
});

afterAll(async () => {
  await product.stop();
  await server.close();
  rmSync(base, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

const verdicts = () =>
  readFileSync(join(folder, "evaluations", row, "verdicts.jsonl"), "utf8")
    .split("\n")
    .filter(line => line !== "")
    .map(line => verdictRecordSchema.parse(JSON.parse(line)));

describe("an evaluation", () => {
  it("is asked for step by step, and sends nothing before the person has seen how much", async () => {
    await workbench.showRuns();
    await workbench.runCommand("Loupe: Evaluate a Model…");
    const box = new QuestionBox(workbench.page);
    await box.type("Address of an endpoint", server.url);
    await box.type("Name of the model", "known-model");
    await box.pick("Of which family", "None of these");
    await box.pick("What is the model shown?", "The whole page");
    await box.tick("Questions of which splits?");
    await box.type("How many questions at most?", "");
    await box.type("Folder of the evaluation", null);
    await box.type("Kept in VS Code", "");
    expect(server.ledger).toHaveLength(0);
    expect(await box.confirm("Send")).toContain(`Send ${String(asked)} requests`);
    await expect
      .poll(() => server.ledger.filter(({ about }) => about !== null && about.questionId !== null).length)
      .toBe(asked);
    expect(server.problems).toEqual([]);
  });

  it("stands in its tables, each cell with its count and the paper's rows below", async () => {
    await workbench.runCommand("Loupe: Open Evaluation Tables");
    const right = asked - wrong;
    await expect.poll(() => tables.cellText(`${row}/all`)).toContain(`${String(right)}/${String(asked)}`);
    expect(await tables.cellText(`${row}/depth_comparison`)).toContain("0/2");
    expect(await (await tables.locator(".paperrows tr")).count()).toBeGreaterThan(3);
  });

  it("opens a wrong answer on its page", async () => {
    await (await tables.cell(`${row}/all`)).click();
    await (await tables.locator('[data-outcome="wrong"]')).click();
    const listed = await tables.locator(".answerrow");
    await expect.poll(() => listed.count()).toBe(wrong);
    await listed.first().click();
    await (await tables.locator('[data-decide="open"]')).click();
    const page = new RolloutPage(await tables.frame(".stage svg"));
    await page.whenDrawn();
    expect((await page.rects()).some(({ kind }) => kind === "target")).toBe(true);
    await workbench.screenshot("evaluation opens an answer");
  });

  it("is decided by a person, and the table changes", async () => {
    await (await tables.locator(".field.reason")).fill("the page shows both");
    await (await tables.locator('[data-decide="correct"]')).click();
    await expect.poll(() => tables.cellText(`${row}/all`)).toContain(`13/${String(asked)}`);
    expect(await tables.cellText(`${row}/depth_comparison`)).toContain("1/2");
    const [verdict] = verdicts();
    expect([verdict?.outcome, verdict?.why, verdict?.by.type]).toEqual(["correct", "the page shows both", "human"]);
    await workbench.screenshot("evaluation tables");
    await workbench.expectNoErrors();
  });

  it("is as before when the person takes it back by a key", async () => {
    await (await tables.locator(".answercard .facts")).click();
    await workbench.page.keyboard.press("u");
    await expect.poll(() => tables.cellText(`${row}/all`)).toContain(`12/${String(asked)}`);
    expect(verdicts().map(({ takes_back: back }) => back)).toEqual([null, verdicts()[0]?.id]);
  });
});
