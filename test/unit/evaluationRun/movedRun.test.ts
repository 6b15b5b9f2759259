import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluationRunSchema } from "../../../src/core/evaluation/evaluationRun.js";
import { runEvaluation } from "../../../src/node/evaluation/runEvaluation.js";
import type { RunningChatServer } from "../../fixtures/chat/startChatServer.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { evaluated, knowing, type Made, madeSet, optionsOf, predictionsIn, type Wishes } from "./asking.js";

const makeFolder = temporaryFolder();

const zooming: Wishes = {
  settings: { input: "zoom", use: "reason", boxes: "px_resized", tools: { style: "text", tool: "verl", maxTurns: 6 } },
};
const boxes = { convention: "px_resized" as const };
const hostOf = ({ url }: RunningChatServer): string => new URL(url).host;
const runIn = (out: string) =>
  evaluationRunSchema.parse(JSON.parse(readFileSync(join(out, "evaluation.json"), "utf8")));
const keysOf = ({ ledger }: RunningChatServer): readonly string[] => ledger.map(({ key }) => key);

/** A server that refuses the key after so many requests: nothing is under way then that could be asked again. */
async function stoppedAfter(requests: number, set: Made, out: string, server: RunningChatServer): Promise<void> {
  let left = requests;
  const key = () => Promise.resolve(left-- > 0 ? "right" : "wrong");
  const endpoint = { key, atOnce: { start: 1, most: 1 } };
  const { stop } = await evaluated(optionsOf(set, server.url, out, { ...zooming, endpoint }));
  expect(stop).toBe("failing");
}

describe("a run whose endpoint has moved", () => {
  it("is refused until somebody says that the same model is there, and goes on then without asking anything twice", async () => {
    const set = await madeSet(makeFolder(), 2);
    const [first, second, third] = await Promise.all([
      knowing(set, { boxes }, { key: "right" }),
      knowing(set, { boxes }),
      knowing(set, { boxes }),
    ]);
    const out = makeFolder();
    await stoppedAfter(10, set, out, first);
    const answered = predictionsIn(out).length;
    const used = predictionsIn(out).reduce((sum, one) => sum + one.requests, 0);
    // One was answered, and its question not yet: a conversation that was cut in its middle.
    expect([keysOf(first).length, used < 10, answered > 0]).toEqual([10, true, true]);

    const [before, now] = [hostOf(first), hostOf(second)];
    const refused = await runEvaluation(optionsOf(set, second.url, out, zooming));
    expect(refused).toEqual({ kind: "differs", differences: [{ key: "model.endpoint_host", before, now }] });
    const moved = { ...zooming, isMoved: true };
    const planned = await runEvaluation(optionsOf(set, second.url, out, { ...moved, isDryRun: true }));
    expect(planned).toMatchObject({ kind: "planned", plan: { done: answered } });
    expect([keysOf(second), runIn(out).model.moves]).toEqual([[], undefined]);

    const at = Date.UTC(2026, 0, 2);
    const gone = await evaluated(optionsOf(set, second.url, out, { ...moved, now: () => at }));
    const move = { from: before, to: now, at: "2026-01-02T00:00:00.000Z" };
    expect([gone.stop, gone.summary.kept, gone.run.id]).toEqual([null, 10 - used, runIn(out).id]);
    expect(runIn(out).model).toMatchObject({ endpoint_host: now, moves: [move] });
    const asked = [...keysOf(first), ...keysOf(second)];
    expect(new Set(asked).size).toBe(asked.length);

    // What was answered at either address is known at a third one, be the predictions lost.
    rmSync(join(out, "predictions.jsonl"));
    const last = await evaluated(optionsOf(set, third.url, out, moved));
    expect([last.summary.kept, last.summary.requests, last.run.id]).toEqual([asked.length, 0, gone.run.id]);
    expect(last.run.model.moves).toMatchObject([move, { from: now, to: hostOf(third) }]);
  });

  it("is refused where more than the address is another, and moves nowhere where nothing is left to ask", async () => {
    const set = await madeSet(makeFolder(), 1);
    const [first, second] = await Promise.all([knowing(set), knowing(set)]);
    const out = makeFolder();
    await evaluated(optionsOf(set, first.url, out));
    const before = readFileSync(join(out, "evaluation.json"), "utf8");
    const wishes = { isMoved: true, settings: { model: "another" } };
    const other = await runEvaluation(optionsOf(set, second.url, out, wishes));
    expect(other).toMatchObject({ kind: "differs", differences: [{ key: "model.requested" }] });
    const done = await evaluated(optionsOf(set, second.url, out, { isMoved: true }));
    expect([done.plan.toAsk, done.run.model.endpoint_host, done.run.model.moves]).toEqual([
      0,
      hostOf(first),
      undefined,
    ]);
    expect(readFileSync(join(out, "evaluation.json"), "utf8")).toBe(before);
    expect(second.ledger).toEqual([]);
  });
});
