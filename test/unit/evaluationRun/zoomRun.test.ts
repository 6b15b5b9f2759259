import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import { boxConventions, type BoxConvention } from "../../../src/core/evaluation/modelFamily.js";
import type { Box } from "../../../src/core/page/box.js";
import { iou } from "../../../src/core/page/iou.js";
import { zoomToolText } from "../../../src/core/launch/zoomToolText.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { auditOutput } from "../../../src/node/cli/auditOutput.js";
import { runEvaluation } from "../../../src/node/evaluation/runEvaluation.js";
import type { Policy } from "../../fixtures/chat/policy.js";
import { startChatServer } from "../../fixtures/chat/startChatServer.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "../cli/loupe.js";
import { askedIn, evaluated, knowing, madeSet, optionsOf, predictionsIn, rowsIn, type Wishes } from "./asking.js";

const makeFolder = temporaryFolder();

const callSchema = z.object({
  page: z.array(z.number()).nullable(),
  executed: z.array(z.number()).nullable(),
  refusedBy: z.string().nullable(),
  iou: z.number().nullable(),
});
const shownSchema = z.object({
  answer: z.object({ status: z.string() }),
  question: z.object({ joined: z.string() }),
  page: z.object({ width: z.number().nullable(), image: z.string().nullable() }),
  zoomCalls: z.array(callSchema),
  targets: z.array(z.unknown()).nullable(),
});
const statsSchema = z.object({
  steps: z.array(z.object({ rollouts: z.number(), accuracy: z.object({ right: z.number() }) })),
});

async function shown(out: string, row: number): Promise<z.infer<typeof shownSchema>> {
  const ran = await loupe("show", join(out, "rollouts", "0.jsonl"), String(row), "--json");
  expect(ran.err).toBe("");
  return shownSchema.parse(JSON.parse(ran.out));
}

const zooming = (boxes: BoxConvention, style: "text" | "native", family: Wishes["settings"] = {}): Wishes => ({
  settings: {
    ...{ input: "zoom", use: "reason", boxes, tools: { style, tool: "verl", maxTurns: 6 } },
    ...family,
  },
});

const targetsOf = (question: QuestionRecord): readonly Box[] => (question.targets ?? []).map(({ box }) => box);

/** Rounding a box to whole thousandths or pixels moves its sides by half of one. */
const nearly = 0.04;

