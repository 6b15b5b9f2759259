import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { promptSha } from "../../../src/core/benchmark/prompts/promptSha.js";
import { writtenKinds } from "../../../src/core/benchmark/written/writtenKinds.js";
import { writerClient, type WriterEndpoint } from "../../../src/node/benchmark/write/writerClient.js";
import { defaultWriterSettings } from "../../../src/node/benchmark/write/writerSettings.js";
import { writeTexts, type WriteOptions, type WriteResult } from "../../../src/node/benchmark/write/writeTexts.js";
import { type ChatServer, chatServer, json } from "../endpoint/chatServer.js";
import { partsOf, writerFolder, writingsIn } from "./writerFolder.js";
import { type Asked, askedOf, looking, seen } from "./writerModel.js";

const endpoint = (server: ChatServer): WriterEndpoint => ({
  ...{ endpoint: server.url, key: () => Promise.resolve("sk-secret"), prices: null, isStreamed: false },
  onSpent: () => Promise.resolve(false),
});

/** Writes everything of a folder by a server; what is given differs. */
function write(folder: string, server: ChatServer, change: Partial<WriteOptions> = {}): Promise<WriteResult> {
  return writeTexts(folder, {
    what: writtenKinds,
    settings: defaultWriterSettings("writer"),
    prompts: builtInPrompts,
    client: writerClient(folder, endpoint(server)),
    ...{ limit: null, isFresh: false, isDryRun: false, signal: new AbortController().signal },
    now: () => Date.UTC(2026, 0, 1),
    onProgress: () => undefined,
    ...change,
  });
}

const written = (result: WriteResult) => {
  if (result.kind !== "written") throw new Error(result.kind);
  return result;
};

/** What was written, by the panel or balloon. */
const byPart = (folder: string, what: "caption" | "pairs" | "text") =>
  new Map(
    writingsIn(folder).flatMap(({ written: one }) => {
      if (one.what !== what) return [];
      return [[one.what === "text" ? one.bubble : one.panel, one] as const];
    }),
  );

const name = (page: number, part: number) => partsOf(page)[part]?.colour.join(",") ?? "";

describe("a model that writes", () => {
  it("sees each panel and each balloon by itself, and questions are about its own caption", async () => {
    const folder = await writerFolder(2);
    const asked: Asked[] = [];
    const server = await chatServer(
      looking(one => {
        asked.push(one);
        return seen(one);
      }),
    );
    const result = written(await write(folder, server));
    expect(result.stop).toBeNull();
    for (const page of [0, 1])
      for (const part of [0, 1]) {
        const id = partsOf(page)[part]?.id ?? "";
        expect(byPart(folder, "caption").get(id)).toMatchObject({ text: `All is ${name(page, part)}.` });
        expect(byPart(folder, "pairs").get(id)).toMatchObject({
          pairs: [{ question: `What is ${name(page, part)}?`, answer: name(page, part), position: null }],
        });
        const pairs = asked.filter(({ what, colour }) => what === "pairs" && colour.join(",") === name(page, part));
        expect(pairs.map(({ text }) => text.includes(`All is ${name(page, part)}.`))).toEqual([true]);
      }
    // The first balloon of page 0 is annotated.
    expect([...byPart(folder, "text").values()].map(({ what, ...rest }) => [what, rest])).toHaveLength(3);
    expect(byPart(folder, "text").get("t/1b1")).toMatchObject({ text: `SAYS ${name(1, 2)}` });
    expect(byPart(folder, "text").has("t/0b1")).toBe(false);
    expect(result.summary).toMatchObject({
      counts: {
        captions: { written: 4, refused: 0, damaged: 0, failed: 0 },
        pairs: { written: 4 },
        texts: { written: 3 },
      },
      ...{ requests: 11, retries: 0, kept: 0, promptTokens: 110, completionTokens: 55, uncounted: 0 },
    });
  });

  it("is shown a part as it is, smaller where it is too long, and never below the least side", async () => {
    const folder = await writerFolder(1);
    const asked: Asked[] = [];
    const server = await chatServer(
      looking(one => {
        asked.push(one);
        return seen(one);
      }),
    );
    await write(folder, server, { settings: { ...defaultWriterSettings("writer"), side: 70 } });
    const sizes = (what: Asked["what"]) => asked.filter(one => one.what === what).map(one => [one.width, one.height]);
    expect(sizes("captions").sort()).toEqual([
      [35, 70],
      [50, 70],
    ]);
    // A balloon of 20 × 10 pixels gets white beside it.
    expect(sizes("texts")).toEqual([[28, 28]]);
  });

  it("leaves a line with its provenance for each thing", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(seen));
    await write(folder, server, { what: ["captions"] });
    const prompt = builtInPrompts.find(({ id }) => id === "caption");
    for (const line of writingsIn(folder))
      expect(line).toMatchObject({
        ...{ model: "writer", prompt_id: "caption", prompt_sha: promptSha(prompt!), page_id: "pg-0" },
        at: "2026-01-01T00:00:00.000Z",
      });
    expect(new Set(writingsIn(folder).map(({ id }) => id)).size).toBe(2);
    const log = readFileSync(join(folder, "requests.jsonl"), "utf8");
    expect(log).not.toMatch(/sk-secret|base64/);
  });
});

