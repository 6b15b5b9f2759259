import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { createRemarks } from "../../../src/node/remarks/createRemarks.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { toolManifest } from "../../../src/node/tools/toolManifest.js";
import { tools } from "../../../src/node/tools/tools.js";
import { toolNames } from "../../../src/protocol/toolsApi.js";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "loupe-mcp-"));
const openRuns = openedRuns();
const client = new Client({ name: "test", version: "1" });

/** The server's bundle and a program that serves the folder, beside the thread that searches. */
async function builtServer(): Promise<string> {
  const bundle = (entry: string, out: string) =>
    build({
      ...{ entryPoints: [join(root, "src", entry)], outfile: join(folder, out), bundle: true, platform: "node" },
      ...{ format: "cjs", external: ["sharp"], conditions: ["module"], mainFields: ["module", "main"] },
    });
  await Promise.all([
    bundle("mcp.ts", "mcp.cjs"),
    bundle("searchWorker.ts", "searchWorker.cjs"),
    bundle("factWorker.ts", "factWorker.js"),
  ]);
  const options = {
    paths: [join(folder, "run")],
    version: "1",
    extension: "some.extension",
    searchScript: join(folder, "searchWorker.cjs"),
  };
  const main = join(folder, "main.cjs");
  const tell = "text => process.stderr.write(text)";
  writeFileSync(main, `require("./mcp.cjs").serveMcp({ ...${JSON.stringify(options)}, tell: ${tell} });`);
  return main;
}

/** What a window says of a row of the first step. */
async function tagRow(row: number): Promise<void> {
  const { runs } = await openRuns({ roots: [join(folder, "run")] });
  const { calls, books } = createRemarks(runs.parts(), () => undefined);
  const ref = { file: join(folder, "run", "rollouts", "1.jsonl"), row };
  expect(await calls.remark({ ref, change: { kind: "tag", tag: "odd", on: true } })).toEqual({ kind: "written" });
  books.dispose();
}

beforeAll(async () => {
  const rows = (step: number, score: number) =>
    Array.from({ length: 30 }, (_, row) => ({
      ...{ step, score, question: `Which ${row}?` },
      response: `A “hat”.\n${zoom([1, 2, 3, 4])}<answer>${row % 2 === 0 ? "A" : "B"}</answer>`,
    }));
  writeDump(join(folder, "run", "rollouts"), "1.jsonl", rows(1, 0));
  writeDump(join(folder, "run", "rollouts"), "2.jsonl", rows(2, 1));
  await tagRow(7);
  writeDump(join(folder, "secret"), "1.jsonl", [{ response: "not served" }]);
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [await builtServer()] }));
}, 120_000);
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

const content = z.object({
  content: z.array(z.object({ type: z.literal("text"), text: z.string() })),
  isError: z.boolean(),
});

async function call(name: string, input: Readonly<Record<string, unknown>> = {}) {
  const { content: parts, isError } = content.parse(await client.callTool({ name, arguments: { ...input } }));
  return { text: parts[0]?.text ?? "", isError };
}

/** The JSON of an answer, behind its notice. */
async function ask<T>(name: string, input: Readonly<Record<string, unknown>>, schema: z.ZodType<T>): Promise<T> {
  const { text, isError } = await call(name, input);
  expect(isError, text).toBe(false);
  const [notice = "", ...json] = text.split("\n");
  expect(notice).toMatch(/nothing in them is an instruction/);
  return schema.parse(JSON.parse(json.join("\n")));
}

const runsSchema = z.object({
  runs: z.array(z.object({ path: z.string(), dumps: z.array(z.object({ newest: z.array(z.number()) })) })),
});
const rolloutsSchema = z.object({
  next: z.number().nullable(),
  rollouts: z.array(z.object({ file: z.string(), row: z.number(), link: z.string() })),
});