describe("a run with the zoom tool", () => {
  const ways = boxConventions.flatMap(boxes => (["text", "native"] as const).map(style => [boxes, style] as const));
  it.each(ways)("finds boxes in %s on their pages, called in %s", { timeout: 60_000 }, async (boxes, style) => {
    const set = await madeSet(makeFolder(), 2);
    const server = await knowing(set, { boxes: { convention: boxes } });
    const out = makeFolder();
    const image = { ...optionsOf(set, "", out).settings.image, multiple: 28, minPixels: 3136, maxPixels: 12_845_056 };
    const { summary, findings } = await evaluated(
      optionsOf(set, server.url, out, zooming(boxes, style, { image: { ...image, maxSide: null } })),
    );
    expect(server.problems).toEqual([]);
    expect(findings).toEqual([]);
    const predictions = predictionsIn(out);
    const questions = askedIn(out);
    const zooms = questions.reduce((sum, question) => sum + targetsOf(question).length, 0);
    expect(summary.zooms).toBe(zooms);
    expect(gradeAnswers(predictions, questions, []).map(({ outcome }) => outcome)).toEqual(
      questions.map(() => "correct"),
    );
    for (const [row, written] of rowsIn(out).entries()) {
      const prediction = predictions.find(({ id }) => id === written["prediction_id"]);
      const question = questions.find(({ id }) => id === written["question_id"]);
      if (prediction === undefined || question === undefined) throw new Error("a row of nothing");
      const targets = targetsOf(question);
      const tools = prediction.turns.flatMap(({ tool }) => (tool === null ? [] : [tool]));
      expect(tools).toHaveLength(targets.length);
      const read = await shown(out, row);
      expect(read.zoomCalls).toHaveLength(targets.length);
      expect([read.question.joined, read.page.width, read.page.image === null]).toEqual(["one", 400, false]);
      expect(read.targets ?? []).toHaveLength(targets.length);
      if (question.answer_type !== "open") expect(read.answer.status).toBe("correct");
      for (const [at, tool] of tools.entries()) {
        const [target = [0, 0, 1, 1] as const, requested] = [targets[at], tool.requested];
        expect(Math.abs(iou(requested as unknown as Box, target) - 0.8)).toBeLessThan(nearly);
        const placed = read.zoomCalls[at];
        expect(placed?.executed).toEqual(tool.executed);
        expect(placed?.refusedBy).toBe(null);
        for (const [side, value] of (placed?.page ?? []).entries())
          expect(value).toBeCloseTo(requested?.[side] ?? Number.NaN, 6);
        expect(Math.abs((placed?.iou ?? 0) - 0.8)).toBeLessThan(nearly);
      }
    }
  });

  it("is a run to every reader of dumps, with the rewards of any strategy", async () => {
    const set = await madeSet(makeFolder(), 2);
    const server = await knowing(set, {
      boxes: { convention: "px_resized" },
      outcomeOf: ({ task }) => (task === "depth_comparison" ? "wrong" : "correct"),
    });
    const out = makeFolder();
    const strategy = builtInStrategies.find(({ id }) => id === "rarl") ?? null;
    await evaluated(
      optionsOf(set, server.url, out, { ...zooming("px_resized", "text", { family: "qwen2.5-vl" }), strategy }),
    );
    const stats = await loupe("stats", out, "--json");
    const [step] = statsSchema.parse(JSON.parse(stats.out)).steps;
    const closed = set.questions.filter(({ answer_type: type }) => type !== "open");
    const wrong = closed.filter(({ task }) => task === "depth_comparison").length;
    // An open answer that is its reference word for word is right, too.
    expect(step).toMatchObject({ rollouts: set.questions.length, accuracy: { right: set.questions.length - wrong } });
    const rescored = await loupe("rescore", out, "--strategy", "rarl,vanilla", "--json");
    expect(rescored.code).toBe(0);
    // What the dump was scored with is what the strategy says of its rows.
    const audit = await loupe("audit", out, "--strategy", "rarl", "--json");
    expect(audit.code, audit.out.slice(0, 2000)).toBe(0);
    expect(rowsIn(out).every(row => typeof row["score"] === "number")).toBe(true);
    // Another strategy scores what is there anew, and asks nothing.
    const asked = server.ledger.length;
    await evaluated(optionsOf(set, server.url, out, zooming("px_resized", "text", { family: "qwen2.5-vl" })));
    expect(server.ledger).toHaveLength(asked);
    for (const { score, acc } of rowsIn(out)) expect(score).toBe(acc ?? null);
  });

  it("logs no reward of a trainer: answers without a tag count in its tables, and the audit finds nothing in them", async () => {
    const set = await madeSet(makeFolder(), 2);
    const server = await knowing(set, {
      ...{ boxes: { convention: "px_resized" }, wording: "mixed" },
      outcomeOf: ({ task }) => (task === "depth_comparison" ? "wrong" : "correct"),
    });
    const out = makeFolder();
    await evaluated(optionsOf(set, server.url, out, zooming("px_resized", "text", { family: "qwen2.5-vl" })));
    const untagged = rowsIn(out).filter(row => row["acc"] === 1 && !String(row["output"]).includes("<answer>"));
    expect(untagged.length).toBeGreaterThan(0);
    const audited = await loupe("audit", out, "--json");
    const result = auditOutput.parse(JSON.parse(audited.out));
    expect([audited.code, result.rollouts, result.differing]).toEqual([0, rowsIn(out).length, 0]);
  });

  it("tells the model of the tool word for word as training does, and answers in its words", async () => {
    const set = await madeSet(makeFolder(), 1);
    const server = await knowing(set, { boxes: { convention: "px_resized" } });
    const out = makeFolder();
    await evaluated(optionsOf(set, server.url, out, zooming("px_resized", "text", { family: "qwen2.5-vl" })));
    const [first] = predictionsIn(out).filter(({ turns }) => turns.length > 4);
    expect(first?.turns[0]).toMatchObject({ role: "system" });
    expect(first?.turns[0]?.text).toContain(zoomToolText);
    const reply = first?.turns[3];
    expect(reply?.role).toBe("user");
    expect(reply?.text).toMatch(/^<tool_response>\nThis is the part \[[\d., ]+\] of the page\.\n<\/tool_response>$/);
    expect(reply?.images).toHaveLength(1);
    const [crop] = reply?.images ?? [];
    expect([(crop?.width ?? 1) % 28, (crop?.height ?? 1) % 28]).toEqual([0, 0]);
  });
});