describe("what was written before", () => {
  it("is not asked again, also when its answer is no more in the log", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(seen));
    await write(folder, server);
    const before = server.received.length;
    rmSync(join(folder, "requests.jsonl"));
    const again = written(await write(folder, server));
    expect(server.received).toHaveLength(before);
    expect(again.plan).toMatchObject({ requests: 0, counts: { captions: { known: 2, toAsk: 0 } } });
  });

  it("is asked again of another model, by other settings, of another picture, or when that is asked for", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(seen));
    const settings = defaultWriterSettings("writer");
    const asks = async (change: Partial<WriteOptions>) => {
      const result = await write(folder, server, { what: ["captions"], isDryRun: true, ...change });
      return result.kind === "planned" ? result.plan.counts.captions.toAsk : result.kind;
    };
    await write(folder, server, { what: ["captions"] });
    expect(await asks({})).toBe(0);
    // Questions alone are asked for in a number.
    expect(await asks({ settings: { ...settings, count: 5 } })).toBe(0);
    expect(await asks({ isFresh: true })).toBe(2);
    expect(await asks({ settings: defaultWriterSettings("other") })).toBe(2);
    expect(await asks({ settings: { ...settings, side: 64 } })).toBe(2);
    expect(await asks({ settings: { ...settings, sampling: { ...settings.sampling, seed: null } } })).toBe(2);
    const prompts = builtInPrompts.map(one => (one.id === "caption" ? { ...one, system: "Mine." } : one));
    expect(await asks({ prompts })).toBe(2);
    writeFileSync(join(folder, "images", "0.png"), readFileSync(join(await writerFolder(2), "images", "1.png")));
    expect(await asks({})).toBe(2);
  });

  it("about another caption is asked again, and is about the newest", async () => {
    const folder = await writerFolder(1);
    const asked: Asked[] = [];
    let word = "old";
    const server = await chatServer(
      looking(one => {
        asked.push(one);
        return one.what === "captions" ? `{"caption": "An ${word} word."}` : seen(one);
      }),
    );
    const toAsk = async () => {
      const result = await write(folder, server, { what: ["pairs"], isDryRun: true });
      return result.kind === "planned" ? result.plan.counts.pairs : result.kind;
    };
    await write(folder, server, { what: ["captions", "pairs"] });
    expect(await toAsk()).toEqual({ toAsk: 0, known: 2, withoutCaption: 0 });
    word = "odd";
    await write(folder, server, { what: ["captions"], isFresh: true });
    expect(await toAsk()).toEqual({ toAsk: 2, known: 0, withoutCaption: 0 });
    word = "own";
    await write(folder, server, { what: ["captions", "pairs"], isFresh: true });
    const words = asked.flatMap(({ what, text }) => (what === "pairs" ? (/An (\w+) word/.exec(text)?.[1] ?? []) : []));
    expect(words).toEqual(["old", "old", "own", "own"]);
  });

  it("is taken up where a run ended: nothing twice, nothing left out", async () => {
    const folder = await writerFolder(3);
    const server = await chatServer(looking(seen));
    for (const limit of [1, 3, 2]) expect(written(await write(folder, server, { limit })).stop).toBe("limit");
    expect(server.received).toHaveLength(6);
    appendFileSync(join(folder, "writings.jsonl"), '{"v": 1, "kind": "wri');
    const last = written(await write(folder, server));
    expect(last).toMatchObject({ stop: null, damaged: [{ code: "torn" }] });
    // Three pages with two panels each, two things of each; two balloons a page, of which the even ones have one annotated.
    expect(server.received).toHaveLength(12 + 4);
    const keys = readFileSync(join(folder, "writings.jsonl"), "utf8")
      .split("\n")
      .filter(line => line.endsWith("}"));
    expect(keys).toHaveLength(16);
  });
});

