import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { AnswerLog } from "../../../src/node/endpoint/answerLog.js";
import { loggedBody, wireBody } from "../../../src/node/endpoint/chatBody.js";
import type { ChatRequest } from "../../../src/node/endpoint/chatRequest.js";
import { endpointUrl } from "../../../src/node/endpoint/endpointUrl.js";
import { costOf, priceTableSchema } from "../../../src/node/endpoint/priceTable.js";
import { readEvents } from "../../../src/node/endpoint/readEvents.js";
import { temporaryFolder } from "../jobs/temporaryFolder.js";
import { chatServer, json, whole } from "./chatServer.js";
import { asking, madeClient, patience } from "./madeClient.js";

const bytes = Uint8Array.from([1, 2, 3, 250]);
const image = { kind: "image", bytes, mime: "image/png", detail: "high" } as const;
const hash = createHash("sha256").update(bytes).digest("hex");

describe("the address of an endpoint", () => {
  it.each([
    ["http://localhost:8000", "http://localhost:8000/v1/chat/completions"],
    ["http://localhost:8000/v1/", "http://localhost:8000/v1/chat/completions"],
    ["https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/chat/completions"],
    ["https://h/v1beta/openai/", "https://h/v1beta/openai/chat/completions"],
    ["https://h/v1/chat/completions", "https://h/v1/chat/completions"],
    ["https://h/d/x?api-version=1#top", "https://h/d/x/chat/completions?api-version=1"],
  ])("%s is %s", (text, url) => {
    expect(endpointUrl(text)).toMatchObject({ kind: "url", url });
  });

  it.each([
    ["localhost:8000/v1", "protocol"],
    ["ftp://h/v1", "protocol"],
    ["v1", "no-url"],
    ["https://me:word@h/v1", "credentials"],
  ])("%s is none: %s", (text, reason) => {
    expect(endpointUrl(text)).toEqual({ kind: "bad-url", reason });
  });

  it.each([
    ["http://gpu.example:8000", true],
    ["https://gpu.example", false],
    ["http://127.0.0.1:8000", false],
    ["http://[::1]:8000", false],
    ["http://localhost", false],
  ])("of %s lets others read along: %s", (text, isOpenToOthers) => {
    expect(endpointUrl(text)).toMatchObject({ isOpenToOthers });
  });

  it("that is none fails before anything is sent", async () => {
    const { client } = await madeClient("nowhere");
    expect(await client.ask(asking("Hi"), patience())).toMatchObject({ failure: { code: "bad-url" }, requests: [] });
  });
});

describe("a request", () => {
  it("says every setting, carries its images inside, and the key in its header alone", async () => {
    const server = await chatServer(response => whole(response, "Yes."));
    const { client } = await madeClient(server.url);
    await client.ask(asking("What?", [image]), patience());
    const [{ path, headers, body, text } = { path: "", headers: {}, body: {}, text: "" }] = server.received;
    expect(path).toBe("/v1/chat/completions");
    expect(headers.authorization).toBe("Bearer sk-secret");
    expect(text).not.toContain("sk-secret");
    expect(body).toEqual({
      ...{ model: "asked-model", temperature: 0, top_p: 1, seed: 7, max_tokens: 300, stream: false },
      messages: [
        { role: "system", content: "System." },
        {
          role: "user",
          content: [
            { type: "image_url", image_url: { url: "data:image/png;base64,AQID+g==", detail: "high" } },
            { type: "text", text: "What?" },
          ],
        },
      ],
    });
  });

  it("leaves out what is said to be left out, and names the limit as asked", () => {
    const request: ChatRequest = {
      ...asking("Hi"),
      sampling: {
        ...{ temperature: null, topP: null, seed: null, maxTokens: 9, maxTokensName: "max_completion_tokens" },
        reasoningEffort: "low",
      },
    };
    const body = JSON.parse(wireBody(request, true).toString()) as object;
    expect(Object.keys(body).sort()).toEqual(
      ["max_completion_tokens", "messages", "model", "reasoning_effort", "stream", "stream_options"].sort(),
    );
  });

  it("takes a server's own keys in, which replace none of ours", () => {
    const request = { ...asking("Hi"), extra: { model: "other", mm_processor_kwargs: { max_pixels: 1 } } };
    expect(loggedBody(request)).toMatchObject({ model: "asked-model", mm_processor_kwargs: { max_pixels: 1 } });
  });

  it("hands calls and their replies back as the API has them", () => {
    const body = loggedBody({
      ...asking("Hi"),
      tools: [{ type: "function" }],
      messages: [
        { role: "assistant", parts: [], toolCalls: [{ id: "c", name: "zoom", arguments: "{}" }] },
        { role: "tool", parts: [{ kind: "text", text: "done" }], toolCallId: "c" },
      ],
    });
    expect(body).toMatchObject({
      tools: [{ type: "function" }],
      messages: [
        { role: "assistant", tool_calls: [{ id: "c", type: "function", function: { name: "zoom", arguments: "{}" } }] },
        { role: "tool", content: "done", tool_call_id: "c" },
      ],
    });
  });

  it("has no key in its header where there is none, and is not sent with one that no header can carry", async () => {
    const server = await chatServer(response => whole(response, "Yes."));
    await (await madeClient(server.url, { key: () => Promise.resolve(null) })).client.ask(asking("Hi"), patience());
    expect(server.received[0]?.headers.authorization).toBeUndefined();
    const { client } = await madeClient(server.url, { key: () => Promise.resolve("sk-secret\n") });
    expect(await client.ask(asking("Hi"), patience())).toMatchObject({ failure: { code: "bad-key" }, requests: [] });
    expect(server.received).toHaveLength(1);
  });
});