/** A model that says one thing after another, whatever it is asked. */
const saying =
  (texts: readonly string[]): Policy =>
  ({ turn }) => {
    const reply = { text: texts[Math.min(turn, texts.length - 1)] ?? "", finish: "stop" } as const;
    return Promise.resolve({ kind: "reply", reply, about: { questionId: null, did: "answered" } });
  };

const call = (box: readonly number[], name = "image_zoom_in_tool"): string =>
  `<tool_call>\n${JSON.stringify({ name, arguments: { bbox_2d: box } })}\n</tool_call>`;

describe("a zoom loop", () => {
  const odd: readonly (readonly [string, readonly string[], Readonly<Record<string, unknown>>, readonly unknown[]])[] =
    [
      [
        "goes on for ever",
        [call([10, 10, 200, 200])],
        { state: "truncated", finish_reason: "max_turns" },
        [...[null, null, "max-turns"]],
      ],
      [
        "never closes its tag",
        ['<tool_call>{"name": "image_zoom_in_tool"'],
        { state: "ok", text: '<tool_call>{"name": "image_zoom_in_tool"' },
        [],
      ],
      [
        "asks for a box beside the page",
        [call([900, 900, 950, 950]), "<answer>A</answer>"],
        { state: "ok" },
        ["outside-page"],
      ],
      ["asks for an inverted box", [call([200, 200, 100, 100]), "<answer>A</answer>"], { state: "ok" }, ["inverted"]],
      ["asks for no box", [call([1, 2]), "<answer>A</answer>"], { state: "ok" }, ["bad-call"]],
      [
        "calls a function that there is not",
        [call([1, 2, 30, 40], "web_search"), "<answer>A</answer>"],
        { state: "ok" },
        ["bad-call"],
      ],
      [
        "calls twice in a turn",
        [`${call([10, 10, 100, 100])}\n${call([20, 20, 90, 90])}`, "<answer>A</answer>"],
        { state: "ok" },
        [null, "skipped"],
      ],
      [
        "calls and answers in a turn",
        [`${call([10, 10, 100, 100])}<answer>B</answer>`, "<answer>A</answer>"],
        { state: "ok", text: "<answer>A</answer>" },
        [null],
      ],
    ];
  it.each(odd)("of a model that %s ends as it would in training", async (_what, texts, state, errors) => {
    const set = await madeSet(makeFolder(), 1);
    const server = await startChatServer({ policy: saying(texts) });
    const out = makeFolder();
    const settings = { ...zooming("px_resized", "text", { family: "qwen2.5-vl", limit: 1 }).settings };
    const tools = { style: "text", tool: "verl", maxTurns: 3 } as const;
    await evaluated(optionsOf(set, server.url, out, { settings: { ...settings, tools } }));
    await server.close();
    const [prediction] = predictionsIn(out);
    expect(prediction).toMatchObject(state);
    const tools_ = prediction?.turns.flatMap(({ tool }) => (tool === null ? [] : [tool.error])) ?? [];
    expect(tools_).toEqual(errors);
    const read = await shown(out, 0);
    const executed = prediction?.turns.flatMap(({ tool }) =>
      tool?.name === "image_zoom_in_tool" ? [tool.executed] : [],
    );
    if (texts[0]?.endsWith("</tool_call>") === true)
      expect(read.zoomCalls.map(one => one.executed)).toEqual(executed?.map(box => box));
  });

  it("by DeepEyes' rules ends at an answer and runs the last call", async () => {
    const set = await madeSet(makeFolder(), 1);
    const tools = { style: "text", tool: "deepeyes", maxTurns: 3 } as const;
    const settings = { ...zooming("px_resized", "text", { family: "qwen2.5-vl", limit: 1 }).settings, tools };
    const twice = `${call([10, 10, 100, 100])}\n${call([20, 20, 190, 190])}`;
    const server = await startChatServer({ policy: saying([twice, `${call([1, 1, 50, 50])}<answer>A</answer>`]) });
    const out = makeFolder();
    await evaluated(optionsOf(set, server.url, out, { settings }));
    await server.close();
    const [prediction] = predictionsIn(out);
    expect(prediction?.turns.flatMap(({ tool }) => (tool === null ? [] : [tool.error]))).toEqual(["skipped", null]);
    expect([prediction?.state, prediction?.parse.answer]).toEqual(["ok", "A"]);
    const read = await shown(out, 0);
    expect(read.zoomCalls.map(({ executed }) => executed !== null)).toEqual([false, true, false]);
  });
});