describe("a reply that is not what was asked for", () => {
  it("is asked for once more, and then taken", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(one => (one.isAgain ? seen(one) : "It is a nice picture.")));
    const result = written(await write(folder, server, { what: ["captions"] }));
    expect(result.summary).toMatchObject({ counts: { captions: { written: 2 } }, requests: 4 });
  });

  it("twice is damage, is told, and leaves nothing in the file", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(({ isAgain }) => (isAgain ? '{"title": "x"}' : "Nice.")));
    const result = written(await write(folder, server, { what: ["captions", "pairs"] }));
    expect(result.summary).toMatchObject({
      ...{ counts: { captions: { damaged: 2 }, pairs: { written: 0 } }, damage: { "wrong-shape": 2 } },
    });
    expect(existsSync(join(folder, "writings.jsonl"))).toBe(false);
  });

  it("may be a refusal, which is neither damage nor asked for again", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(() => "I'm sorry, but I can't help with that."));
    const result = written(await write(folder, server, { what: ["captions"] }));
    expect(result.summary).toMatchObject({ counts: { captions: { refused: 2, damaged: 0 } }, requests: 2 });
  });
});

describe("a run", () => {
  it("that only counts sends nothing and writes nothing", async () => {
    const folder = await writerFolder(2);
    const server = await chatServer(looking(seen));
    const result = await write(folder, server, { isDryRun: true });
    expect(result).toMatchObject({
      kind: "planned",
      plan: {
        ...{ requests: 11, unreadable: [] },
        counts: { captions: { toAsk: 4 }, pairs: { toAsk: 4, withoutCaption: 0 }, texts: { toAsk: 3 } },
      },
    });
    expect(server.received).toEqual([]);
    expect(existsSync(join(folder, "requests.jsonl"))).toBe(false);
  });

  it("of questions alone asks nothing about panels without a caption", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(seen));
    const result = await write(folder, server, { what: ["pairs"], isDryRun: true });
    expect(result).toMatchObject({ plan: { requests: 0, counts: { pairs: { toAsk: 0, withoutCaption: 2 } } } });
  });

  it("ends at once where no request can succeed, and says why", async () => {
    const folder = await writerFolder(3);
    const server = await chatServer(response => json(response, { error: { message: "Bad key sk-secret" } }, 401));
    const result = written(await write(folder, server));
    expect(result).toMatchObject({
      stop: "failing",
      summary: { lastFailure: { code: "unauthorised", message: "Bad key …" } },
    });
    // Four were under way.
    expect(server.received.length).toBeLessThanOrEqual(4);
  });

  it("ends after five failures in a row, though each may be its question's", async () => {
    const folder = await writerFolder(6);
    const server = await chatServer(response => json(response, { error: { message: "no" } }, 400));
    const result = written(await write(folder, server));
    expect(result).toMatchObject({ stop: "failing", summary: { lastFailure: { code: "bad-request" } } });
    // Three more were under way when the fifth failed.
    expect(result.summary.requests).toBeLessThanOrEqual(8);
  });

  it("that is limited ends as a failure where the endpoint fails, also when all that it may ask is under way", async () => {
    const folder = await writerFolder(3);
    for (const [status, limit, code] of [
      [401, 6, "unauthorised"],
      [404, 3, "not-found"],
      [400, 2, "bad-request"],
    ] as const) {
      const server = await chatServer(response => json(response, { error: { message: "no" } }, status));
      const result = written(await write(folder, server, { limit }));
      expect(result).toMatchObject({ stop: "failing", summary: { lastFailure: { code } } });
      expect(server.received.length).toBeLessThanOrEqual(limit);
    }
    const server = await chatServer(looking(seen));
    expect(written(await write(folder, server, { limit: 2 })).stop).toBe("limit");
    expect(written(await write(folder, server)).stop).toBeNull();
  });

  it("that is limited writes a caption and its questions together", async () => {
    const folder = await writerFolder(3);
    const server = await chatServer(looking(seen));
    const what = ["captions", "pairs"] as const;
    const counts = async (limit: number) => {
      const { captions, pairs } = written(await write(folder, server, { what, limit })).summary.counts;
      return [captions.written, pairs.written];
    };
    expect(await counts(4)).toEqual([2, 2]);
    expect(await counts(1)).toEqual([1, 0]);
    // The one that is left without questions among them.
    expect(await counts(7)).toEqual([3, 4]);
    expect(server.received).toHaveLength(12);
    expect(byPart(folder, "pairs").size).toBe(6);
  });

  it("that is limited asks as many as it may: what a caption that did not come leaves goes to those that wait", async () => {
    const folder = await writerFolder(3);
    const lost = name(0, 0);
    // Held until four of the other panels are done; the fifth has one place left, and waits for another.
    let held: (() => void) | null = null;
    let others = 0;
    const isHeld = new Promise<void>(resolve => (held = resolve));
    const answer = looking(one => {
      if (one.colour.join(",") === lost) return one.what === "captions" ? "Nice." : seen(one);
      if (++others === 8) held?.();
      return seen(one);
    });
    const server = await chatServer((response, number, received) => {
      const answered = () => answer(response, number, received);
      void askedOf(received).then(({ colour }) =>
        colour.join(",") === lost && others < 8 ? isHeld.then(answered) : answered(),
      );
    });
    const result = written(await write(folder, server, { what: ["captions", "pairs"], limit: 11 }));
    expect(result.summary.counts).toMatchObject({ captions: { written: 5, damaged: 1 }, pairs: { written: 5 } });
    expect(result.stop).toBeNull();
  });

  it("is cancelled without a half line, and goes on later", async () => {
    const folder = await writerFolder(3);
    const stop = new AbortController();
    let answers = 0;
    const server = await chatServer(
      looking(one => {
        if (++answers === 4) stop.abort();
        return seen(one);
      }),
    );
    expect(written(await write(folder, server, { signal: stop.signal })).stop).toBe("cancelled");
    const count = existsSync(join(folder, "writings.jsonl")) ? writingsIn(folder).length : 0;
    expect(count).toBeLessThan(16);
    expect(written(await write(folder, server)).stop).toBeNull();
    expect(writingsIn(folder)).toHaveLength(16);
  });

  it("tells of pages that cannot be read or are of another size, and writes the others", async () => {
    const folder = await writerFolder(3);
    rmSync(join(folder, "images", "0.png"));
    writeFileSync(join(folder, "images", "1.png"), "no picture");
    const server = await chatServer(looking(seen));
    const result = written(await write(folder, server, { what: ["captions"] }));
    expect(result.plan.unreadable).toMatchObject([{ page: "pg-0", path: "images/0.png" }]);
    expect(result.failedPages).toMatchObject([{ page: "pg-1", failure: { code: "unreadable-image" } }]);
    expect(result.summary.counts.captions.written).toBe(2);
  });

  it("tells how far it is", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(seen));
    const told: string[] = [];
    await write(folder, server, {
      onProgress: ({ phase, done, total }) => told.push(`${phase} ${done}/${total ?? "?"}`),
    });
    expect(told[0]).toBe("look 0/?");
    expect(told.slice(1)).toEqual(["write 1/5", "write 2/5", "write 3/5", "write 4/5", "write 5/5"]);
  });

  it("without imported pages says so", async () => {
    const folder = await writerFolder(0);
    rmSync(join(folder, "pages.jsonl"));
    const server = await chatServer(looking(seen));
    expect(await write(folder, server)).toEqual({ kind: "no-pages" });
  });
});

describe("a request of a writer", () => {
  it("asks for JSON in a prompt that shows no other part of the page", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(seen));
    await write(folder, server);
    const asked = await Promise.all(server.received.map(askedOf));
    expect(asked.map(({ what }) => what).sort()).toEqual(["captions", "captions", "pairs", "pairs", "texts"]);
    expect(asked.every(({ text }) => text.includes("JSON alone"))).toBe(true);
  });
});
