import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import { judgeSettings } from "../../../src/core/evaluation/judge/judgeSettings.js";
import type { JudgeScale } from "../../../src/core/evaluation/judge/judgeSet.js";
import { type VerdictRecord, verdictRecordSchema } from "../../../src/core/evaluation/verdictRecord.js";
import type { JudgeOptions } from "../../../src/node/evaluation/judge/judgeOptions.js";
import type { JudgeResult } from "../../../src/node/evaluation/judge/judgeResult.js";
import { judgeRun } from "../../../src/node/evaluation/judge/judgeRun.js";
import { judgePolicy, type JudgePolicyOptions } from "../../fixtures/chat/judgePolicy.js";
import type { Policy } from "../../fixtures/chat/policy.js";
import { saying } from "../../fixtures/chat/reply.js";
import {
  type ChatServerOptions,
  type RunningChatServer,
  startChatServer,
} from "../../fixtures/chat/startChatServer.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { askedIn, evaluated, knowing, madeSet, optionsOf, predictionsIn } from "../evaluationRun/asking.js";

const makeFolder = temporaryFolder();
const canaries = 5;
const pages = 12;

const open: RunningChatServer[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A judge that is right about the canaries and half of the time about what follows. */
async function judge(policy: Policy, options: Partial<ChatServerOptions> = {}): Promise<RunningChatServer> {
  const server = await startChatServer({ policy, ...options });
  open.push(server);
  return server;
}

/** Is mistaken about answers, and never about canaries. */
const mistaken = (options: JudgePolicyOptions): Policy => {
  const [sure, unsure] = [judgePolicy({ seed: options.seed }), judgePolicy(options)];
  return asked => (asked.messages.some(({ text }) => text.includes("red umbrella")) ? sure(asked) : unsure(asked));
};

/** An evaluation whose open answers are all wrong, so that a judge has to be asked. */
async function answered(out = makeFolder()): Promise<string> {
  const set = await madeSet(makeFolder(), pages);
  const server = await knowing(set, { outcomeOf: () => "wrong" });
  await evaluated(optionsOf(set, server.url, out, { settings: { tasks: ["panel_understanding"] } }));
  // Questions of the made pages are all alike: what is judged is not.
  const lines = predictionsIn(out).map((one, at) => ({ ...one, text: `<answer>Number ${at} does.</answer>` }));
  writeFileSync(join(out, "predictions.jsonl"), lines.map(line => `${JSON.stringify(line)}\n`).join(""));
  return out;
}

function wishes(
  folder: string,
  url: string,
  more: Partial<JudgeOptions> = {},
  scale: JudgeScale = "binary",
): JudgeOptions {
  const template = builtInPrompts.find(({ id }) => id === (scale === "binary" ? "judge-binary" : "judge-score10"));
  if (template === undefined) throw new Error("no judge");
  return {
    ...{ folder, settings: judgeSettings("a-judge", template, scale), share: 1, isSecond: false, again: 0 },
    endpoint: {
      ...{ endpoint: url, key: () => Promise.resolve(null), prices: null, isStreamed: false },
      onSpent: () => Promise.resolve(false),
    },
    ...{ isDryRun: false, toolVersion: "0.0.0", signal: new AbortController().signal, now: () => Date.now() },
    onProgress: () => undefined,
    ...more,
  };
}

type Judged = Extract<JudgeResult, { kind: "judged" }>;

async function judged(options: JudgeOptions): Promise<Judged> {
  const result = await judgeRun(options);
  if (result.kind !== "judged") throw new Error(JSON.stringify(result));
  return result;
}

const verdictsIn = (folder: string): readonly VerdictRecord[] =>
  readFileSync(join(folder, "verdicts.jsonl"), "utf8")
    .split("\n")
    .filter(line => line !== "")
    .map(line => verdictRecordSchema.parse(JSON.parse(line)));

const outcomesIn = (folder: string) =>
  gradeAnswers(predictionsIn(folder), askedIn(folder), verdictsIn(folder)).map(({ outcome }) => outcome);

describe("judging", () => {
  it("decides what no rule could, after it has passed its canaries", async () => {
    const folder = await answered();
    const server = await judge(mistaken({ seed: 4, specificity: 0.5 }));
    const { plan, summary, stop, report } = await judged(wishes(folder, server.url));
    expect(server.problems).toEqual([]);
    expect([plan.toAsk, summary.judged, summary.failed, stop]).toEqual([pages, pages, 0, null]);
    expect(server.ledger).toHaveLength(pages + canaries);
    const right = verdictsIn(folder).filter(({ outcome }) => outcome === "correct").length;
    expect(right).toBeGreaterThan(0);
    expect(right).toBeLessThan(pages);
    const outcomes = outcomesIn(folder);
    expect(outcomes.filter(one => one === "correct")).toHaveLength(right);
    expect(outcomes.filter(one => one === "wrong")).toHaveLength(pages - right);
    expect(report.sets[0]).toMatchObject({ correct: right, incorrect: pages - right, failed: 0 });
    expect(verdictsIn(folder)[0]).toMatchObject({ by: { name: "a-judge", model_returned: "known-model-2026-01-01" } });
  });

  it("takes no verdict from a reply that its limit cut", async () => {
    const folder = await answered();
    const whole = judgePolicy({ seed: 1 });
    const cut: Policy = async asked => {
      const action = await whole(asked);
      const isCanary = asked.messages.some(({ text }) => text.includes("red umbrella"));
      const reply = { text: "DIFF: none\nVERDICT: CORRECT\n", finish: "length" } as const;
      return action.kind === "reply" && !isCanary ? { ...action, reply } : action;
    };
    const { summary } = await judged(wishes(folder, (await judge(cut)).url));
    expect([summary.judged, summary.failed]).toEqual([0, pages]);
    expect(verdictsIn(folder).every(({ outcome, raw }) => outcome === "judge_failed" && raw !== null)).toBe(true);
  });

  it("asks nothing again that was judged, and nothing at all when everything was", async () => {
    const folder = await answered();
    const server = await judge(mistaken({ seed: 4, specificity: 0.5 }));
    const stop = new AbortController();
    const first = await judged(
      wishes(folder, server.url, {
        signal: stop.signal,
        endpoint: { ...wishes(folder, server.url).endpoint, atOnce: { start: 1, most: 1 } },
        onProgress: ({ phase, done }) => {
          if (phase === "judge" && done === 3) stop.abort();
        },
      }),
    );
    expect([first.stop, first.summary.judged]).toEqual(["cancelled", 3]);
    appendFileSync(join(folder, "verdicts.jsonl"), '{"v":1,"kind":"verd');
    const second = await judged(wishes(folder, server.url));
    expect(second.plan).toMatchObject({ done: 3, toAsk: pages - 3 });
    expect(new Set(server.ledger.map(({ key }) => key)).size).toBe(pages + canaries);
    const sent = server.ledger.length;
    const third = await judged(wishes(folder, server.url));
    expect([third.plan.toAsk, server.ledger.length]).toEqual([0, sent]);
  });

  it("does not begin with a judge that fails a canary", async () => {
    const folder = await answered();
    const gullible = await judge(() =>
      Promise.resolve({ kind: "reply", reply: saying("VERDICT: CORRECT"), about: { questionId: null, did: "judged" } }),
    );
    const result = await judgeRun(wishes(folder, gullible.url));
    expect(result.kind === "unfit" && result.canaries.map(({ code }) => code)).toEqual([
      ...["empty", "negated", "injection", "another"],
    ]);
    expect(existsSync(join(folder, "verdicts.jsonl"))).toBe(false);
  });

  it("has no score for a judge that gives no verdict: it is asked three times, then another day", async () => {
    const folder = await answered();
    const mute = await judge(mistaken({ seed: 4, mute: 1 }));
    const first = await judged(wishes(folder, mute.url));
    expect([first.summary.judged, first.summary.failed]).toEqual([0, pages]);
    expect(mute.ledger).toHaveLength(3 * pages + canaries);
    expect(new Set(outcomesIn(folder))).toEqual(new Set(["judge-failed"]));
    const later = await judge(judgePolicy({ seed: 4 }));
    const second = await judged(wishes(folder, later.url));
    expect([second.plan.toAsk, second.summary.judged]).toEqual([pages, pages]);
    expect(new Set(outcomesIn(folder))).toEqual(new Set(["wrong"]));
  });

  it("by a second judge changes no table, and shows how far the two agree", async () => {
    const folder = await answered();
    const [first, second] = [await judge(judgePolicy({ seed: 4 })), await judge(mistaken({ seed: 5, specificity: 0 }))];
    await judged(wishes(folder, first.url));
    const base = wishes(folder, second.url);
    const settings = { ...base.settings, model: "b-judge" };
    const { report } = await judged({ ...base, settings, isSecond: true });
    expect(new Set(outcomesIn(folder))).toEqual(new Set(["wrong"]));
    expect(report.sets.map(({ model }) => model).sort()).toEqual(["a-judge", "b-judge"]);
    expect(report.agreements).toMatchObject([{ n: pages, agreed: 0 }]);
  });

  it("a second time of the same answers shows how steady a judge is", async () => {
    const folder = await answered();
    const server = await judge(judgePolicy({ seed: 4 }));
    const { report, plan } = await judged(wishes(folder, server.url, { again: 1 }));
    expect(plan.again).toBe(pages);
    expect(server.ledger).toHaveLength(2 * pages + canaries);
    expect(report.sets[0]?.again).toEqual({ n: pages, flips: 0 });
    expect(new Set(outcomesIn(folder))).toEqual(new Set(["wrong"]));
    await judged(wishes(folder, server.url, { again: 1 }));
    expect(server.ledger).toHaveLength(2 * pages + canaries);
  });

  it("by scores keeps them, and takes 8 and more for right", async () => {
    const folder = await answered();
    const server = await judge(mistaken({ seed: 4, specificity: 0.5 }));
    const { report } = await judged(wishes(folder, server.url, {}, "1-10"));
    const verdicts = verdictsIn(folder);
    expect(verdicts.every(({ score, outcome }) => (score === 10) === (outcome === "correct"))).toBe(true);
    const sum = verdicts.reduce((total, { score }) => total + (score ?? 0), 0);
    expect(report.sets[0]?.meanScore).toBeCloseTo(sum / pages, 9);
  });

  it("by several at once loses no line of any", async () => {
    const folder = await answered();
    const server = await judge(judgePolicy({ seed: 4 }));
    const named = (model: string): JudgeOptions => {
      const base = wishes(folder, server.url);
      return { ...base, settings: { ...base.settings, model } };
    };
    await Promise.all(["a", "b", "c"].map(model => judged(named(model))));
    expect(verdictsIn(folder)).toHaveLength(3 * pages);
    expect(new Set(verdictsIn(folder).map(({ set_id: set }) => set)).size).toBe(3);
  });

  it("counts and sends nothing in a dry run, and says where there is nothing to judge", async () => {
    const folder = await answered();
    const planned = await judgeRun(wishes(folder, "http://localhost:1", { isDryRun: true }));
    expect(planned).toMatchObject({ kind: "planned", plan: { toAsk: pages, done: 0, byRule: 0 } });
    expect(existsSync(join(folder, "judges.jsonl"))).toBe(false);
    expect(await judgeRun(wishes(makeFolder(), "http://localhost:1"))).toMatchObject({ kind: "no-evaluation" });
  });

  it("ends when the endpoint refuses the key, with no verdict", async () => {
    const folder = await answered();
    const server = await judge(judgePolicy({ seed: 4 }), { key: "secret" });
    expect(await judgeRun(wishes(folder, server.url))).toMatchObject({
      ...{ kind: "unreachable", failure: { code: "unauthorised" } },
    });
    expect(existsSync(join(folder, "verdicts.jsonl"))).toBe(false);
  });
});
