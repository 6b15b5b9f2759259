import { describe, expect, it } from "vitest";
import * as z from "zod";
import { callTool } from "../../../src/node/tools/callTool.js";
import { writeDump, zoom, type MadeUpRow } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { toolHostOf } from "./toolHostOf.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

const schema = z.object({
  nextTurn: z.number().nullable(),
  turns: z.array(z.object({ turn: z.number(), text: z.string() })),
  zoomCallsInAll: z.number(),
  question: z.object({ answer: z.string().nullable() }),
});

/** What `loupe_show_rollout` answers of one row, page after page. */
async function pagesOf(row: MadeUpRow, input: Readonly<Record<string, unknown>> = {}) {
  const folder = makeFolder();
  const file = writeDump(folder, "rollouts/1.jsonl", [row]);
  const { host, dispose } = toolHostOf((await openRuns({ roots: [folder] })).runs);
  const pages: z.infer<typeof schema>[] = [];
  try {
    for (let turnOffset: number | null = 0; turnOffset !== null; turnOffset = pages.at(-1)?.nextTurn ?? null) {
      const asked = { file, row: 0, ...input, turnOffset };
      const answer = await callTool(host, "loupe_show_rollout", asked, new AbortController().signal);
      if (answer.kind === "failed") throw new Error(answer.reason);
      pages.push(schema.parse(JSON.parse(answer.text.split("\n").slice(1).join("\n"))));
    }
  } finally {
    await dispose();
  }
  return pages;
}

const turnsOf = (pages: Awaited<ReturnType<typeof pagesOf>>) =>
  pages.flatMap(({ turns }) => turns.map(({ turn }) => turn));

describe("loupe_show_rollout", () => {
  it("shows all turns of many calls with long replies, a page at a time, without a gap", async () => {
    const reply = `<think>${"word ".repeat(3000)}</think>`;
    const response = `${Array.from({ length: 8 }, () => `${reply}${zoom([1, 2, 300, 400])}`).join("")}<answer>A</answer>`;
    const pages = await pagesOf({ response });
    const most = await pagesOf({ response }, { turnCharacters: 20_000 });
    expect(pages[0]?.zoomCallsInAll).toBe(8);
    for (const read of [pages, most]) expect(turnsOf(read)).toEqual(turnsOf(read).map((_, at) => at));
    expect(turnsOf(pages).length).toBe(turnsOf(most).length);
    expect(most.length).toBeGreaterThan(1);
  });

  it("cuts a right answer that is longer than an answer may be", async () => {
    const [page] = await pagesOf({ response: "<answer>A</answer>", more: { gts: "x".repeat(70_000) } });
    expect(page?.question.answer?.length).toBeLessThan(2100);
  });

  it("cuts a turn that takes several times its length as JSON, rather than to fail", async () => {
    const [page] = await pagesOf({ response: "\u0001".repeat(30_000) }, { turnCharacters: 20_000 });
    expect(page?.turns.length).toBe(1);
  });
});
