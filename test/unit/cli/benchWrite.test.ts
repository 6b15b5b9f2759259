import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { benchWriteCommand } from "../../../src/node/cli/benchWriteCommand.js";
import { benchWriteOutput } from "../../../src/node/cli/benchWriteOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { writerFolder } from "../benchmark/writerFolder.js";
import { looking, seen } from "../benchmark/writerModel.js";
import { chatServer, json } from "../endpoint/chatServer.js";
import { temporaryFolder } from "../jobs/temporaryFolder.js";
import type { Ran } from "./loupe.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

async function write(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const code = await runProgram(program("0.0.0", output, [benchWriteCommand(output)]), ["write", ...args], output);
  return { code, out, err };
}

const parsed = (out: string) => benchWriteOutput.parse(JSON.parse(out));

describe("loupe bench write", () => {
  it("writes with the key of the environment, every setting as given, and says what it cost", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(seen));
    const prices = join(temporaryFolder(), "prices.json");
    writeFileSync(prices, '{"currency": "EUR", "models": {"writer": {"prompt": 1000000, "completion": 2000000}}}');
    vi.stubEnv("MY_KEY", "sk-secret");
    const asked = ["--endpoint", server.url, "--model", "writer", "--key-env", "MY_KEY", "--prices", prices, "--json"];
    const settings = ["--temperature", "0.5", "--top-p", "none", "--max-tokens", "99", "--extra", '{"top_k": 5}'];
    const { code, out, err } = await write(folder, ...asked, ...settings, "--questions", "2", "--no-stream");
    expect([code, err]).toEqual([0, ""]);
    expect(parsed(out)).toMatchObject({
      ...{ kind: "written", model: "writer", requests: 5, images: 5, sent: 5, stop: null },
      // Ten tokens asked and five answered each time.
      cost: { amount: 5 * (10 * 1 + 5 * 2), currency: "EUR" },
    });
    expect(server.received).toHaveLength(5);
    for (const { headers, body } of server.received) {
      expect(headers.authorization).toBe("Bearer sk-secret");
      expect(body).toMatchObject({ temperature: 0.5, max_tokens: 99, top_k: 5, seed: 0, stream: false });
      expect(body).not.toHaveProperty("top_p");
    }
    expect(server.received.filter(({ text }) => text.includes("Write 2 questions"))).toHaveLength(2);
  });

  it("counts without an endpoint, and leaves nothing behind", async () => {
    const folder = await writerFolder(2);
    const before = readdirSync(folder);
    const { code, out } = await write(folder, "--model", "writer", "--what", "texts,captions", "--dry-run", "--json");
    expect(code).toBe(0);
    expect(parsed(out)).toMatchObject({
      ...{ kind: "planned", requests: 7, images: 7 },
      planned: { captions: { toAsk: 4 }, pairs: { toAsk: 0 }, texts: { toAsk: 3 } },
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  it("tells people what was written and what was not", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(looking(asked => (asked.what === "texts" ? "I'm sorry, no." : seen(asked))));
    const { code, out, err } = await write(folder, "--endpoint", server.url, "--model", "writer", "--limit", "3");
    expect(code).toBe(0);
    expect(out).toMatch(/^what +written +refused +damaged +failed\n/m);
    expect(out).toContain("3 requests (0 of them retries), 0 answers from before; 30 tokens asked, 15 answered");
    expect(err).toContain("as many as --limit says were asked");
  });

  it("ends with 1 where the endpoint fails, in a sentence, and never shows the key", async () => {
    const folder = await writerFolder(1);
    const server = await chatServer(response => json(response, { error: { message: "wrong key sk-secret" } }, 401));
    vi.stubEnv("LOUPE_ENDPOINT_KEY", "sk-secret");
    const { code, out, err } = await write(folder, "--endpoint", server.url, "--model", "writer");
    expect(code).toBe(1);
    expect(err).toContain(`${server.url} does not take the key, or wants one. (401 wrong key …)`);
    expect(out + err).not.toContain("sk-secret");
  });

  it("says which prompts are not the product's, with their hash", async () => {
    const folder = await writerFolder(1);
    const prompts = temporaryFolder();
    const caption = builtInPrompts.find(({ id }) => id === "caption");
    writeFileSync(join(prompts, "mine.json"), JSON.stringify({ ...caption, version: 2, system: "Mine." }));
    const asked = ["--model", "writer", "--dry-run", "--json"];
    const usual = parsed((await write(folder, ...asked)).out);
    const { out, err } = await write(folder, ...asked, "--prompts", prompts);
    expect(err).toContain("prompts replaced: caption");
    const own = parsed(out);
    expect(own.prompts.captions).toMatchObject({ id: "caption", version: 2 });
    expect(own.prompts.captions.sha).not.toBe(usual.prompts.captions.sha);
    expect(own.prompts.pairs).toEqual(usual.prompts.pairs);
  });

  it("refuses a prompt that cannot be used, by its file", async () => {
    const folder = await writerFolder(1);
    const prompts = temporaryFolder();
    const caption = builtInPrompts.find(({ id }) => id === "caption");
    writeFileSync(join(prompts, "mine.json"), JSON.stringify({ ...caption, user: "{question}" }));
    const { code, err } = await write(folder, "--model", "writer", "--dry-run", "--prompts", prompts);
    expect(code).toBe(1);
    expect(err).toContain("mine.json has the place {question}, which nothing is filled into: take it out.");
    writeFileSync(join(prompts, "mine.json"), JSON.stringify({ ...caption, user: "{caption}" }));
    const circular = await write(folder, "--model", "writer", "--dry-run", "--prompts", prompts);
    expect(circular.code).toBe(1);
    expect(circular.err).toContain("caption cannot be filled in: {caption}");
  });

  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ["no endpoint", [], "--endpoint is missing"],
    ["no address", ["--endpoint", "nowhere"], "is no address of an endpoint"],
    ["a name and password in it", ["--endpoint", "http://me:pw@h/v1"], "without a name and password"],
    ["another kind", ["--endpoint", "http://h", "--what", "captions,songs"], "captions,pairs,texts"],
    ["no number", ["--endpoint", "http://h", "--temperature", "warm"], "or none"],
    ["keys that are no object", ["--endpoint", "http://h", "--extra", "[1]"], "--extra is no JSON object"],
  ];
  it.each(wrong)("is wrong usage with %s", async (_what, args, sentence) => {
    const { code, err } = await write(await writerFolder(0), "--model", "writer", ...args);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it("says what is missing where nothing was imported", async () => {
    const { code, err } = await write(temporaryFolder(), "--endpoint", "http://127.0.0.1:9", "--model", "writer");
    expect(code).toBe(1);
    expect(err).toContain("has no pages.jsonl: loupe bench import makes it");
  });

  it("warns of a key that travels unencrypted", async () => {
    vi.stubEnv("LOUPE_ENDPOINT_KEY", "sk-secret");
    const folder = await writerFolder(0);
    const { err } = await write(folder, "--endpoint", "http://gpu.example/v1", "--model", "writer", "--dry-run");
    expect(err).toContain("the key goes to http://gpu.example/v1 unencrypted");
  });

  it("prints what its schema says, and nothing besides", async () => {
    const folder = await writerFolder(1);
    const { out } = await write(folder, "--model", "writer", "--dry-run", "--json");
    expect(z.looseObject({}).parse(JSON.parse(out))).toEqual(parsed(out));
  });
});