describe("events of a stream", () => {
  async function read(pieces: readonly Uint8Array[]): Promise<readonly string[]> {
    async function* given() {
      yield* pieces;
      await Promise.resolve();
    }
    const events: string[] = [];
    for await (const event of readEvents(given())) events.push(event);
    return events;
  }

  it("are the same wherever the pieces end, whatever ends the lines", async () => {
    const texts = fc.array(
      fc.string({ unit: "grapheme" }).map(text => text.replace(/[\r\n]/g, "")),
      { minLength: 1 },
    );
    const ends = fc.constantFrom("\n", "\r\n", "\r");
    await fc.assert(
      fc.asyncProperty(texts, ends, fc.array(fc.nat(400)), async (data, end, cuts) => {
        const whole = Buffer.from(data.map(one => `: note${end}event: x${end}data: ${one}${end}${end}`).join(""));
        const at = [0, ...cuts.map(cut => cut % whole.length).sort((a, b) => a - b), whole.length];
        const pieces = at.slice(1).map((stop, index) => whole.subarray(at[index], stop));
        expect(await read(pieces)).toEqual(data);
      }),
    );
  });

  it("have all of their data lines, and end with the stream where the blank line is missing", async () => {
    expect(await read([Buffer.from("data: a\ndata: b\n\ndata:c")])).toEqual(["a\nb", "c"]);
  });
});

describe("prices", () => {
  const table = priceTableSchema.parse({
    currency: "USD",
    models: { m: { prompt: 2, completion: 10, cached: 0.5 }, plain: { prompt: 2, completion: 10 } },
  });
  const usage = { prompt: 1_000_000, completion: 100_000, total: 1_100_000, reasoning: null, cached: 400_000 };

  it("are of prompt, cached and answered tokens", () => {
    expect(costOf(usage, "m", table)).toBeCloseTo(0.6 * 2 + 0.4 * 0.5 + 0.1 * 10, 12);
    expect(costOf(usage, "plain", table)).toBeCloseTo(2 + 1, 12);
  });

  it("count reasoning that stands in the total alone", () => {
    expect(costOf({ ...usage, cached: 0, total: 1_300_000 }, "m", table)).toBeCloseTo(2 + 3, 12);
  });

  it("are unknown, and not nothing, without a price or a count", () => {
    expect(costOf(usage, "other", table)).toBeNull();
    expect(costOf(usage, "toString", table)).toBeNull();
    expect(costOf(null, "m", table)).toBeNull();
    expect(costOf({ ...usage, completion: null }, "m", table)).toBeNull();
  });
});

