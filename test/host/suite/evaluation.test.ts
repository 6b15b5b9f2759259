import * as assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TestApi } from "../../../src/host/testApi.js";
import { byLooks } from "../../fixtures/chat/byPictures.js";
import { answersAndJudges, judgePolicy } from "../../fixtures/chat/judgePolicy.js";
import { knownPolicy } from "../../fixtures/chat/knownPolicy.js";
import { saying } from "../../fixtures/chat/reply.js";
import { type RunningChatServer, startChatServer } from "../../fixtures/chat/startChatServer.js";
import { writeMadeBenchmark } from "../../fixtures/madeBenchmark.js";
import { until } from "../../until.js";
import { closeEditors } from "../closeEditors.js";

const key = "sk-evaluated-0123";

/** What a person types and picks; VS Code shows no modal question while it is tested. */
interface Answers {
  /** By the beginning of the prompt of an input box; null takes what the box offers, and a box that nobody expects is given up. */
  readonly typed: Readonly<Record<string, string | null>>;
  readonly mayBeSent: boolean;
}

describe("evaluations", () => {
  const { showInputBox, showQuickPick, showWarningMessage } = vscode.window;
  let api: TestApi;
  let [comics, evaluations] = ["", ""];
  let server: RunningChatServer;
  let warnings: string[] = [];

  const removeAll = () => {
    for (const path of [comics, evaluations]) rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  };

  before(async () => {
    const extension = vscode.extensions.getExtension<TestApi>("rollout-loupe.rollout-loupe");
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(extension && root);
    api = await extension.activate();
    [comics, evaluations] = [join(root, "evaluated-comics"), join(root, "evaluations")];
    removeAll();
    mkdirSync(comics);
    const { pages, questions } = await writeMadeBenchmark(comics, 3);
    const known = knownPolicy({
      ...{ questions, byPictures: byLooks({ folder: comics, pages }), outcomeOf: () => "wrong" as const },
      otherwise: () =>
        Promise.resolve({ kind: "reply", reply: saying("Red."), about: { questionId: null, did: "answered" } }),
    });
    server = await startChatServer({ policy: answersAndJudges(known, judgePolicy({ seed: 1 })), key });
  });

  beforeEach(() => {
    warnings = [];
  });

  afterEach(() => {
    Object.assign(vscode.window, { showInputBox, showQuickPick, showWarningMessage });
  });

  after(async () => {
    await closeEditors();
    await server.close();
    removeAll();
  });

  function answering({ typed, mayBeSent }: Answers): void {
    Object.assign(vscode.window, {
      showInputBox: (options: vscode.InputBoxOptions) => {
        const found = Object.entries(typed).find(([prompt]) => options.prompt?.startsWith(prompt) === true);
        return Promise.resolve(found === undefined ? undefined : (found[1] ?? options.value ?? ""));
      },
      showQuickPick: (items: readonly (vscode.QuickPickItem | string)[], options: vscode.QuickPickOptions) => {
        const picked = items.filter(item => typeof item !== "string" && item.picked === true);
        return Promise.resolve(options.canPickMany === true ? picked : items[0]);
      },
      showWarningMessage: (...question: unknown[]) => {
        warnings.push(String(question[0]));
        return Promise.resolve(mayBeSent ? question.at(-1) : undefined);
      },
    });
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
    answering({ typed: typed(), mayBeSent: false });
    await evaluate();
    assert.match(warnings[0] ?? "", /^Send 7 requests with \d+ images to 127\.0\.0\.1:\d+ \(known-model\)\?$/);
    assert.equal(server.ledger.length, 0);
    assert.equal(existsSync(folder()), false);
  });

  it("stand in their list with what they came to, and the key in no file", async () => {
    answering({ typed: typed(), mayBeSent: true });
    await evaluate();
    assert.deepEqual(server.problems, []);
    const found = await until("the evaluation in the list", async () => (await item()) ?? null);
    assert.equal(found.label, "known-model-page");
    assert.match(String(found.description), /known-model \(page\) · 0\.0 % \(0\/\d\) · \d to be judged/);
    for (const name of ["evaluation.json", "requests.jsonl", "predictions.jsonl"])
      assert.ok(!readFileSync(join(folder(), name), "utf8").includes(key), name);
  });

  it("go on in the way they were begun, asking nothing twice and no question", async () => {
    const before = server.ledger.length;
    answering({ typed: {}, mayBeSent: true });
    await vscode.commands.executeCommand("loupe.continueEvaluation", folder());
    assert.deepEqual([server.ledger.length, warnings], [before, []]);
  });

  it("are judged by a model where no rule can decide", async () => {
    answering({ typed: { ...typed(), "Name of": "judge-model" }, mayBeSent: true });
    await vscode.commands.executeCommand("loupe.judgeAnswers", folder());
    assert.match(warnings[0] ?? "", /^Send \d+ answers to 127\.0\.0\.1:\d+ \(judge-model\) to be judged\?$/);
    await until("no answer that waits for a judge", async () => {
      const found = await item();
      return found !== null && !String(found.description).includes("to be judged") ? found : null;
    });
    assert.ok(readFileSync(join(folder(), "verdicts.jsonl"), "utf8").includes("judge-model"));
  });

  it("open in one view of tables, which is shown again", async () => {
    await vscode.commands.executeCommand("loupe.openEvaluationTables", folder());
    await until("the view's page", () => api.evaluationPanels.all[0]?.isConnected === true || null);
    await vscode.commands.executeCommand("loupe.openEvaluationTables");
    assert.equal(api.evaluationPanels.all.length, 1);
  });
});
