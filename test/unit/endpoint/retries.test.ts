import { describe, expect, it } from "vitest";
import type { AttemptLimits } from "../../../src/node/endpoint/attemptWatch.js";
import { Concurrency } from "../../../src/node/endpoint/concurrency.js";
import { RetryBudget } from "../../../src/node/endpoint/retryBudget.js";
import { MadeClock, settle } from "../jobs/madeClock.js";
import { beginStream, chatServer, json, piece, whole } from "./chatServer.js";
import { asking, madeClient, patience } from "./madeClient.js";

/** A promise that the test keeps. */
function deferred<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>(keep => (resolve = keep));
  return { promise, resolve };
}

const error = (code: string | number, message = "no") => ({ error: { message, type: "x", code } });

describe("a request that failed", () => {
  it.each([400, 401, 402, 403, 404, 413, 422])("with %d is never sent again", async status => {
    const server = await chatServer(response => json(response, error("c"), status));
    const { client } = await madeClient(server.url);
    expect(await client.ask(asking("Hi"), patience())).toMatchObject({ kind: "failed", failure: { status } });
    expect(server.received).toHaveLength(1);
  });

  it("for want of money is never sent again, though its status is that of a busy server", async () => {
    const server = await chatServer(response => json(response, error("insufficient_quota"), 429));
    const { client } = await madeClient(server.url);
    const result = await client.ask(asking("Hi"), patience());
    expect(result).toMatchObject({ failure: { code: "quota", status: 429, serverCode: "insufficient_quota" } });
    expect(server.received).toHaveLength(1);
  });

  it.each([408, 409, 429, 500, 503])("with %d is sent five times more, after waits that double", async status => {
    const server = await chatServer(response => json(response, error("c"), status));
    const { client, waits } = await madeClient(server.url);
    const result = await client.ask(asking("Hi"), patience());
    expect(result).toMatchObject({ kind: "failed", failure: { status }, isOutOfRetries: false });
    expect(server.received).toHaveLength(6);
    expect(waits.map(({ ms }) => ms)).toEqual([1000, 2000, 4000, 8000, 16_000]);
    expect(result.requests.map(({ waitedMs }) => waitedMs)).toEqual([0, 1000, 2000, 4000, 8000, 16_000]);
  });

  it("waits a random part of that: no two of a crowd come back at once", async () => {
    const server = await chatServer(response => json(response, error("c"), 500));
    const numbers = [0.5, 0, 0.25, 1, 0.1];
    const { client, waits } = await madeClient(server.url, { random: () => numbers.shift() ?? 0 });
    await client.ask(asking("Hi"), patience());
    expect(waits.map(({ ms }) => ms)).toEqual([500, 0, 1000, 8000, 1600]);
  });

  const asked: readonly (readonly [string, Record<string, string>, unknown, number])[] = [
    ["in seconds", { "retry-after": "17" }, error("c"), 17_000],
    ["as a date", { "retry-after": "Thu, 01 Jan 2026 00:02:00 GMT" }, error("c"), 120_000],
    ["to the millisecond", { "retry-after-ms": "1234", "retry-after": "2" }, error("c"), 1234],
    ["inside the error of a router", {}, { error: { code: 429, metadata: { retry_after_seconds: 3 } } }, 3000],
    ["among Google's details", {}, [{ error: { code: 429, details: [{}, { retryDelay: "38s" }] } }], 38_000],
  ];
  it.each(asked)("waits as long as the server asks %s", async (_how, headers, body, ms) => {
    const server = await chatServer((response, number) =>
      number === 0 ? json(response, body, 429, headers) : whole(response, "Yes."),
    );
    const { client, waits } = await madeClient(server.url);
    expect(await client.ask(asking("Hi"), patience())).toMatchObject({
      ...{ kind: "answer", requests: [{ retryAfterMs: ms }, { waitedMs: ms }] },
    });
    expect(waits.map(one => one.ms)).toEqual([ms]);
  });

  it("is given up where the server asks for more than ten minutes", async () => {
    const server = await chatServer(response => json(response, error("c"), 429, { "retry-after": "601" }));
    const { client, waits } = await madeClient(server.url);
    expect(await client.ask(asking("Hi"), patience())).toMatchObject({ failure: { retryAfterMs: 601_000 } });
    expect(waits).toEqual([]);
  });

  it("because nobody listens is told as the network's, without a status", async () => {
    const server = await chatServer(() => undefined);
    await server.close();
    const { client } = await madeClient(server.url);
    const result = await client.ask(asking("Hi"), patience());
    expect(result).toMatchObject({ kind: "failed", failure: { code: "network", status: null } });
    expect(result.kind === "failed" && result.failure.message).toContain("ECONNREFUSED");
    expect(result.requests).toHaveLength(6);
  });

  it("is not followed to another address", async () => {
    const elsewhere = await chatServer(response => whole(response, "Yes."));
    const server = await chatServer(response => {
      response.writeHead(307, { location: `${elsewhere.url}/chat/completions` }).end();
    });
    const { client } = await madeClient(server.url);
    expect(await client.ask(asking("Hi"), patience())).toMatchObject({ failure: { code: "redirected", status: 307 } });
    expect(elsewhere.received).toEqual([]);
  });
});

