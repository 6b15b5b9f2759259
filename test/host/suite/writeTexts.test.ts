import * as assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { listen, type Listening, type Received } from "../../fixtures/chat/listen.js";
import { closeEditors } from "../closeEditors.js";

const key = "sk-drawn-0123";
const completion = JSON.stringify({
  model: "drawn-model",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: '{"caption": "Two wait."}' } }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});

/** What a person types and picks, question by question; VS Code shows no modal question while it is tested. */
interface Answers {
  /** By the beginning of the prompt of an input box; a box that nobody expects is given up. */
  readonly typed: Readonly<Record<string, string>>;
  /** Of a list of several, the labels; of others the first item is taken. */
  readonly picked: readonly string[];
  readonly mayBeSent: boolean;
}

describe("texts that a model writes", () => {
  const { showInputBox, showQuickPick, showWarningMessage } = vscode.window;
  let [comics, folder] = ["", ""];
  let endpoint: Listening;
  let received: Received[] = [];
  let boxes: vscode.InputBoxOptions[] = [];
  let warnings: unknown[][] = [];

  const removeAll = () => {
    for (const path of [comics, folder]) rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  };

  before(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root);
    [comics, folder] = [join(root, "written-comics"), join(root, "written-benchmark")];
    removeAll();
    endpoint = await listen((response, one) => {
      received.push(one);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(completion);
    });
    await vscode.commands.executeCommand("loupe.makeSampleBenchmark", { out: comics, folder, pages: 2 });
  });

  beforeEach(() => {
    [received, boxes, warnings] = [[], [], []];
  });

  afterEach(() => {
    Object.assign(vscode.window, { showInputBox, showQuickPick, showWarningMessage });
  });

  after(async () => {
    await endpoint.close();
    await closeEditors();
    removeAll();
  });

  async function write({ typed, picked, mayBeSent }: Answers): Promise<void> {
    Object.assign(vscode.window, {
      showInputBox: (options: vscode.InputBoxOptions) => {
        boxes.push(options);
        const found = Object.entries(typed).find(([prompt]) => options.prompt?.startsWith(prompt) === true);
        return Promise.resolve(found?.[1]);
      },
      showQuickPick: (items: readonly (string | vscode.QuickPickItem)[], options: vscode.QuickPickOptions) => {
        const labels = items.filter(item => typeof item !== "string" && picked.includes(item.label));
        return Promise.resolve(options.canPickMany === true ? labels : items[0]);
      },
      showWarningMessage: (...question: unknown[]) => {
        warnings.push(question);
        return Promise.resolve(mayBeSent ? question.at(-1) : undefined);
      },
    });
    await vscode.commands.executeCommand("loupe.writeTexts", { folder });
  }

  const answers = (): Answers => ({
    typed: { Address: endpoint.url, Name: "drawn-model", Kept: key },
    picked: ["Captions of panels"],
    mayBeSent: true,
  });

  /** The made-up comics bring some of their own. */
  const writings = () => {
    const file = join(folder, "writings.jsonl");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };

  /** What a box says to a text that is typed into it; empty: it takes it. */
  async function said(box: vscode.InputBoxOptions | undefined, text: string): Promise<string> {
    const problem = await box?.validateInput?.(text);
    return typeof problem === "string" ? problem : "";
  }

  it("are asked for with an address, a model and a key, each of which is checked as it is typed", async () => {
    await write({ ...answers(), mayBeSent: false });
    const [address, model, secret] = boxes;
    assert.equal(boxes.length, 3);
    assert.equal(secret?.password, true);
    assert.equal(await said(address, endpoint.url), "");
    for (const wrong of ["", "localhost", "ftp://localhost/v1", "http://me:secret@localhost/v1"])
      assert.match(await said(address, wrong), /address is needed/, wrong);
    assert.match(await said(model, " "), /name is needed/);
    assert.equal(await said(model, "drawn-model"), "");
  });

  it("are not asked for before a person has seen how much would go where, and has said so", async () => {
    const before = writings();
    await write({ ...answers(), mayBeSent: false });
    assert.equal(received.length, 0);
    const [sentence] = warnings[0] ?? [];
    assert.match(String(sentence), /^Send \d+ requests with an image each to 127\.0\.0\.1:\d+ \(drawn-model\)\?$/);
    assert.equal(writings(), before);
  });

  it("end where a person gives up", async () => {
    await write({ ...answers(), typed: { Address: endpoint.url } });
    assert.equal(boxes.length, 2);
    assert.deepEqual([received.length, warnings.length], [0, 0]);
  });

  it("stand in the folder with their model, and the key in no file; nothing is asked a second time", async () => {
    await write(answers());
    const planned = Number(/\d+/.exec(String(warnings[0]?.[0]))?.[0]);
    assert.equal(received.length, planned);
    assert.ok(received.every(({ headers }) => headers.authorization === `Bearer ${key}`));
    const text = writings();
    assert.ok(text.includes("Two wait.") && text.includes("drawn-model"));
    for (const name of ["writings.jsonl", "requests.jsonl"])
      assert.ok(!readFileSync(join(folder, name), "utf8").includes(key), name);
    await write(answers());
    assert.deepEqual([received.length, warnings.length], [planned, 1]);
  });
});
