import * as assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { evaluationRunSchema } from "../../../src/core/evaluation/evaluationRun.js";
import type { TestApi } from "../../../src/host/testApi.js";
import { byLooks } from "../../fixtures/chat/byPictures.js";
import { knownPolicy } from "../../fixtures/chat/knownPolicy.js";
import { saysRed } from "../../fixtures/chat/saysRed.js";
import { type RunningChatServer, startChatServer } from "../../fixtures/chat/startChatServer.js";
import { writeMadeBenchmark } from "../../fixtures/madeBenchmark.js";
import { until } from "../../until.js";
import { answeringPerson, type Person } from "../answeringPerson.js";
import { closeEditors } from "../closeEditors.js";
import { openedWindow } from "../openedWindow.js";

describe("distilling", () => {
  let person: Person | null = null;
  let api: TestApi;
  let [comics, teacher] = ["", ""];
  let training = 0;
  let server: RunningChatServer;

  const removeAll = () => {
    for (const path of [comics, teacher]) rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  };

  before(async () => {
    const { api: activated, root } = await openedWindow();
    api = activated;
    [comics, teacher] = [join(root, "distilled-comics"), join(root, "evaluations", "teacher-page-SFT-R")];
    removeAll();
    mkdirSync(comics);
    const { pages, questions } = await writeMadeBenchmark(comics, 3);
    training = questions.filter(({ split }) => split === "train").length;
    const byPictures = byLooks({ folder: comics, pages });
    const policy = knownPolicy({
      ...{ questions, byPictures, outcomeOf: () => "correct" as const },
      otherwise: saysRed,
    });
    server = await startChatServer({ policy });
  });

  afterEach(() => {
    person?.leave();
    person = null;
  });

  after(async () => {
    await closeEditors();
    await server.close();
    removeAll();
  });

  const typed = () => ({
    ...{ Address: server.url, "Name of": "teacher", "How many attempts": "2", "How many questions": "" },
    ...{ "Folder of": null, "Kept in": "" },
  });
  const distil = () => vscode.commands.executeCommand("loupe.distilTraces", { folder: comics });

  it("sends nothing before a person has seen how much would go where", async () => {
    person = answeringPerson({ typed: typed(), chosen: null });
    await distil();
    const [warning = ""] = person.warnings;
    assert.ok(warning.startsWith(`Send ${String(training * 2)} requests`), warning);
    assert.equal(server.ledger.length, 0);
    assert.equal(existsSync(teacher), false);
    assert.equal(api.distilPanels.all.length, 0);
  });

  it("asks the training questions in the words for a teacher, several times, and shows what becomes of it", async () => {
    person = answeringPerson({ typed: typed(), chosen: "Send" });
    await distil();
    assert.deepEqual(server.problems, []);
    const run = evaluationRunSchema.parse(JSON.parse(readFileSync(join(teacher, "evaluation.json"), "utf8")));
    assert.deepEqual(
      [run.use, run.dataset.splits, run.sampling.n, run.sampling.temperature],
      ["distil", ["train"], 2, 0.6],
    );
    const panel = api.distilPanels.all.find(({ folder }) => folder === teacher);
    assert.ok(panel);
    await until("the view's page", () => panel.isConnected || null);
  });

  it("opens the traces of an evaluation in one view, which is shown again", async () => {
    await closeEditors();
    await until("no view", () => api.distilPanels.all.length === 0 || null);
    await until("the evaluation in its list", async () => {
      const found = await api.evaluationTree.getChildren();
      return found.includes(teacher) || null;
    });
    await vscode.commands.executeCommand("loupe.openDistilledTraces", teacher);
    await vscode.commands.executeCommand("loupe.openDistilledTraces", teacher);
    assert.equal(api.distilPanels.all.length, 1);
    await until("the view's page", () => api.distilPanels.all[0]?.isConnected === true || null);
  });
});
