import { describe, expect, it } from "vitest";
import * as z from "zod";
import { connect, type Port, serve } from "../../../src/protocol/rpc.js";

type Receive = (message: unknown) => void;

/** Two ports that carry copies to each other, later: structured clones as a worker gets, or JSON as a webview gets. */
function pair(copy: (message: unknown) => unknown = structuredClone): readonly [Port, Port] {
  const ears = [new Set<Receive>(), new Set<Receive>()] as const;
  const port = (mine: 0 | 1): Port => ({
    post: message => {
      const copied = copy(message);
      queueMicrotask(() => ears[mine === 0 ? 1 : 0].forEach(hear => hear(copied)));
    },
    listen: hear => {
      ears[mine].add(hear);
      return { dispose: () => void ears[mine].delete(hear) };
    },
  });
  return [port(0), port(1)];
}

const throughJson = (message: unknown): unknown => JSON.parse(JSON.stringify(message));

interface Api {
  readGroup(params: { step: number }): Promise<readonly string[]>;
  forget(params: null): Promise<void>;
  fail(params: null): Promise<void>;
  hang(params: null): Promise<void>;
  leak(params: null): unknown;
}

const api: Api = {
  readGroup: ({ step }) => Promise.resolve([`step ${step}`]),
  forget: () => Promise.resolve(),
  fail: () => Promise.reject(new Error("no such step")),
  hang: () => new Promise(() => undefined),
  leak: () => () => "a function cannot be sent",
};

function joined(copy?: (message: unknown) => unknown) {
  const [there, here] = pair(copy);
  const server = serve<Api>(there, api);
  return { client: connect<Api>(here), server, here, there };
}

describe("a call", () => {
  it("is answered", async () => {
    expect(await joined().client.readGroup({ step: 3 })).toEqual(["step 3"]);
  });

  it("is answered with undefined, also through JSON", async () => {
    await expect(joined().client.forget(null)).resolves.toBeUndefined();
    await expect(joined(throughJson).client.forget(null)).resolves.toBeUndefined();
  });

  it("rejects when the handler fails", async () => {
    await expect(joined().client.fail(null)).rejects.toThrow("no such step");
  });

  it("rejects when its result cannot be sent", async () => {
    await expect(joined().client.leak(null)).rejects.toThrow(/could not be cloned/);
  });

  it("rejects when its parameters cannot be sent, and does not wait for an answer", async () => {
    const [, here] = pair();
    const client = connect<{ take(params: unknown): Promise<void> }>(here);
    await expect(client.take(() => undefined)).rejects.toThrow(/could not be cloned/);
  });

  it("rejects when the other side has no such method", async () => {
    const [there, here] = pair();
    serve(there, {});
    await expect(connect<Api>(here).forget(null)).rejects.toThrow("unknown method forget");
  });

  it("cannot reach what every object inherits", async () => {
    const [there, here] = pair();
    serve<Api>(there, api);
    const client = connect<{ toString(params: null): string; valueOf(params: null): object }>(here);
    await expect(client.toString(null)).rejects.toThrow("unknown method toString");
    await expect(client.valueOf(null)).rejects.toThrow("unknown method valueOf");
  });
});

describe("parameters with a schema", () => {
  const schemas = { readGroup: z.object({ step: z.number().int() }) };
  const guarded = () => {
    const [there, here] = pair();
    const seen: unknown[] = [];
    const methods = { readGroup: (params: { step: number }) => void seen.push(params) };
    serve<typeof methods>(there, methods, schemas);
    return { client: connect<{ readGroup(params: unknown): Promise<void> }>(here), seen };
  };

  it("reach the handler when they fit, without what the schema does not name", async () => {
    const { client, seen } = guarded();
    await client.readGroup({ step: 4, extra: "x" });
    expect(seen).toEqual([{ step: 4 }]);
  });

  it("never reach the handler when they do not", async () => {
    const { client, seen } = guarded();
    await expect(client.readGroup({ step: "4" })).rejects.toThrow(/bad parameters of readGroup/);
    await expect(client.readGroup(null)).rejects.toThrow(/bad parameters of readGroup/);
    expect(seen).toEqual([]);
  });
});

describe("closing", () => {
  it("rejects what is pending", async () => {
    const { client } = joined();
    const pending = client.hang(null);
    client.dispose();
    await expect(pending).rejects.toThrow("the channel is closed");
  });

  it("rejects what is called afterwards", async () => {
    const { client } = joined();
    client.dispose();
    await expect(client.forget(null)).rejects.toThrow("the channel is closed");
  });

  it("of the serving side sends no late answer", async () => {
    const { client, server, here } = joined();
    const heard: unknown[] = [];
    here.listen(message => heard.push(message));
    void client.readGroup({ step: 1 }).catch(() => undefined);
    await Promise.resolve();
    server.dispose();
    await new Promise(resolve => setImmediate(resolve));
    expect(heard).toEqual([]);
  });
});

describe("a channel", () => {
  it("carries both directions at once", async () => {
    const [a, b] = pair();
    serve<Api>(a, api);
    serve<Api>(b, api);
    const answers = [connect<Api>(a).readGroup({ step: 1 }), connect<Api>(b).readGroup({ step: 2 })];
    expect(await Promise.all(answers)).toEqual([["step 1"], ["step 2"]]);
  });

  it("may carry other messages, which are ignored", async () => {
    const { client, here, there } = joined();
    for (const noise of [null, 7, "x", { type: "theme" }, { id: "a" }, { id: 99 }]) {
      here.post(noise);
      there.post(noise);
    }
    expect(await client.readGroup({ step: 4 })).toEqual(["step 4"]);
  });

  it("gives a client that can be awaited as the object it is", async () => {
    const { client } = joined();
    expect(await Promise.resolve(client)).toBe(client);
  });
});

describe("a page that was loaded anew", () => {
  it("takes no answer that the page before it had asked for", async () => {
    const [there, here] = pair();
    const late: (() => void)[] = [];
    serve<{ state(params: { of: string }): Promise<string> }>(there, {
      state: ({ of }) => new Promise(resolve => late.push(() => resolve(of))),
    });
    const asking = () => connect<{ state(params: { of: string }): Promise<string> }>(here);
    const old = asking();
    old.state({ of: "old" }).catch(() => undefined);
    const answer = asking().state({ of: "new" });
    await expect.poll(() => late.length).toBe(2);
    for (const answerNow of late) answerNow();
    expect(await answer).toBe("new");
  });
});