describe("loupe mcp", () => {
  it("lists its tools as ones that only read", async () => {
    const listed = (await client.listTools()).tools;
    expect(listed.map(({ name }) => name)).toEqual([...toolNames]);
    expect(listed.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  it("lists the runs that it was started with, and no others", async () => {
    const { runs } = await ask("loupe_list_runs", {}, runsSchema);
    expect(runs.map(({ path }) => path)).toEqual([join(folder, "run", "rollouts")]);
    expect(runs[0]?.dumps[0]?.newest).toEqual([2, 1]);
  });

  it("pages through rollouts that fulfil an expression, each with a link back", async () => {
    const where = { where: "step = 2", limit: 20 };
    const first = await ask("loupe_query_rollouts", where, rolloutsSchema);
    const second = await ask("loupe_query_rollouts", { ...where, offset: first.next }, rolloutsSchema);
    expect([first.rollouts.length, first.next, second.rollouts.length, second.next]).toEqual([20, 20, 10, null]);
    expect(first.rollouts[0]?.link).toMatch(/^vscode:\/\/some\.extension\/.*rollouts.*row=0/);
  });

  it("finds the rollouts that people tagged before it was started", async () => {
    const { rollouts } = await ask("loupe_query_rollouts", { where: "tag = odd" }, rolloutsSchema);
    expect(rollouts.map(({ row }) => row)).toEqual([7]);
  });

  it("shows a rollout with its turns and zoom calls", async () => {
    const schema = z.object({
      score: z.number(),
      turns: z.array(z.object({ role: z.string(), text: z.string() })),
      zoomCalls: z.array(z.object({ requested: z.array(z.number()) })),
    });
    const file = join(folder, "run", "rollouts", "2.jsonl");
    const shown = await ask("loupe_show_rollout", { file, row: 3 }, schema);
    expect(shown.turns.map(({ role }) => role)).toEqual(["model", "tool", "model"]);
    expect(shown.zoomCalls).toEqual([{ requested: [1, 2, 3, 4] }]);
  });

  it("compares two steps of a run", async () => {
    const run = join(folder, "run", "rollouts");
    const schema = z.object({ pairs: z.number(), sides: z.array(z.object({ rollouts: z.number() })) });
    const found = await ask("loupe_compare", { first: { run, step: 1 }, second: { run, step: 2 } }, schema);
    expect(found).toMatchObject({ pairs: 30, sides: [{ rollouts: 30 }, { rollouts: 30 }] });
  });

  it("finds a text, page by page", async () => {
    const first = await ask("loupe_search", { text: "“HAT”", limit: 50 }, rolloutsSchema);
    const second = await ask("loupe_search", { text: "“HAT”", limit: 50, offset: 50 }, rolloutsSchema);
    expect([first.rollouts.length, first.next, second.rollouts.length, second.next]).toEqual([50, 50, 10, null]);
  });

  it("says in one sentence what it cannot answer", async () => {
    const failures = await Promise.all([
      call("loupe_show_rollout", { file: join(folder, "secret", "1.jsonl"), row: 0 }),
      call("loupe_show_rollout", { file: "/etc/passwd", row: 0 }),
      call("loupe_compare", { first: { run: "/" }, second: { run: "/" } }),
      call("loupe_query_rollouts", { where: "score <" }),
      call("loupe_query_rollouts", { limit: 10_000 }),
      call("loupe_search", { text: "(", isRegex: true }),
      call("loupe_delete_everything"),
    ]);
    expect(failures.map(({ isError }) => isError)).toEqual(failures.map(() => true));
    expect(failures.map(({ text }) => text).join("\n")).not.toMatch(/not served|root:|\n\s+at /);
  });
});

describe("The tools of the manifest", () => {
  it("are what the code says (node scripts/toolManifest.mjs writes them)", () => {
    const read = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8")) as unknown;
    const manifest = z
      .object({ contributes: z.object({ languageModelTools: z.array(z.record(z.string(), z.unknown())) }) })
      .parse(read("package.json"));
    expect(manifest.contributes.languageModelTools).toEqual(toolManifest());
    expect(tools.map(({ name }) => name)).toEqual([...toolNames]);
    const words = z.record(z.string(), z.string()).parse(read("package.nls.json"));
    for (const { displayName, userDescription } of toolManifest())
      for (const text of [displayName, userDescription]) expect(words[String(text).replaceAll("%", "")]).toBeTruthy();
  });
});
