import * as assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import type { TestApi } from "../../../src/host/testApi.js";
import type { BenchmarkView } from "../../../src/host/benchmark/benchmarkView.js";
import { closeEditors } from "../closeEditors.js";
import { openedWindow } from "../openedWindow.js";
import { until } from "../../until.js";
import { untilHolds } from "../untilHolds.js";

/** Pages are drawn, and the machine's other work shares its cores. */
const patience = 120;

const lineSchema = z.looseObject({ id: z.string(), content_sha: z.string().optional() });
const correctionSchema = z.looseObject({ correction: z.looseObject({ panels: z.array(z.string()).nullable() }) });

describe("benchmarks", () => {
  let api: TestApi;
  let [comics, folder, other] = ["", "", ""];

  const removeAll = () => {
    for (const path of [comics, folder, other]) rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  };

  before(async () => {
    const { api: activated, root } = await openedWindow();
    api = activated;
    [comics, folder, other] = [join(root, "drawn-comics"), join(root, "drawn-benchmark"), join(root, "drawn-other")];
    removeAll();
  });

  after(async () => {
    await closeEditors();
    removeAll();
  });

  /** Items of the tree below the benchmark of a folder, each as its label and description. */
  async function itemsOf(path: string): Promise<readonly string[]> {
    const found: string[] = [];
    const walk = async (id: string | undefined): Promise<void> => {
      for (const child of await api.benchmarkTree.getChildren(id)) {
        const item = api.benchmarkTree.getTreeItem(child);
        if (child.includes(JSON.stringify(path)))
          found.push(`${typeof item.label === "string" ? item.label : ""} ${String(item.description)}`);
        await walk(child);
      }
    };
    await walk(undefined);
    return found;
  }

  const lines = (name: string) =>
    readFileSync(join(folder, name), "utf8")
      .split("\n")
      .filter(line => line !== "")
      .map(line => lineSchema.parse(JSON.parse(line)));

  const connected = (find: () => BenchmarkView | undefined) =>
    until("the view", () => {
      const view = find();
      return view?.isConnected === true ? view : null;
    });

  it("are made of drawn comics by commands: import, build, and they stand in the tree", async () => {
    await vscode.commands.executeCommand("loupe.makeSampleBenchmark", { out: comics, folder, pages: 6 });
    assert.ok(existsSync(join(folder, "benchmark.json")));
    const total = lines("questions.jsonl").filter(({ id }) => id.startsWith("cid-")).length;
    await untilHolds(async () => {
      const items = await itemsOf(folder);
      assert.ok(items.includes(`Character Identification 0/${total}`), items.join(", "));
    }, patience);
  });

  it("show in the tree what a reviewer decided, as soon as it is written", async () => {
    const question = lines("questions.jsonl").find(({ id }) => id.startsWith("cid-"));
    assert.ok(question);
    const decision = {
      ...{ v: 1, kind: "review", id: "rv-1", target: { kind: "question", id: question.id }, reviewer: "r" },
      ...{ question_sha: question.content_sha, decision: "right", blind: false, seconds: 1 },
      ...{ at: new Date().toISOString(), tool_version: "0" },
    };
    appendFileSync(join(folder, "reviews.jsonl"), `${JSON.stringify(decision)}\n`);
    await untilHolds(async () => {
      const items = await itemsOf(folder);
      assert.ok(items.includes("Accepted 1"), items.join(", "));
    }, patience);
  });

  it("list what was wrong with the comics among the problems", async () => {
    await untilHolds(() => {
      const all = vscode.languages.getDiagnostics().flatMap(([, entries]) => entries);
      const ours = all.filter(({ source, code }) => source === "Rollout Loupe" && code === "empty-segmentation");
      assert.ok(ours.length > 0, all.map(({ message }) => message).join("\n"));
      assert.ok(ours.every(({ message }) => !/\{\d\}/.test(message)));
    }, patience);
  });

  it("keep an order of panels that a person set", async () => {
    const page = lines("pages.jsonl")[0]?.id;
    assert.ok(page !== undefined);
    await vscode.commands.executeCommand("loupe.orderPages", { folder, page });
    const view = await connected(() => api.benchmarkPanels.all.find(one => one.shown?.kind === "order"));
    assert.ok(view.shown?.kind === "order" && view.shown.page !== null);
    assert.equal(view.shown.page.id, page);
    assert.notEqual(view.shown.page.uri, null);
    const reversed = view.shown.page.panels.toSorted((a, b) => b.order - a.order).map(({ id }) => id);
    await view.subject.act({ kind: "setOrder", page, panels: reversed });
    const [correction] = lines("corrections.jsonl").map(line => correctionSchema.parse(line));
    assert.deepEqual(correction?.correction.panels, reversed);
    await untilHolds(() => {
      const shown = view.shown?.kind === "order" ? view.shown.page : null;
      assert.ok(shown?.panels.every(({ source }) => source === "person"));
    });
    await assert.rejects(view.subject.act({ kind: "setOrder", page, panels: ["no-panel"] }));
  });

  it("have statistics beside the paper's", async () => {
    await vscode.commands.executeCommand("loupe.benchmarkStatistics", { folder });
    const view = await connected(() => api.benchmarkPanels.all.find(one => one.shown?.kind === "statistics"));
    assert.ok(view.shown?.kind === "statistics");
    assert.equal(view.shown.statistics?.questions, lines("questions.jsonl").length);
  });

  it("are exported by a command, and the export is no benchmark of its own", async () => {
    const out = join(folder, "exports", "jsonl");
    await vscode.commands.executeCommand("loupe.exportBenchmark", { folder, to: "jsonl", out, acceptedOnly: false });
    assert.ok(existsSync(join(out, "manifest.json")));
    await untilHolds(async () => {
      assert.deepEqual(await itemsOf(out), []);
    });
  });

  it("ask for a mapping where the names have none: it is suggested with examples, edited, and then imported with", async () => {
    await vscode.commands.executeCommand("loupe.importAnnotated", { sources: [comics], folder: other });
    const view = await connected(() => api.mappings.all.find(({ subject }) => subject.folder === other));
    const categories = () => (view.shown?.kind === "mapping" ? view.shown.categories : []);
    await untilHolds(() => {
      assert.ok(view.shown?.kind === "mapping" && view.shown.survey === "read");
      assert.ok(categories().some(({ picture }) => picture !== null));
    }, patience);
    assert.ok(!existsSync(join(other, "pages.jsonl")));
    const first = categories().find(({ role }) => role === "other");
    assert.ok(first);
    await view.subject.act({ kind: "setRole", name: first.name, role: null });
    await untilHolds(() => {
      assert.equal(categories().find(({ name }) => name === first.name)?.role, null);
    });
    await view.subject.act({ kind: "importNow" });
    assert.ok(existsSync(join(other, "pages.jsonl")));
    assert.ok(!readFileSync(join(other, "mapping.json"), "utf8").includes(`"${first.name}"`));
  });
});
