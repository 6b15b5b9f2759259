import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { filterFieldNames } from "../../../src/core/filter/filterField.js";
import { callTool } from "../../../src/node/tools/callTool.js";
import type { ToolHost } from "../../../src/node/tools/toolHost.js";
import { queryRolloutsTool } from "../../../src/node/tools/queryRolloutsTool.js";
import { toolSchema } from "../../../src/node/tools/toolSchema.js";
import { writeDump } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { toolHostOf } from "./toolHostOf.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

type Ask = (name: string, input: unknown, signal?: AbortSignal) => ReturnType<typeof callTool>;

/** Asks tools over a run of two rollouts and a line that is no JSON. */
async function withRun(act: (run: string, ask: Ask) => Promise<void>, more: Partial<ToolHost> = {}): Promise<void> {
  const run = join(makeFolder(), "rollouts");
  const file = writeDump(run, "1.jsonl", [{ response: "<answer>A</answer>" }, { response: "none" }]);
  appendFileSync(file, "{ torn\n");
  const { host, dispose } = toolHostOf((await openRuns({ roots: [run] })).runs);
  try {
    await act(run, (name, input, signal = new AbortController().signal) =>
      callTool({ ...host, ...more }, name, input, signal),
    );
  } finally {
    await dispose();
  }
}

const reasonOf = (answer: Awaited<ReturnType<Ask>>): string => (answer.kind === "failed" ? answer.reason : "");

/** The JSON of an answer, behind its notice. */
function jsonOf<T>(answer: Awaited<ReturnType<Ask>>, schema: z.ZodType<T>): T {
  if (answer.kind === "failed") throw new Error(answer.reason);
  return schema.parse(JSON.parse(answer.text.split("\n").slice(1).join("\n")));
}

describe("Tools", () => {
  it("refuse a run that is not open in the same sentence, whether it is searched or compared", async () => {
    await withRun(async (run, ask) => {
      const search = reasonOf(await ask("loupe_search", { text: "A", run: "/nope" }));
      const compare = reasonOf(await ask("loupe_compare", { first: { run }, second: { run: "/nope" } }));
      expect(search).toBe("No open run lies in /nope. loupe_list_runs lists them.");
      expect(compare).toBe(search);
    });
  });

  it("name what no rollout has in a query, and every field that there is in their description", async () => {
    await withRun(async (_run, ask) => {
      const schema = z.object({ matched: z.number().nullable(), unseen: z.array(z.string()) });
      const misspelt = jsonOf(await ask("loupe_query_rollouts", { where: "scroe > 0" }), schema);
      expect(misspelt).toEqual({ matched: 0, unseen: ["scroe"] });
      const right = jsonOf(await ask("loupe_query_rollouts", { where: "score >= 0" }), schema);
      expect(right.unseen).toEqual([]);
    });
    const described = JSON.stringify(toolSchema(queryRolloutsTool));
    expect(filterFieldNames.filter(name => !described.includes(name))).toEqual([]);
  });

  it("refuse a query for what only an audit tells while there was none", async () => {
    await withRun(async (_run, ask) => {
      expect(reasonOf(await ask("loupe_query_rollouts", { where: "differs" }))).toMatch(/after an audit only/);
      expect(reasonOf(await ask("loupe_query_rollouts", { where: "differs <" }))).not.toMatch(/audit/);
    });
  });

  it("say of a row that cannot be read why, in words", async () => {
    await withRun(async (run, ask) => {
      const file = join(run, "1.jsonl");
      const reason = reasonOf(await ask("loupe_show_rollout", { file, row: 2 }));
      expect(reason).toMatch(/^Row 2 of .*1\.jsonl cannot be read: not JSON/);
    });
  });

  it("end a comparison that nobody waits for any more", async () => {
    await withRun(async (run, ask) => {
      const sides = { first: { run }, second: { run } };
      const reason = reasonOf(await ask("loupe_compare", sides, AbortSignal.abort()));
      expect(reason).toBe("The comparison was ended. Ask again.");
    });
  });

  it("say when the runs were read, and how to see more, only where they are not followed", async () => {
    const schema = z.object({ readAt: z.string().optional(), whatWasWrittenSince: z.string().optional() });
    const readAt = "2026-01-02T03:04:05.678Z";
    await withRun(
      async (_run, ask) => {
        const told = jsonOf(await ask("loupe_list_runs", {}), schema);
        expect(told).toEqual({ readAt, whatWasWrittenSince: "It is read when the server is started again." });
      },
      { readAt },
    );
    await withRun(async (_run, ask) => {
      expect(jsonOf(await ask("loupe_list_runs", {}), schema)).toEqual({});
    });
  });
});