describe("the log of answers", () => {
  const lines = (file: string) => readFileSync(file, "utf8").trim().split("\n");

  it("has the request with hashes for images, the answer, what it cost, and no key", async () => {
    const file = join(temporaryFolder(), "made", "requests.jsonl");
    const server = await chatServer(response => whole(response, "Yes."));
    const prices = priceTableSchema.parse({ currency: "EUR", models: { "asked-model": { prompt: 1, completion: 2 } } });
    const { client } = await madeClient(server.url, { logFile: file, prices });
    const { key } = await client.ask(asking("What?", [image]), patience());
    const [line = ""] = lines(file);
    expect(line).not.toMatch(/sk-secret|base64/);
    expect(JSON.parse(line)).toMatchObject({
      ...{ v: 1, kind: "exchange", key, url: `${server.url}/chat/completions`, failure: null },
      request: { messages: [{}, { content: [{ image_url: { url: `sha256:${hash};image/png;4` } }, {}] }] },
      requests: [{ status: 200 }],
      answer: { text: "Yes.", model: "returned-model" },
      cost: { amount: 20 / 1_000_000, currency: "EUR" },
    });
  });

  it("has no key that stands in an address or comes back in a reply, and still tells two addresses apart", async () => {
    const file = join(temporaryFolder(), "requests.jsonl");
    const server = await chatServer((response, number, { path, headers }) =>
      number === 1
        ? json(response, { error: { message: `bad ${path}` } }, 401)
        : whole(response, `none: ${headers.authorization ?? ""} ${path}`),
    );
    const ask = async (query: string, key = "sk-secret") => {
      const { client } = await madeClient(`${server.url}?${query}`, { logFile: file, key: () => Promise.resolve(key) });
      return client.ask(asking("Hi"), patience());
    };
    const first = await ask("api-version=2&key=SECRETQUERY");
    expect(first).toMatchObject({ answer: { text: "none: Bearer … /v1/chat/completions?api-version=2&key=…" } });
    expect(await ask("key=SECRETOTHER")).toMatchObject({ kind: "failed", failure: { code: "unauthorised" } });
    // A word that stands in for a key is no secret, and may be an answer.
    expect(await ask("api-version=3", "none")).toMatchObject({
      answer: { text: "none: Bearer none /v1/chat/completions?api-version=3" },
    });
    const written = readFileSync(file, "utf8");
    expect(written).not.toMatch(/SECRET|sk-secret/);
    for (const line of lines(file)) expect(JSON.parse(line)).toMatchObject({ url: `${server.url}/chat/completions` });
    expect(await ask("api-version=2&key=SECRETQUERY")).toMatchObject({ isKept: true, key: first.key });
    expect(server.received).toHaveLength(3);
  });

  it("answers what was answered before, by another client too, unless it is asked afresh", async () => {
    const file = join(temporaryFolder(), "requests.jsonl");
    const server = await chatServer((response, number) => whole(response, `answer ${number}`));
    const first = (await madeClient(server.url, { logFile: file })).client;
    await first.ask(asking("Hi"), patience());
    expect(await first.ask(asking("Hi"), patience())).toMatchObject({ isKept: true, requests: [] });
    const second = (await madeClient(server.url, { logFile: file })).client;
    expect(await second.ask(asking("Hi"), patience())).toMatchObject({ isKept: true, answer: { text: "answer 0" } });
    expect(await second.ask(asking("Hi"), { ...patience(), isFresh: true })).toMatchObject({ isKept: false });
    expect(server.received).toHaveLength(2);
  });

  it("tells requests apart by everything that can change an answer, and by nothing else", async () => {
    const { client } = await madeClient("http://127.0.0.1:9/v1");
    const stopped = { signal: AbortSignal.abort() };
    const keyOf = async (request: ChatRequest) => (await client.ask(request, stopped)).key;
    const base = asking("Hi", [image]);
    const others: readonly ChatRequest[] = [
      asking("Ho", [image]),
      asking("Hi", [{ ...image, bytes: Uint8Array.from([1]) }]),
      asking("Hi", [{ ...image, detail: "low" }]),
      { ...base, model: "other" },
      { ...base, sampling: { ...base.sampling, temperature: 0.1 } },
      { ...base, sampling: { ...base.sampling, seed: null } },
      { ...base, extra: { top_k: 1 } },
      { ...base, tools: [{}] },
    ];
    const keys = await Promise.all([base, ...others].map(keyOf));
    expect(new Set(keys).size).toBe(keys.length);
    expect(await keyOf(asking("Hi", [{ ...image, bytes: new Uint8Array(bytes) }]))).toBe(keys[0]);
    const elsewhere = (await madeClient("http://127.0.0.1:10/v1")).client;
    expect((await elsewhere.ask(base, stopped)).key).not.toBe(keys[0]);
    const streaming = (await madeClient("http://127.0.0.1:9/v1", { isStreamed: true })).client;
    expect((await streaming.ask(base, stopped)).key).toBe(keys[0]);
  });

  it("keeps what failed or was cut beside it, which is asked again", async () => {
    const file = join(temporaryFolder(), "requests.jsonl");
    const cut = { choices: [{ finish_reason: "length", message: { content: "" } }] };
    const server = await chatServer((response, number) => {
      if (number === 0) json(response, { error: "no" }, 400);
      else if (number === 1) json(response, cut);
      else whole(response, "Yes.");
    });
    const { client } = await madeClient(server.url, { logFile: file });
    for (let time = 0; time < 4; time++) await client.ask(asking("Hi"), patience());
    expect(server.received).toHaveLength(3);
    const lineSchema = z.looseObject({ failure: z.unknown(), answer: z.looseObject({ state: z.string() }).nullable() });
    expect(lines(file).map(line => lineSchema.parse(JSON.parse(line)))).toMatchObject([
      { failure: "bad-request", answer: null },
      { failure: null, answer: { state: "truncated" } },
      { failure: null, answer: { state: "ok" } },
    ]);
  });

  it("gives back what it wrote for many at once, each its own answer, in this process and the next", async () => {
    const file = join(temporaryFolder(), "requests.jsonl");
    const server = await chatServer((response, number) => whole(response, `Réponse ${number}`));
    const texts = Array.from({ length: 40 }, (_, at) => `Question ${at}`);
    const { client } = await madeClient(server.url, { logFile: file });
    const askAll = (one: typeof client) => Promise.all(texts.map(text => one.ask(asking(text), patience())));
    const said = (results: Awaited<ReturnType<typeof askAll>>) =>
      results.map(result => (result.kind === "answer" ? result.answer.text : result.kind));
    const first = said(await askAll(client));
    expect(new Set(first).size).toBe(40);
    expect(lines(file)).toHaveLength(40);
    expect(said(await askAll(client))).toEqual(first);
    expect(said(await askAll((await madeClient(server.url, { logFile: file })).client))).toEqual(first);
    expect(server.received).toHaveLength(40);
  });

  it("asks again where its file was taken away or written over meanwhile", async () => {
    const file = join(temporaryFolder(), "requests.jsonl");
    const server = await chatServer(response => whole(response, "Yes."));
    const { client } = await madeClient(server.url, { logFile: file });
    await client.ask(asking("a"), patience());
    writeFileSync(file, "x".repeat(4000));
    expect(await client.ask(asking("a"), patience())).toMatchObject({ kind: "answer", isKept: false });
    rmSync(file);
    expect(await client.ask(asking("a"), patience())).toMatchObject({ kind: "answer", isKept: false });
    expect(server.received).toHaveLength(3);
  });

  it("survives a torn line, which is counted and never run into", async () => {
    const file = join(temporaryFolder(), "requests.jsonl");
    const server = await chatServer(response => whole(response, "Yes."));
    await (await madeClient(server.url, { logFile: file })).client.ask(asking("a"), patience());
    const [line = ""] = lines(file);
    writeFileSync(file, `{"key": 1}\n${line}\n`);
    appendFileSync(file, line.slice(0, 40));
    expect((await AnswerLog.open(file)).damaged).toBe(2);
    const { client } = await madeClient(server.url, { logFile: file });
    expect(await client.ask(asking("a"), patience())).toMatchObject({ isKept: true });
    await client.ask(asking("b"), patience());
    const again = (await madeClient(server.url, { logFile: file })).client;
    expect(await again.ask(asking("b"), patience())).toMatchObject({ isKept: true });
  });
});