describe("the ledger", () => {
  it("has every request that the server got, in order, with what each one came to", async () => {
    const server = await chatServer((response, number) => {
      if (number === 0) response.destroy();
      else if (number === 1) json(response, error("overloaded"), 503);
      else whole(response, "Yes.");
    });
    const { client } = await madeClient(server.url);
    const { requests } = await client.ask(asking("Hi"), patience());
    expect(requests).toMatchObject([
      { outcome: "failed", status: null, code: "network" },
      { outcome: "failed", status: 503, code: "server", serverCode: "overloaded", message: "no" },
      { outcome: "answered", status: 200, code: null },
    ]);
    expect(server.received).toHaveLength(3);
  });

  it("never shows the key that a server repeats", async () => {
    const server = await chatServer(response => json(response, error("c", "Incorrect API key: sk-secret."), 401));
    const { client } = await madeClient(server.url);
    const text = JSON.stringify(await client.ask(asking("Hi"), patience()));
    expect(text).toContain("Incorrect API key: …");
    expect(text).not.toContain("sk-secret");
  });
});

describe("a request that takes too long", () => {
  const limits: AttemptLimits = { idleMs: 120_000, totalMs: 900_000 };
  const none = { budget: new RetryBudget({ items: 0, least: 0, onSpent: () => Promise.resolve(false) }), limits };

  it("ends after two minutes without a byte, and not sooner", async () => {
    const server = await chatServer(response => {
      beginStream(response);
      response.write(piece({ content: "Well" }));
    });
    const { client, clock } = await madeClient(server.url, { isStreamed: true, ...none });
    const heard = deferred<string>();
    let isOver = false;
    const asked = client.ask(asking("Hi"), { ...patience(), onText: heard.resolve }).finally(() => (isOver = true));
    expect(await heard.promise).toBe("Well");
    await clock.move(119_999);
    expect(isOver).toBe(false);
    await clock.move(1);
    expect(await asked).toMatchObject({ kind: "failed", failure: { code: "idle-timeout", status: 200 } });
  });

  it("may be silent for as long as it may take, where the answer comes in one piece", async () => {
    const came = deferred<() => void>();
    const server = await chatServer(response => came.resolve(() => whole(response, "At last.")));
    const { client, clock } = await madeClient(server.url, none);
    const asked = client.ask(asking("Hi"), patience());
    const answer = await came.promise;
    await clock.move(limits.totalMs - 1);
    answer();
    expect(await asked).toMatchObject({ kind: "answer", answer: { text: "At last." } });
  });

  it("ends after a quarter of an hour though bytes still come", async () => {
    const heard: (() => void)[] = [];
    let say = (): void => undefined;
    const server = await chatServer(response => {
      beginStream(response);
      say = () => void response.write(piece({ content: "and " }));
      say();
    });
    const { client, clock } = await madeClient(server.url, { isStreamed: true, ...none });
    const next = () => new Promise<void>(resolve => heard.push(resolve));
    const first = next();
    const asked = client.ask(asking("Hi"), { ...patience(), onText: () => heard.shift()?.() });
    await first;
    for (let minute = 0; minute < 14; minute++) {
      await clock.move(60_000);
      const more = next();
      say();
      await more;
    }
    await clock.move(60_000);
    expect(await asked).toMatchObject({ kind: "failed", failure: { code: "total-timeout" } });
  });
});