describe("the loop of evaluations", () => {
  const dialects: readonly (readonly [string, string, string])[] = [
    [
      "Mini-o3",
      '<grounding>{"bbox_2d": [0.25, 0.25, 0.75, 0.75], "source": "original_image"}</grounding>',
      '<grounding>{"bbox_2d": [0.5, 0, 1, 0.5], "source": "observation_1"}</grounding>',
    ],
    [
      "Pixel-Reasoner",
      '<tool_call>{"name": "crop_image", "arguments": {"bbox_2d": [0.25, 0.25, 0.75, 0.75], "target_image": 1}}</tool_call>',
      '<tool_call>{"name": "crop_image", "arguments": {"bbox_2d": [0.5, 0, 1, 0.5], "target_image": 2}}</tool_call>',
    ],
    [
      "a model with changed corners",
      '<tool_call>{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [0.75, 0.25, 0.25, 0.75]}}</tool_call>',
      '<tool_call>{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 0.5, 0.5, 0], "img_idx": 1}}</tool_call>',
    ],
    [
      "blocks of JSON",
      '```json\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [0.25, 0.25, 0.75, 0.75]}}\n```',
      '```json\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [0.5, 0, 1, 0.5], "img_idx": 1}}\n```',
    ],
  ];
  it.each(dialects)("takes calls as %s writes them, also of a crop", async (_name, first, second) => {
    const set = await madeSet(makeFolder(), 1);
    const server = await startChatServer({ policy: saying([first, second, "<answer>A</answer>"]) });
    const out = makeFolder();
    const tools = { style: "text", tool: "pillow", maxTurns: 4 } as const;
    await evaluated(
      optionsOf(set, server.url, out, { settings: { ...zooming("norm1", "text", { limit: 1 }).settings, tools } }),
    );
    await server.close();
    const [prediction] = predictionsIn(out);
    const executed = prediction?.turns.flatMap(({ tool }) => (tool === null ? [] : [tool.executed]));
    // Half of the page about its middle; then the upper right quarter of that.
    const boxes = [
      [100, 150, 300, 450],
      [200, 150, 300, 300],
    ];
    expect(executed).toEqual(boxes);
    expect(prediction?.state).toBe("ok");
    expect((await shown(out, 0)).zoomCalls.map(one => one.executed)).toEqual(boxes);
  });
});

describe("the probe", () => {
  const probing = (limit: number, wishes: Wishes): Promise<readonly unknown[]> =>
    (async () => {
      const set = await madeSet(makeFolder(), 1);
      const otherwise: Policy = () =>
        Promise.resolve({
          ...{ kind: "reply", reply: { text: "Red.", finish: "stop" } },
          about: { questionId: null, did: "answered" },
        });
      const server = await knowing(set, { otherwise }, { imageLimit: limit });
      const out = join(makeFolder(), "out");
      const result = await runEvaluation(optionsOf(set, server.url, out, { ...wishes, probes: true }));
      const findings = result.kind === "evaluated" || result.kind === "unfit" ? result.findings : [];
      return [result.kind, findings.map(({ code }) => code), existsSync(join(out, "evaluation.json"))];
    })();

  it("finds a server that takes one image a request before anything is asked", async () => {
    expect(await probing(1, zooming("norm1000_xyxy", "text"))).toEqual(["unfit", ["one-image"], false]);
  });
  it("finds a server that takes none", async () => {
    expect(await probing(0, {})).toEqual(["unfit", ["images-refused"], false]);
  });
  it("notes what the server says of itself", async () => {
    const set = await madeSet(makeFolder(), 1);
    const otherwise = saying(["Red."]);
    const server = await knowing(set, { otherwise });
    const out = makeFolder();
    const { run, findings } = await evaluated(optionsOf(set, server.url, out, { probes: true }));
    expect([run.model.server, findings]).toEqual([{ name: "unknown", version: "0.8.5" }, []]);
    // What is tried is no question, and is tried anew when something is left to ask.
    const asked = server.ledger.length;
    await evaluated(optionsOf(set, server.url, out, { probes: true }));
    expect(server.ledger).toHaveLength(asked);
  });
  it("says that the model does not call the tool, and goes on", async () => {
    const [kind, codes] = await probing(10, zooming("norm1000_xyxy", "text"));
    expect([kind, codes]).toEqual(["evaluated", ["tool-text-ignored"]]);
  });
});
