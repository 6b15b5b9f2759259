import * as assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { evaluationRunSchema } from "../../../src/core/evaluation/evaluationRun.js";
import { predictionRecordSchema } from "../../../src/core/evaluation/predictionRecord.js";
import type { TestApi } from "../../../src/host/testApi.js";
import { byLooks } from "../../fixtures/chat/byPictures.js";
import { answersAndJudges, judgePolicy } from "../../fixtures/chat/judgePolicy.js";
import { knownPolicy } from "../../fixtures/chat/knownPolicy.js";
import { saysRed } from "../../fixtures/chat/saysRed.js";
import { type RunningChatServer, startChatServer } from "../../fixtures/chat/startChatServer.js";
import { writeMadeBenchmark } from "../../fixtures/madeBenchmark.js";
import { until } from "../../until.js";
import { type Answers, answeringPerson, type Person } from "../answeringPerson.js";
import { closeEditors } from "../closeEditors.js";
import { openedWindow } from "../openedWindow.js";

const key = "sk-evaluated-0123";

describe("evaluations", () => {
  let person: Person | null = null;
  let api: TestApi;
  let [comics, evaluations] = ["", ""];
  let server: RunningChatServer;

  const removeAll = () => {
    for (const path of [comics, evaluations]) rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  };

  before(async () => {
    const { api: activated, root } = await openedWindow();
    api = activated;
    [comics, evaluations] = [join(root, "evaluated-comics"), join(root, "evaluations")];
    removeAll();
    mkdirSync(comics);
    const { pages, questions } = await writeMadeBenchmark(comics, 3);
    const known = knownPolicy({
      ...{ questions, byPictures: byLooks({ folder: comics, pages }), outcomeOf: () => "wrong" as const },
      otherwise: saysRed,
    });
    server = await startChatServer({ policy: answersAndJudges(known, judgePolicy({ seed: 1 })), key });
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

  function answering(answers: Answers): void {
    person = answeringPerson(answers);
  }

  const typed = () => ({
    ...{ Address: server.url, "Name of": "known-model", "How many": "", "Folder of": null, "Kept in": key },
  });
  const folder = () => join(evaluations, "known-model-page");
  const evaluate = () => vscode.commands.executeCommand("loupe.evaluateModel", { folder: comics });
  const item = async () => {
    const found = (await api.evaluationTree.getChildren()).find(one => one === folder());
    return found === undefined ? null : api.evaluationTree.getTreeItem(found);
  };

  it("send nothing before a person has seen how much would go where", async () => {
    answering({ typed: typed(), chosen: null });
    await evaluate();
    assert.match(person?.warnings[0] ?? "", /^Send 7 requests with \d+ images to 127\.0\.0\.1:\d+ \(known-model\)\?$/);
    assert.equal(server.ledger.length, 0);
    assert.equal(existsSync(folder()), false);
  });

  it("stand in their list with what they came to, and the key in no file", async () => {
    answering({ typed: typed(), chosen: "Send" });
    await evaluate();
    assert.deepEqual(server.problems, []);
    const found = await until("the evaluation in the list", async () => (await item()) ?? null);
    assert.equal(found.label, "known-model-page");
    assert.match(String(found.description), /known-model \(page\) · \d to be judged/);
    for (const name of ["evaluation.json", "requests.jsonl", "predictions.jsonl"])
      assert.ok(!readFileSync(join(folder(), name), "utf8").includes(key), name);
  });

  it("go on in the way they were begun, asking nothing twice and no question", async () => {
    const before = server.ledger.length;
    answering({ typed: {}, chosen: "Send" });
    await vscode.commands.executeCommand("loupe.continueEvaluation", folder());
    assert.deepEqual([server.ledger.length, person?.warnings], [before, []]);
  });

  it("are judged by a model where no rule can decide", async () => {
    answering({ typed: { ...typed(), "Name of": "judge-model" }, chosen: "Send" });
    await vscode.commands.executeCommand("loupe.judgeAnswers", folder());
    assert.match(person?.warnings[0] ?? "", /^Send \d+ answers to 127\.0\.0\.1:\d+ \(judge-model\) to be judged\?$/);
    await until("no answer that waits for a judge", async () => {
      const found = await item();
      return found !== null && !String(found.description).includes("to be judged") ? found : null;
    });
    assert.ok(readFileSync(join(folder(), "verdicts.jsonl"), "utf8").includes("judge-model"));
  });

  it("say what they cost by prices that a person sets", async () => {
    rmSync(join(evaluations, "priced"), { recursive: true, force: true });
    const prices = { "In which": "EUR", "EUR for 1,000,000 tokens that": "1000", "EUR for 1,000,000 tokens of": "0" };
    answering({
      typed: { ...typed(), ...prices, "Folder of": "evaluations/priced" },
      chosen: "Set Prices…",
      then: "Send",
    });
    await evaluate();
    assert.match(person?.details[0] ?? "", /what they cost is not known/);
    assert.match(person?.details[1] ?? "", /tokens without the answers: [\d.]+ EUR; with answers .* [\d.]+ EUR\./);
    const lines = readFileSync(join(evaluations, "priced", "predictions.jsonl"), "utf8")
      .trim()
      .split("\n");
    const costs = lines.map(line => predictionRecordSchema.parse(JSON.parse(line)).cost);
    assert.ok(costs.every(cost => cost !== null && cost.currency === "EUR" && cost.amount > 0));
  });

  it("are opened as rollouts, in the tree and beside it", async () => {
    await vscode.commands.executeCommand("loupe.openEvaluationResults", folder());
    const shown = await until("the first attempt", () => api.panels.following ?? null);
    assert.equal(shown.isAt({ file: join(folder(), "rollouts", "0.jsonl"), row: 0 }), true);
    const selected = await until("the selection", () => api.runsView.view.selection[0] ?? null);
    assert.equal((await api.tree.nodeOf(selected))?.kind, "run");
  });

  it("leave the list, and come back, with all their files", async () => {
    const names = () => readdirSync(folder()).toSorted();
    const before = names();
    answering({ typed: {}, chosen: null });
    await vscode.commands.executeCommand("loupe.removeEvaluation", folder());
    assert.equal(await item(), null);
    await vscode.commands.executeCommand("loupe.openEvaluationFolder", vscode.Uri.file(folder()));
    assert.equal((await item())?.label, "known-model-page");
    assert.deepEqual(names(), before);
  });

  it("lie outside of the opened folder, too", async () => {
    const elsewhere = join(mkdtempSync(join(tmpdir(), "loupe-host-")), "elsewhere");
    cpSync(folder(), elsewhere, { recursive: true });
    answering({ typed: {}, chosen: null });
    await vscode.commands.executeCommand("loupe.openEvaluationFolder", vscode.Uri.file(elsewhere));
    assert.ok((await api.evaluationTree.getChildren()).includes(elsewhere));
    await vscode.commands.executeCommand("loupe.openEvaluationResults", elsewhere);
    const file = join(elsewhere, "rollouts", "0.jsonl");
    await until("its first attempt", () => api.panels.following?.isAt({ file, row: 0 }) === true || null);
    await vscode.commands.executeCommand("loupe.removeEvaluation", elsewhere);
    assert.ok(!(await api.evaluationTree.getChildren()).includes(elsewhere));
  });

  it("that the command line began go on when the address and the key are given", async () => {
    const begun = join(evaluations, "by-command-line");
    cpSync(folder(), begun, { recursive: true });
    const file = join(begun, "predictions.jsonl");
    const lines = readFileSync(file, "utf8").trim().split("\n");
    writeFileSync(file, `${lines.slice(0, -2).join("\n")}\n`);
    rmSync(join(begun, "requests.jsonl"));
    const before = server.ledger.length;
    answering({ typed: { Address: null, "Kept in": key }, chosen: "Send" });
    await vscode.commands.executeCommand("loupe.continueEvaluation", begun);
    assert.deepEqual([person?.boxes[0]?.value, person?.boxes.length], [`${new URL(server.url).origin}/v1`, 1]);
    assert.match(person?.warnings[0] ?? "", /^Send 2 requests /);
    assert.match(person?.details[0] ?? "", /5 have been asked before and are not asked again\./);
    const of = server.ledger.slice(before).filter(({ about }) => about !== null && about.questionId !== null);
    assert.equal(of.length, 2);
  });

  it("go on at another address, where somebody says in one question that the same model is served there", async () => {
    const moved = join(evaluations, "moved");
    cpSync(folder(), moved, { recursive: true });
    const [predictions, run] = [join(moved, "predictions.jsonl"), join(moved, "evaluation.json")];
    const lines = readFileSync(predictions, "utf8").trim().split("\n");
    writeFileSync(predictions, `${lines.slice(0, -1).join("\n")}\n`);
    rmSync(join(moved, "requests.jsonl"));
    const host = new URL(server.url).host;
    writeFileSync(run, readFileSync(run, "utf8").replace(host, "127.0.0.1:9"));
    const before = server.ledger.length;
    answering({
      typed: { "Address of": null, "Address at which": server.url, "Kept in": key },
      ...{ chosen: "Other Address…", then: "Send" },
    });
    await vscode.commands.executeCommand("loupe.continueEvaluation", moved);
    assert.match(person?.warnings[0] ?? "", /to 127\.0\.0\.1:9 \(known-model\)\?$/);
    assert.ok(person?.warnings[1]?.includes(host));
    assert.match(person?.details[1] ?? "", /It was asked at 127\.0\.0\.1:9 until now\./);
    const { model } = evaluationRunSchema.parse(JSON.parse(readFileSync(run, "utf8")));
    assert.deepEqual(
      [model.endpoint_host, model.moves?.map(({ from, to }) => [from, to])],
      [host, [["127.0.0.1:9", host]]],
    );
    const of = server.ledger.slice(before).filter(({ about }) => about !== null && about.questionId !== null);
    assert.equal(of.length, 1);
  });

  it("open in one view of tables, which is shown again", async () => {
    await vscode.commands.executeCommand("loupe.openEvaluationTables", folder());
    await until("the view's page", () => api.evaluationPanels.all[0]?.isConnected === true || null);
    await vscode.commands.executeCommand("loupe.openEvaluationTables");
    assert.equal(api.evaluationPanels.all.length, 1);
  });
});
