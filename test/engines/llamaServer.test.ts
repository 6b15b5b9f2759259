import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatPart, ChatRequest } from "../../src/node/endpoint/chatRequest.js";
import { RetryBudget } from "../../src/node/endpoint/retryBudget.js";
import { madeClient, patience } from "../unit/endpoint/madeClient.js";
import { evaluated, type Made, madeSet, optionsOf, predictionsIn } from "../unit/evaluationRun/asking.js";

/**
 * No registry has this server as a program: PyPI has llama.cpp's sources alone (in llama-cpp-python), to be compiled for a
 * quarter of an hour, and npm's node-llama-cpp is a library without it. Whoever has one says where it is.
 */
const { LOUPE_LLAMA_SERVER: url = "", LOUPE_LLAMA_MODEL: model = "default" } = process.env;
const missing = url === "" ? "(without LOUPE_LLAMA_SERVER, the address of one with a model that sees images)" : null;

describe.skipIf(missing !== null)(`llama.cpp's server ${missing ?? ""}`, () => {
  let folder = "";
  let set: Made;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "loupe-llama-"));
    set = await madeSet(join(folder, "set"), 1);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function requestOf(images: number): Promise<ChatRequest> {
    const create = { width: 280, height: 420, channels: 3, background: "#b3261e" } as const;
    const bytes = await sharp({ create }).png().toBuffer();
    const image: ChatPart = { kind: "image", mime: "image/png", detail: null, bytes };
    const parts: ChatPart[] = [...Array.from({ length: images }, () => image), { kind: "text", text: "What is it?" }];
    const sampling = { temperature: 0, topP: 1, seed: 7, maxTokens: 8, reasoningEffort: null } as const;
    return {
      ...{ model, messages: [{ role: "user", parts }], tools: [], extra: {} },
      sampling: { ...sampling, maxTokensName: "max_tokens" },
    };
  }

  it.each([false, true])("answers about several images, and counts their tokens (streamed: %s)", async isStreamed => {
    const budget = new RetryBudget({ items: 0, least: 0, onSpent: () => Promise.resolve(false) });
    const { client } = await madeClient(url, { isStreamed, budget });
    const prompts: number[] = [];
    for (const images of [0, 1, 2]) {
      const result = await client.ask(await requestOf(images), patience());
      if (result.kind !== "answer") throw new Error(JSON.stringify(result));
      expect(result.answer.usage?.completion).toBeLessThanOrEqual(8);
      prompts.push(result.answer.usage?.prompt ?? NaN);
    }
    const [none = NaN, one = NaN, two = NaN] = prompts;
    expect(one - none).toBeGreaterThan(16);
    expect(two - one).toBe(one - none);
  });

  it("is evaluated, and a second run asks nothing", async () => {
    const { settings } = optionsOf(set, "", "");
    const image = { ...settings.image, maxPixels: 100_352 };
    const wishes = { settings: { ...settings, model, image, sampling: { ...settings.sampling, maxTokens: 16 } } };
    const out = join(folder, "out");
    const result = await evaluated(optionsOf(set, url, out, wishes));
    expect([result.stop, predictionsIn(out).length]).toEqual([null, set.questions.length]);
    expect(result.summary.states.failed).toBe(0);
    const again = await evaluated(optionsOf(set, url, out, wishes));
    expect([again.plan.toAsk, again.summary.requests]).toEqual([0, 0]);
  });
});