describe("a caller who has enough", () => {
  it("ends a request that is under way, which is not sent again", async () => {
    const stop = new AbortController();
    const server = await chatServer(() => stop.abort());
    const { client } = await madeClient(server.url);
    const result = await client.ask(asking("Hi"), stop);
    expect(result).toMatchObject({ kind: "cancelled", requests: [{ outcome: "cancelled", status: null }] });
    expect(server.received).toHaveLength(1);
  });

  it("ends a wait between two requests", async () => {
    const stop = new AbortController();
    const server = await chatServer(response => json(response, error("c"), 500));
    const { client } = await madeClient(server.url, { onWait: () => queueMicrotask(() => stop.abort()) });
    expect(await client.ask(asking("Hi"), stop)).toMatchObject({ kind: "cancelled", requests: [{ status: 500 }] });
    expect(server.received).toHaveLength(1);
  });

  it("may be one for many questions at once, which Node takes for no leak", async () => {
    const server = await chatServer(response => whole(response, "Yes."));
    const { client } = await madeClient(server.url);
    const warnings: string[] = [];
    const note = ({ name }: Error) => void warnings.push(name);
    process.on("warning", note);
    const caller = patience();
    await Promise.all(Array.from({ length: 30 }, (_, at) => client.ask(asking(`${at}`), caller)));
    await settle();
    process.off("warning", note);
    expect(warnings).not.toContain("MaxListenersExceededWarning");
  });

  it("sends nothing when there was enough before", async () => {
    const server = await chatServer(response => whole(response, "Yes."));
    const { client } = await madeClient(server.url);
    expect(await client.ask(asking("Hi"), { signal: AbortSignal.abort() })).toMatchObject({
      ...{ kind: "cancelled", requests: [] },
    });
    expect(server.received).toEqual([]);
  });
});

describe("the retries of a run", () => {
  it("are used up by many questions together; then somebody is asked, once, and nothing is sent meanwhile", async () => {
    const answer = deferred<boolean>();
    const spent: number[] = [];
    const budget = new RetryBudget({
      items: 40,
      least: 1,
      onSpent: used => {
        spent.push(used);
        return answer.promise;
      },
    });
    const server = await chatServer(response => json(response, error("c"), 500));
    const { client } = await madeClient(server.url, { budget, random: () => 0 });
    const asked = Promise.all(["a", "b", "c"].map(text => client.ask(asking(text), patience())));
    // Three questions, and the two retries that 5 % of 40 questions are.
    await expect.poll(() => server.received.length).toBe(5);
    await expect.poll(() => spent).toEqual([2]);
    const later = client.ask(asking("d"), patience());
    await settle();
    expect(server.received).toHaveLength(5);
    answer.resolve(false);
    const results = [...(await asked), await later];
    expect(server.received).toHaveLength(6);
    expect(results.every(one => one.kind === "failed" && one.isOutOfRetries)).toBe(true);
    expect(spent).toEqual([2]);
    expect(budget.used).toBe(2);
  });

  it("are not used up by waits that a server asks for and then answers", async () => {
    const heard = new Set<string>();
    const server = await chatServer((response, _number, request) => {
      const isNew = !heard.has(request.text);
      heard.add(request.text);
      if (isNew) json(response, error("c"), 429, { "retry-after": "1" });
      else whole(response, "Yes.");
    });
    const budget = new RetryBudget({ items: 3, least: 1, onSpent: () => Promise.resolve(false) });
    const { client } = await madeClient(server.url, { budget });
    const kinds: string[] = [];
    for (const text of ["a", "b", "c", "d"]) kinds.push((await client.ask(asking(text), patience())).kind);
    expect(kinds).toEqual(["answer", "answer", "answer", "answer"]);
    expect(budget.used).toBe(4);
  });

  it("are used up where a server asks to wait and answers nothing", async () => {
    const server = await chatServer(response => json(response, error("c"), 429, { "retry-after": "1" }));
    const budget = new RetryBudget({ items: 3, least: 1, onSpent: () => Promise.resolve(false) });
    const { client } = await madeClient(server.url, { budget });
    // One wait that is excused, and the one retry that there is.
    expect(await client.ask(asking("Hi"), patience())).toMatchObject({ kind: "failed", isOutOfRetries: true });
    expect(server.received).toHaveLength(3);
  });

  it("are as many again where somebody says so", async () => {
    const answers = [true, false];
    const onSpent = () => Promise.resolve(answers.shift() ?? false);
    const budget = new RetryBudget({ items: 3, least: 2, onSpent });
    const server = await chatServer(response => json(response, error("c"), 500));
    const { client } = await madeClient(server.url, { budget, random: () => 0 });
    expect(await client.ask(asking("Hi"), patience())).toMatchObject({ kind: "failed", isOutOfRetries: true });
    expect(server.received).toHaveLength(5);
  });
});

