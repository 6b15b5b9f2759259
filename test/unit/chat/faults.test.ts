import { afterEach, describe, expect, it } from "vitest";
import type { Fault } from "../../fixtures/chat/fault.js";
import type { Policy } from "../../fixtures/chat/policy.js";
import { saying } from "../../fixtures/chat/reply.js";
import { brokenReplies, passingFaults, seededFaults } from "../../fixtures/chat/seededFaults.js";
import {
  startChatServer,
  type ChatServerOptions,
  type RunningChatServer,
} from "../../fixtures/chat/startChatServer.js";
import type { ChatPart } from "../../../src/node/endpoint/chatRequest.js";
import { RetryBudget } from "../../../src/node/endpoint/retryBudget.js";
import { asking, madeClient, patience } from "../endpoint/madeClient.js";

const open: RunningChatServer[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const yes: Policy = () =>
  Promise.resolve({ kind: "reply", reply: saying("Yes."), about: { questionId: null, did: "answered" } });

async function serving(options: Partial<ChatServerOptions> = {}): Promise<RunningChatServer> {
  const server = await startChatServer({ policy: yes, ...options });
  open.push(server);
  return server;
}

const once = (fault: Fault) => serving({ faultOf: ({ repeat }) => (repeat === 0 ? fault : null) });

const ways = [
  { way: "in one piece", isStreamed: false },
  { way: "as a stream", isStreamed: true },
];

describe.each(ways)("a server that goes wrong, asked for an answer $way", ({ isStreamed }) => {
  const passing: readonly (readonly [Fault, string])[] = [
    [{ kind: "rate-limited", after: "3" }, "rate-limited"],
    [{ kind: "rate-limited", after: "Thu, 01 Jan 2026 00:00:05 GMT" }, "rate-limited"],
    [{ kind: "rate-limited-array", delay: "4s" }, "rate-limited"],
    [{ kind: "server-error", status: 500 }, "server"],
    [{ kind: "bad-gateway" }, "server"],
    [{ kind: "flat-error", status: 503, message: "Busy." }, "server"],
    [{ kind: "error-inside" }, "server"],
    [{ kind: "no-choices" }, "no-choice"],
    [{ kind: "half-body" }, "cut"],
    [{ kind: "hung-up" }, "network"],
    [{ kind: "not-json" }, "not-an-answer"],
    [{ kind: "wrong-json" }, isStreamed ? "cut" : "not-an-answer"],
  ];
  it.each(passing)("with %o is asked again, and then answers", async (fault, code) => {
    const server = await once(fault);
    const { client, waits } = await madeClient(server.url, { isStreamed });
    const result = await client.ask(asking("Hi"), patience());
    expect(result).toMatchObject({ kind: "answer", answer: { text: "Yes.", state: "ok" } });
    expect(result.requests.map(one => one.code)).toEqual([code, null]);
    const asked = { "rate-limited": fault.kind === "rate-limited" ? [3000, 5000] : [4000] }[code] ?? [1000];
    expect(asked).toContain(waits[0]?.ms);
    expect(server.ledger.map(one => one.fault)).toEqual([fault.kind, null]);
  });

  const final: readonly (readonly [Fault, object])[] = [
    [{ kind: "no-quota" }, { kind: "failed", failure: { code: "quota", status: 429 } }],
    [
      { kind: "flat-error", status: 400, message: "Too long." },
      { failure: { code: "bad-request", message: "Too long." } },
    ],
    [{ kind: "open-tag", tag: "think" }, { answer: { state: "truncated" } }],
    [{ kind: "open-tag", tag: "tool_call" }, { answer: { state: "ok" } }],
    [{ kind: "empty-length" }, { answer: { state: "truncated", text: "" } }],
    [{ kind: "filtered" }, { answer: { state: "refused" } }],
    [{ kind: "refusal" }, { answer: { state: "refused", refusal: "I cannot help with that." } }],
    [{ kind: "reasoning-only" }, { answer: { state: "empty", reasoning: "It is B, I think." } }],
    [{ kind: "slow-start", ms: 20 }, { answer: { text: "Yes." } }],
    [{ kind: "slow-pieces", ms: 5 }, { answer: { text: "Yes." } }],
  ];
  it.each(final)("with %o is not asked again", async (fault, expected) => {
    const server = await once(fault);
    const { client } = await madeClient(server.url, { isStreamed });
    expect(await client.ask(asking("Hi"), patience())).toMatchObject(expected);
    expect(server.ledger).toHaveLength(1);
  });

  it("loops until nobody listens, or until the tokens are used up", async () => {
    const server = await serving({ faultOf: () => ({ kind: "loops" }) });
    const { client } = await madeClient(server.url, { isStreamed });
    const stop = new AbortController();
    let letters = 0;
    const onText = (text: string): void => {
      letters += text.length;
      if (letters > 100_000) stop.abort();
    };
    const result = await client.ask(asking("Hi"), { signal: stop.signal, onText });
    if (isStreamed) expect(result).toMatchObject({ kind: "cancelled" });
    else expect(result).toMatchObject({ kind: "answer", answer: { state: "truncated" } });
    await server.close();
  });

  it("is silent until the one who asked has enough", async () => {
    const server = await once({ kind: "silent" });
    const { client } = await madeClient(server.url, { isStreamed });
    const stop = new AbortController();
    const asked = client.ask(asking("Hi"), stop);
    await expect.poll(() => server.ledger.length).toBe(1);
    stop.abort();
    expect(await asked).toMatchObject({ kind: "cancelled" });
  });
});

describe("a server with rules", () => {
  const picture: ChatPart = { kind: "image", bytes: new Uint8Array([1, 2, 3]), mime: "image/png", detail: null };

  it("takes no more images than it may, as vLLM says it", async () => {
    const server = await serving({ imageLimit: 1 });
    const { client } = await madeClient(server.url);
    expect(await client.ask(asking("Hi", [picture]), patience())).toMatchObject({ kind: "answer" });
    expect(await client.ask(asking("Hi", [picture, picture]), patience())).toMatchObject({
      failure: { code: "bad-request", message: "At most 1 image(s) may be provided in one request." },
    });
  });

  it("notes each parameter that was left to its defaults, and refuses those that it does not know", async () => {
    const server = await serving();
    const { client } = await madeClient(server.url);
    const request = asking("Hi");
    await client.ask({ ...request, sampling: { ...request.sampling, topP: null } }, patience());
    expect(server.problems).toEqual(["not sent: top_p"]);
    const strict = await serving({ refused: ["temperature"] });
    const other = await madeClient(strict.url);
    expect(await other.client.ask(request, patience())).toMatchObject({ failure: { serverCode: "unsupported_value" } });
    expect(strict.problems).toEqual([]);
  });

  it("lets nobody in without its key", async () => {
    const server = await serving({ key: "sk-other" });
    const { client } = await madeClient(server.url);
    expect(await client.ask(asking("Hi"), patience())).toMatchObject({ failure: { code: "unauthorised" } });
    expect(server.ledger).toEqual([]);
  });

  it("counts what is asked twice, and how many ask at once", async () => {
    const server = await serving({ delay: 20 });
    const { client } = await madeClient(server.url);
    await Promise.all(["a", "b", "a"].map(text => client.ask(asking(text), patience())));
    expect(server.ledger.map(({ repeat }) => repeat).sort()).toEqual([0, 0, 1]);
    expect(server.mostUnderWay).toBe(3);
  });

  it("goes wrong with the share of requests that it was told, as often as it was told", async () => {
    const faultOf = seededFaults({ seed: 2, share: 0.3, faults: [...passingFaults, ...brokenReplies], times: 2 });
    const server = await serving({ faultOf });
    const budget = new RetryBudget({ items: 1000, share: 1, onSpent: () => Promise.resolve(false) });
    const { client } = await madeClient(server.url, { budget });
    const texts = Array.from({ length: 100 }, (_, at) => `Question ${at}`);
    const results = [];
    for (const text of texts) results.push(await client.ask(asking(text), patience()));
    expect(results.every(({ kind }) => kind === "answer")).toBe(true);
    const wrong = results.filter(({ requests }) => requests.length > 1);
    expect(wrong.length).toBeGreaterThan(15);
    expect(wrong.length).toBeLessThan(45);
    expect(wrong.every(({ requests }) => requests.length === 3)).toBe(true);
    const kinds = new Set(server.ledger.flatMap(({ fault }) => fault ?? []));
    expect(kinds.size).toBe(new Set([...passingFaults, ...brokenReplies].map(({ kind }) => kind)).size);
  });
});
