import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gradeAnswers } from "../../src/core/evaluation/gradeAnswers.js";
import { zoomToolSchema } from "../../src/core/launch/zoomToolText.js";
import type { ChatMessage, ChatPart, ChatRequest } from "../../src/node/endpoint/chatRequest.js";
import { RetryBudget } from "../../src/node/endpoint/retryBudget.js";
import { madeClient, patience } from "../unit/endpoint/madeClient.js";
import { askedIn, evaluated, type Made, madeSet, optionsOf, predictionsIn } from "../unit/evaluationRun/asking.js";
import { runPython } from "./lib/llamaFactory.js";
import { getServing, type Serving, serveTransformers, writeTemplate } from "./lib/serveTransformers.js";

/** A real server with a real model, tiny and of random numbers: what it says means nothing, how it is asked and told does. */
describe("transformers serve with a tiny Qwen2.5-VL", () => {
  let folder = "";
  let set: Made;
  let serving: Serving;
  const model = () => join(folder, "model");
  const wishes = () => ({
    settings: {
      ...{ ...optionsOf(set, "", "").settings, model: model(), family: "qwen2.5-vl" as const, input: "zoom" as const },
      ...{ use: "reason" as const, tasks: ["depth_comparison" as const], boxes: "px_resized" as const },
      image: { ...optionsOf(set, "", "").settings.image, multiple: 28, minPixels: 3136, maxPixels: 100_352 },
      tools: { style: "text" as const, tool: "verl" as const, maxTurns: 4 },
      sampling: { ...optionsOf(set, "", "").settings.sampling, maxTokens: 40 },
    },
  });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "loupe-serve-"));
    mkdirSync(model());
    set = await madeSet(join(folder, "set"), 1);
    const packages = await getServing();
    await runPython(packages, "tiny_model.py", [model()], folder);
    writeTemplate(model());
    serving = await serveTransformers(packages, model());
  }, 3_600_000);

  afterAll(async () => {
    await serving.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function requestOf(images: number, more: Partial<ChatRequest> = {}): Promise<ChatRequest> {
    const create = { width: 280, height: 420, channels: 3, background: "#b3261e" } as const;
    const bytes = await sharp({ create }).png().toBuffer();
    const image: ChatPart = { kind: "image", mime: "image/png", detail: "high", bytes };
    const parts: ChatPart[] = [...Array.from({ length: images }, () => image), { kind: "text", text: "What is it?" }];
    const messages: readonly ChatMessage[] = [
      { role: "system", parts: [{ kind: "text", text: "You look." }] },
      { role: "user", parts },
    ];
    const sampling = { temperature: 0, topP: 1, seed: 7, maxTokens: 8, reasoningEffort: null } as const;
    const base = { model: model(), messages, tools: [], extra: {} };
    return { ...base, sampling: { ...sampling, maxTokensName: "max_tokens" }, ...more };
  }

  const budget = new RetryBudget({ items: 0, least: 0, onSpent: () => Promise.resolve(false) });

  it.each([false, true])(
    "answers about images, takes every parameter and counts tokens (streamed: %s)",
    async isStreamed => {
      const { client } = await madeClient(serving.url, { isStreamed, budget });
      const prompts: number[] = [];
      for (const images of [0, 1, 2]) {
        const result = await client.ask(await requestOf(images), patience());
        if (result.kind !== "answer") throw new Error(JSON.stringify(result));
        expect(result.answer).toMatchObject({ finishReason: "length", state: "truncated", usage: { completion: 8 } });
        prompts.push(result.answer.usage?.prompt ?? NaN);
      }
      // 280 × 420 pixels are 10 × 15 patches; where an image begins and ends are two tokens more.
      const [none = NaN, one, two] = prompts;
      expect([one, two]).toEqual([none + 152, none + 304]);
    },
  );

  it("takes functions and does nothing with them: its model's template knows none", async () => {
    const { client } = await madeClient(serving.url, { budget });
    const result = await client.ask(await requestOf(1, { tools: [zoomToolSchema] }), patience());
    expect(result).toMatchObject({ kind: "answer", answer: { toolCalls: [], finishReason: "length" } });
  });

  it("refuses what it does not know, and is told so in its own words", async () => {
    const { client } = await madeClient(serving.url, { budget });
    const unknown = await client.ask(await requestOf(0, { extra: { mm_processor_kwargs: {} } }), patience());
    expect(unknown).toMatchObject({ failure: { code: "bad-request", status: 422 } });
    expect(unknown.kind === "failed" && unknown.failure.message).toContain("mm_processor_kwargs");
    const other = await client.ask(await requestOf(0, { model: "another" }), patience());
    expect(other).toMatchObject({ failure: { code: "bad-request", status: 400 } });
  });

  it("takes the messages of a zoom turn, whose crop counts as a second image", async () => {
    const { client } = await madeClient(serving.url, { budget });
    const first = await requestOf(1);
    const [image] = first.messages[1]?.parts ?? [];
    if (image === undefined) throw new Error("no image");
    const called: ChatMessage = { role: "assistant", parts: [{ kind: "text", text: "<tool_call>{}</tool_call>" }] };
    const words = (text: string): ChatPart => ({ kind: "text", text });
    const parts = [words("<tool_response>\n"), image, words("\n</tool_response>")];
    const tokens = async (messages: readonly ChatMessage[]) => {
      const result = await client.ask({ ...first, messages }, patience());
      return result.kind === "answer" ? (result.answer.usage?.prompt ?? NaN) : NaN;
    };
    const [once, turned] = [
      await tokens([...first.messages, called, { role: "user", parts: parts.filter(({ kind }) => kind === "text") }]),
      await tokens([...first.messages, called, { role: "user", parts }]),
    ];
    expect(turned - once).toBe(152);
  });

  it("is evaluated: what it says without end is cut, and a second run asks nothing", async () => {
    const out = join(folder, "real");
    const result = await evaluated(optionsOf(set, serving.url, out, wishes()));
    expect([result.stop, predictionsIn(out).length]).toEqual([null, 1]);
    expect(predictionsIn(out)[0]?.usage?.prompt).toBeGreaterThan(300);
    expect(gradeAnswers(predictionsIn(out), askedIn(out), [])).toHaveLength(1);
    expect(result.run.model.returned).toEqual([expect.stringContaining(model())]);
    const again = await evaluated(optionsOf(set, serving.url, out, wishes()));
    expect([again.plan.toAsk, again.summary.requests]).toEqual([0, 0]);
  });
});