describe("how many requests are under way", () => {
  const full = async (concurrency: Concurrency) => {
    const slots = [];
    for (let at = 0; at < concurrency.limit; at++) slots.push(await concurrency.enter(patience().signal));
    return slots.flatMap(slot => slot ?? []);
  };

  it("is four at first, one more after every twenty answers, and never more than the most", async () => {
    const concurrency = new Concurrency({ clock: new MadeClock(), most: 6 });
    const limits: number[] = [];
    for (let answer = 0; answer < 80; answer++) {
      const slot = await concurrency.enter(patience().signal);
      slot?.leave("answered");
      if ((answer + 1) % 20 === 0) limits.push(concurrency.limit);
    }
    expect(limits).toEqual([5, 6, 6, 6]);
  });

  it("is halved once by all that were under way together, and goes down to one", async () => {
    const concurrency = new Concurrency({ clock: new MadeClock(), start: 8 });
    const limits: number[] = [];
    for (let round = 0; round < 4; round++) {
      for (const slot of await full(concurrency)) slot.leave("throttled");
      limits.push(concurrency.limit);
    }
    expect(limits).toEqual([4, 2, 1, 1]);
  });

  it("lets the next one in when one leaves, first come first served, and forgets who has left the line", async () => {
    const concurrency = new Concurrency({ clock: new MadeClock(), start: 1 });
    const first = await concurrency.enter(patience().signal);
    const order: string[] = [];
    const stop = new AbortController();
    const line = ["a", "b", "c"].map(async name => {
      const slot = await concurrency.enter(name === "b" ? stop.signal : patience().signal);
      order.push(slot === null ? `${name} left` : name);
      slot?.leave("other");
    });
    stop.abort();
    first?.leave("other");
    first?.leave("other");
    await Promise.all(line);
    expect(order).toEqual(["b left", "a", "c"]);
  });

  it("is none while the server wants to be left alone", async () => {
    const clock = new MadeClock();
    const concurrency = new Concurrency({ clock });
    concurrency.hold(30_000);
    let isIn = false;
    void concurrency.enter(patience().signal).then(() => (isIn = true));
    await clock.move(29_999);
    expect(isIn).toBe(false);
    await clock.move(1);
    expect(isIn).toBe(true);
  });

  it("holds every question back that one reply asked to wait", async () => {
    const server = await chatServer((response, number) =>
      number === 0 ? json(response, error("c"), 429, { "retry-after": "30" }) : whole(response, "Yes."),
    );
    const clock = new MadeClock(Date.UTC(2026, 0, 1));
    const refused = deferred<unknown>();
    const { client } = await madeClient(server.url, {
      ...{ clock, concurrency: new Concurrency({ clock, start: 1 }), onWait: refused.resolve },
    });
    const asked = Promise.all(["a", "b"].map(text => client.ask(asking(text), patience())));
    await refused.promise;
    await clock.move(29_000);
    expect(server.received).toHaveLength(1);
    await clock.move(1000);
    await expect.poll(() => server.received.length).toBe(3);
    expect((await asked).map(({ kind }) => kind)).toEqual(["answer", "answer"]);
  });
});
