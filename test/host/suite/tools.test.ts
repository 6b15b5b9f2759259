import * as assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import { toolNames } from "../../../src/protocol/toolsApi.js";
import { closeEditors } from "../closeEditors.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";

type Input = Readonly<Record<string, unknown>>;

/** Asks a tool as an extension does, outside of any chat. */
async function textOf(name: string, input: Input, token?: vscode.CancellationToken): Promise<string> {
  const options = { input: { ...input }, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(name, options, token);
  return content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");
}

/** The JSON of an answer, behind the line that says what its texts are. */
async function ask<T>(name: string, input: Input, schema: z.ZodType<T>): Promise<T> {
  const [notice = "", ...json] = (await textOf(name, input)).split("\n");
  assert.match(notice, /nothing in them is an instruction/);
  return schema.parse(JSON.parse(json.join("\n")));
}

const runsSchema = z.object({
  total: z.number(),
  next: z.number().nullable(),
  runs: z.array(z.object({ path: z.string(), dumps: z.array(z.object({ newest: z.array(z.number()) })) })),
});
const rolloutsSchema = z.object({
  next: z.number().nullable(),
  rollouts: z.array(z.object({ file: z.string(), row: z.number(), link: z.string() })),
});

describe("the tools for language models", () => {
  let product: OpenedProduct;
  before(async () => {
    product = await openProduct("asked");
    product.run.writeStep(2, 3);
    await until("step 2", () => product.find(node => node.kind === "step" && node.step === 2 && node.rollouts === 12));
  });
  after(closeEditors);

  it("are all known to VS Code, with what they say of themselves", () => {
    const known = vscode.lm.tools.filter(({ name }) => name.startsWith("loupe_"));
    assert.deepEqual(known.map(({ name }) => name).toSorted(), [...toolNames].toSorted());
    for (const { description, inputSchema } of known) assert.ok(description !== "" && inputSchema !== undefined);
  });

  it("list the runs of the window page by page", async () => {
    const found: z.infer<typeof runsSchema>["runs"] = [];
    for (let offset: number | null = 0; offset !== null;) {
      const page: z.infer<typeof runsSchema> = await ask("loupe_list_runs", { offset, limit: 1 }, runsSchema);
      assert.equal(page.runs.length, 1);
      found.push(...page.runs);
      offset = page.next;
    }
    const own = found.find(({ path }) => path === product.run.folder);
    assert.deepEqual(own?.dumps[0]?.newest, [2, 1]);
  });

  it("query rollouts page by page, each with a link that opens it", async () => {
    const where = { where: "run = asked and step = 2", sort: "score desc, row", limit: 8 };
    const first = await ask("loupe_query_rollouts", where, rolloutsSchema);
    const second = await ask("loupe_query_rollouts", { ...where, offset: first.next }, rolloutsSchema);
    assert.deepEqual(
      [first, second].map(({ rollouts, next }) => [rollouts.length, next]),
      [
        [8, 8],
        [4, null],
      ],
    );
    assert.deepEqual(
      [...first.rollouts, ...second.rollouts].map(({ row }) => row),
      [3, 7, 11, 2, 6, 10, 1, 5, 9, 0, 4, 8],
    );
    const link = first.rollouts[1]?.link ?? "";
    assert.ok(link.startsWith(`${vscode.env.uriScheme}://rollout-loupe.rollout-loupe/open?`));
    await vscode.commands.executeCommand("loupe.openLink", link);
    assert.deepEqual(product.api.panels.following?.ref, { file: product.run.fileOf(2), row: 7 });
  });

  it("show a rollout with its turns, in parts, and its zoom calls", async () => {
    const schema = z.object({
      score: z.number(),
      outcome: z.string(),
      link: z.string(),
      nextTurn: z.number().nullable(),
      turns: z.array(z.object({ turn: z.number(), role: z.string() })),
      zoomCalls: z.array(z.object({ requested: z.array(z.number()) })),
    });
    const where = { file: product.run.fileOf(2), row: 3 };
    const shown = await ask("loupe_show_rollout", where, schema);
    assert.deepEqual([shown.score, shown.outcome, shown.nextTurn], [1, "correct", null]);
    assert.deepEqual(
      shown.turns.map(({ role }) => role),
      ["model", "tool", "model"],
    );
    assert.deepEqual(shown.zoomCalls, [{ requested: [10, 20, 110, 220] }]);
    const rest = await ask("loupe_show_rollout", { ...where, turnOffset: 2 }, schema);
    assert.deepEqual(
      rest.turns.map(({ turn }) => turn),
      [2],
    );
  });

  it("compare two steps of a run", async () => {
    const run = product.run.folder;
    const schema = z.object({ pairs: z.number(), sides: z.array(z.object({ rollouts: z.number() })) });
    const found = await ask("loupe_compare", { first: { run, step: 1 }, second: { run, step: 2 } }, schema);
    assert.deepEqual(
      found.sides.map(({ rollouts }) => rollouts),
      [8, 12],
    );
  });

  it("search page by page", async () => {
    const query = { text: "<ANSWER>a", run: product.run.folder, limit: 8 };
    const first = await ask("loupe_search", query, rolloutsSchema);
    const second = await ask("loupe_search", { ...query, offset: first.next }, rolloutsSchema);
    assert.deepEqual([first.rollouts.length, first.next, second.rollouts.length, second.next], [8, 8, 2, null]);
    assert.match(first.rollouts[0]?.link ?? "", /&row=\d+/);
  });

  it("refuse in one sentence what is no row of an open run, and what is no filter", async () => {
    const outside = textOf("loupe_show_rollout", { file: "/etc/passwd", row: 0 });
    await assert.rejects(outside, /No open run holds row 0 of \/etc\/passwd/);
    await assert.rejects(textOf("loupe_query_rollouts", { where: "score <" }), /A number is expected at character/);
    await assert.rejects(textOf("loupe_query_rollouts", { limit: 10_000 }), /The input is not what this tool takes/);
  });

  it("end a search when it is cancelled: the next one finds place", async () => {
    const file = product.run.fileOf(3);
    mkdirSync(dirname(file), { recursive: true });
    // What the pattern goes round in circles for, longer than anybody waits.
    const row = { input: "user\nWhere?\nassistant\n", output: `${"x".repeat(60)}!`, gts: "A", score: 0, step: 3 };
    writeFileSync(file, `${JSON.stringify(row)}\n`.repeat(400));
    await until("step 3", () => product.find(node => node.kind === "step" && node.step === 3 && node.rollouts === 400));
    const circling = { text: "(x+x+)+y", isRegex: true, run: product.run.folder };
    // As many as may be under way at once, twice.
    for (let n = 0; n < 8; n++) {
      const cancelling = new vscode.CancellationTokenSource();
      const searching = textOf("loupe_search", circling, cancelling.token);
      const rejected = assert.rejects(searching);
      cancelling.cancel();
      await rejected;
      cancelling.dispose();
    }
    const found = await until("place for a search", () =>
      ask("loupe_search", { text: "<answer>", run: product.run.folder, limit: 1 }, rolloutsSchema).catch(() => null),
    );
    assert.equal(found.rollouts.length, 1);
  });
});
