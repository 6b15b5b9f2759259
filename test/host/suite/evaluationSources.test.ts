import * as assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { evaluationRunSchema } from "../../../src/core/evaluation/evaluationRun.js";
import type { TestApi } from "../../../src/host/testApi.js";
import { writeMadeBenchmark } from "../../fixtures/madeBenchmark.js";
import { missingPrograms } from "../../remote/lib/missingPrograms.js";
import { type StandInVllm, standInVllm } from "../../remote/lib/standInVllm.js";
import { until } from "../../until.js";
import { type Answers, answeringPerson, type Person } from "../answeringPerson.js";
import { closeEditors } from "../closeEditors.js";
import { openedWindow } from "../openedWindow.js";

describe("evaluations that nobody asked an endpoint for", () => {
  let api: TestApi;
  let [root, comics, elsewhere] = ["", "", ""];
  let questions: readonly QuestionRecord[] = [];
  let person: Person | null = null;
  const made: string[] = [];

  before(async () => {
    ({ api, root } = await openedWindow());
    comics = join(root, "served-comics");
    elsewhere = mkdtempSync(join(tmpdir(), "loupe-host-"));
    made.push(comics, elsewhere, join(root, "evaluations"));
    rmSync(comics, { recursive: true, force: true });
    mkdirSync(comics);
    ({ questions } = await writeMadeBenchmark(comics, 3));
  });

  afterEach(() => {
    person?.leave();
    person = null;
  });

  after(async () => {
    await closeEditors();
    for (const path of made) rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  });

  function answering(answers: Answers): Person {
    person = answeringPerson(answers);
    return person;
  }

  const listed = (folder: string) =>
    until("it in the list", async () => {
      const has = (await api.evaluationTree.getChildren()).includes(folder);
      return has ? api.evaluationTree.getTreeItem(folder) : null;
    });

  /** A run of this machine with one checkpoint, whose program is a stand-in. */
  function madeRun(vllm: StandInVllm): string {
    const folder = join(elsewhere, "runs", "rl-0000001");
    const actor = join(folder, "out", "ckpt", "global_step_40", "actor");
    mkdirSync(actor, { recursive: true });
    writeFileSync(join(actor, "model_world_size_1_rank_0.pt"), "");
    const config = {
      ...{ name: "rl", method: "RL", engine: "verl-current", host: "local", data: { train: "t.jsonl" } },
      model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" },
      environment: { activate: { kind: "venv", path: vllm.venv } },
      hyper: { responseTokens: 512, tensorParallel: 1 },
    };
    const stages = [{ name: "rl", folder: "out", steps: 40, warmSteps: 0 }];
    const run = { version: 1, runId: "rl-0000001", name: "rl", method: "RL", engine: "verl-current", stages, config };
    writeFileSync(join(folder, "run.json"), JSON.stringify(run));
    return folder;
  }

  it("come from another program by the columns that a person names, and which rows have no question is told", async () => {
    const file = join(comics, "results.csv");
    const rows = questions.map(({ id, answer }) => `${id},${String(answer)}`);
    writeFileSync(file, ["which,said", ...rows, "qu-unknown,A", ""].join("\n"));
    const { told } = answering({
      typed: { "22 rows of a program that is not known": "other-model", "Folder of": null },
      picked: { "Which column names": "which", "Which column has": "said", "Which benchmark": "served-comics" },
      chosen: null,
    });
    await vscode.commands.executeCommand("loupe.importResults", vscode.Uri.file(file));
    const outcome = await until("the outcome", () => told.find(text => text.includes("rows were imported")) ?? null);
    assert.match(outcome, /^21 of 22 rows were imported\. 1 are about no question of the benchmark\./);
    const item = await listed(join(root, "evaluations", "other-model-imported"));
    assert.equal(item.contextValue, "evaluation-imported");
    assert.match(String(item.description), /^other-model \(page\) · 100\.0 % /);
  });

  it("are not imported where too few rows have a question here", async () => {
    const file = join(comics, "foreign.csv");
    writeFileSync(file, "which,said\nqu-a,A\nqu-b,B\n");
    const { warnings } = answering({
      typed: { "2 rows": "other-model", "Folder of": "evaluations/never" },
      picked: { "Which column names": "which", "Which column has": "said", "Which benchmark": "served-comics" },
      chosen: "Show Rows",
    });
    await vscode.commands.executeCommand("loupe.importResults", vscode.Uri.file(file));
    assert.match(warnings[0] ?? "", /^Only 0 of 2 rows are about questions of this benchmark: nothing was imported\.$/);
    const shown = await until("the rows", () => {
      const { document } = vscode.window.activeTextEditor ?? {};
      return document?.languageId === "plaintext" ? document.getText() : null;
    });
    assert.match(shown, /1: qu-a\n2: qu-b\n$/);
    assert.equal(existsSync(join(root, "evaluations", "never")), false);
  });

  it("are of a checkpoint that is merged, served, asked as it was trained, and stopped", async function () {
    if (missingPrograms(["python3"]) !== null) this.skip();
    const vllm = standInVllm(join(elsewhere, "vllm"));
    const run = madeRun(vllm);
    const settings = vscode.workspace.getConfiguration("loupe");
    await settings.update("runRoot", join(elsewhere, "roots"), vscode.ConfigurationTarget.Global);
    const { showOpenDialog } = vscode.window;
    Object.assign(vscode.window, { showOpenDialog: () => Promise.resolve([vscode.Uri.file(run)]) });
    const { warnings, details, told } = answering({
      typed: { "How many": "", "Folder of": "evaluations/served" },
      picked: { "Of which run": "A folder of this machine", "Which benchmark": "served-comics" },
      chosen: "Serve and Ask",
    });
    await vscode.commands.executeCommand("loupe.evaluateCheckpoint");
    Object.assign(vscode.window, { showOpenDialog });
    await settings.update("runRoot", undefined, vscode.ConfigurationTarget.Global);
    assert.deepEqual(warnings, ["Serve rl-0000001@40 on this machine and ask it 7 questions?"]);
    assert.match(details[0] ?? "", /Its shards are merged first/);
    assert.match(details[0] ?? "", /prompts of their own/);
    const folder = join(root, "evaluations", "served");
    const written = evaluationRunSchema.parse(JSON.parse(readFileSync(join(folder, "evaluation.json"), "utf8")));
    assert.deepEqual(written.model.checkpoint, { run, step: 40 });
    assert.equal(written.sampling.max_tokens, 512);
    await until("the outcome", () => told.find(text => text.startsWith("7 answers; ")) ?? null);
    assert.deepEqual([existsSync(join(elsewhere, "roots", ".serve")), vllm.pids().filter(isAlive)], [false, []]);
    await listed(folder);
    const before = vllm.pids().length;
    await vscode.commands.executeCommand("loupe.continueEvaluation", folder);
    assert.equal(vllm.pids().length, before);
  });
});

const isAlive = (pid: number): boolean => existsSync(`/proc/${String(pid)}`);
