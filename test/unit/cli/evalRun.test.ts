import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { evalCommands } from "../../../src/node/cli/evalCommands.js";
import { evalRunOutput } from "../../../src/node/cli/evalRunOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { knowing, madeSet, predictionsIn } from "../evaluationRun/asking.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();
afterEach(() => {
  vi.unstubAllEnvs();
});

async function evalRun(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const commands = [evalCommands("1.2.3", output)];
  const code = await runProgram(program("1.2.3", output, commands), ["eval", "run", ...args], output);
  return { code, out, err };
}

const sentSchema = z.object({ requests: z.array(z.unknown()) });

const parsed = (out: string) => {
  const value = evalRunOutput.parse(JSON.parse(out));
  if (value.kind !== "evaluated") throw new Error(value.kind);
  return value;
};

describe("loupe eval run", () => {
  it("asks with every setting as given, keeps the key to itself, and says what it cost", async () => {
    const set = await madeSet(makeFolder());
    const server = await knowing(
      set,
      {},
      { key: "sk-secret", required: ["temperature", "seed", "max_tokens", "top_k"] },
    );
    const prices = join(makeFolder(), "prices.json");
    writeFileSync(prices, '{"currency": "EUR", "per": 1, "models": {"known-model": {"prompt": 1, "completion": 2}}}');
    vi.stubEnv("MY_KEY", "sk-secret");
    const out = join(makeFolder(), "evals", "first");
    const base = [set.folder, "--endpoint", server.url, "--model", "known-model", "--out", out, "--json", "--no-probe"];
    const settings = ["--temperature", "0.5", "--top-p", "none", "--max-tokens", "99", "--extra", '{"top_k": 5}'];
    const ran = await evalRun(...base, ...settings, "--prices", prices, "--key-env", "MY_KEY", "--split", "test");
    expect([ran.code, ran.err]).toEqual([0, ""]);
    const value = parsed(ran.out);
    expect(value.run).toMatchObject({
      ...{ name: "first", input: "page", use: "answer", tool_version: "1.2.3" },
      sampling: { temperature: 0.5, top_p: null, max_tokens: 99, seed: 0, n: 1, extra: { top_k: 5 } },
      model: { requested: "known-model", returned: ["known-model-2026-01-01"], family: "other" },
    });
    expect(value).toMatchObject({ states: { ok: 7 }, sent: 7, stop: null });
    expect(value.cost?.amount).toBe(value.promptTokens + 2 * value.completionTokens);
    for (const file of ["evaluation.json", "predictions.jsonl", "requests.jsonl"])
      expect(readFileSync(join(out, file), "utf8")).not.toContain("sk-secret");
    expect(server.problems).toEqual([]);
  });

  it("tells people what was asked, and what is to be known of it", async () => {
    const set = await madeSet(makeFolder());
    const failing = set.questions.find(({ split }) => split === "test")?.id;
    const server = await knowing(set, { outcomeOf: ({ id }) => (id === failing ? "failed" : "correct") });
    const base = [set.folder, "--endpoint", server.url, "--model", "another", "--out", makeFolder(), "--no-probe"];
    const ran = await evalRun(...base);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain("7 questions: 0 answered before, 7 to ask");
    expect(ran.out).toContain("asked now: ok 6, failed 1");
    expect(ran.err).toContain("failures: bad-request 1");
    expect(ran.err).toContain("another was asked for, and the server says that known-model-2026-01-01 answered.");
    const again = await evalRun(...base);
    expect(again.out).toContain("7 questions: 6 answered before, 1 failed before, 0 to ask");
  });

  it("refuses other settings in a folder that has answers, and says which", async () => {
    const set = await madeSet(makeFolder());
    const server = await knowing(set);
    const out = makeFolder();
    const base = [set.folder, "--endpoint", server.url, "--model", "known-model", "--out", out, "--no-probe"];
    await evalRun(...base);
    const ran = await evalRun(...base, "--temperature", "1", "--max-pixels", "100000");
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("sampling.temperature: 0 then, 1 now");
    expect(ran.err).toContain("image.max_pixels: null then, 100000 now");
    expect(ran.err).toContain("choose another --out");
    expect(predictionsIn(out)).toHaveLength(7);
  });

  it("stops with a sentence where the endpoint is not what it should be", async () => {
    const set = await madeSet(makeFolder());
    const server = await knowing(set, {}, { key: "right" });
    const out = join(makeFolder(), "out");
    const base = [set.folder, "--endpoint", server.url, "--model", "known-model", "--out", out];
    const probed = await evalRun(...base);
    expect(probed.code).toBe(1);
    expect(probed.err).toContain("The endpoint does not do what the run needs: 401 Incorrect API key.");
    expect(existsSync(join(out, "evaluation.json"))).toBe(false);
    const blind = await evalRun(...base, "--no-probe");
    expect(blind.code).toBe(1);
    expect(blind.err).toContain("does not take the key, or wants one.");
  });

  it("prints as JSON what the probe found where that forbids the run", async () => {
    const set = await madeSet(makeFolder());
    const server = await knowing(set, {}, { key: "right" });
    const out = join(makeFolder(), "out");
    const base = [set.folder, "--endpoint", server.url, "--model", "known-model", "--out", out];
    const ran = await evalRun(...base, "--json");
    expect(ran.code).toBe(1);
    expect(evalRunOutput.parse(JSON.parse(ran.out))).toEqual({
      ...{ kind: "unfit", folder: out },
      findings: [{ code: "probe-failed", level: "error", values: ["401 Incorrect API key."] }],
    });
  });

  it("goes on at another address only when told that the model has moved", async () => {
    const set = await madeSet(makeFolder());
    const [first, second] = await Promise.all([knowing(set), knowing(set)]);
    const out = makeFolder();
    const way = ["--model", "known-model", "--out", out, "--no-probe"];
    await evalRun(set.folder, "--endpoint", first.url, ...way, "--limit", "3");
    const refused = await evalRun(set.folder, "--endpoint", second.url, ...way);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`model.endpoint_host: ${new URL(first.url).host} then`);
    expect(refused.err).toContain("--moved goes on with it where the same model is served at this one");
    const more = await evalRun(set.folder, "--endpoint", second.url, ...way, "--temperature", "1", "--moved");
    expect([more.code, more.err.includes("sampling.temperature"), second.ledger.length]).toEqual([1, true, 0]);
    const moved = await evalRun(set.folder, "--endpoint", second.url, ...way, "--moved", "--json");
    const [from, to] = [new URL(first.url).host, new URL(second.url).host];
    expect(parsed(moved.out).run.model.moves).toMatchObject([{ from, to }]);
    expect([first.ledger.length, second.ledger.length]).toEqual([3, 4]);
  });

  it("counts the retries that were sent, and says that more were needed than a run sends", async () => {
    const set = await madeSet(makeFolder());
    const faultOf = () => ({ kind: "server-error" as const, status: 500, after: "0" });
    const server = await knowing(set, {}, { faultOf });
    const out = makeFolder();
    const base = [set.folder, "--endpoint", server.url, "--model", "known-model", "--out", out, "--no-probe"];
    const ran = await evalRun(...base, "--json", "--split", "train,val,test", "--at-once", "8");
    expect(ran.code).toBe(1);
    const { stop, sent, retries } = parsed(ran.out);
    const lines = readFileSync(join(out, "requests.jsonl"), "utf8").trim().split("\n");
    const counts = lines.map(line => sentSchema.parse(JSON.parse(line)).requests.length);
    expect([stop, sent]).toEqual(["out-of-retries", counts.reduce((sum, count) => sum + count, 0)]);
    expect(retries).toBe(sent - lines.length);
    expect(ran.err).toContain("more requests failed than a run of this size sends again");
  });

  it("says in how many shards each question is asked once", async () => {
    const set = await madeSet(makeFolder(), 6);
    const server = await knowing(set);
    const outs = [makeFolder(), makeFolder()];
    for (const [at, out] of outs.entries()) {
      const shard = ["--shard", `${at}/2`, "--no-probe"];
      const ran = await evalRun(set.folder, "--endpoint", server.url, "--model", "m", "--out", out, ...shard);
      expect(ran.code).toBe(0);
    }
    const ids = outs.flatMap(out => predictionsIn(out).map(({ question_id: id }) => id));
    expect(ids.toSorted()).toEqual(
      set.questions
        .filter(({ split }) => split === "test")
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ["no endpoint", [], "--endpoint is missing"],
    ["no address", ["--endpoint", "nowhere"], "is no address of an endpoint"],
    ["another input", ["--endpoint", "http://h", "--input", "book"], "page, panel, zoom"],
    ["another kind", ["--endpoint", "http://h", "--tasks", "counting"], "character_counting"],
    ["a part beyond their number", ["--endpoint", "http://h", "--shard", "4/4"], "0/4"],
    ["keys that are no object", ["--endpoint", "http://h", "--extra", "[1]"], "--extra is no JSON object"],
    ["two strategies", ["--endpoint", "http://h", "--strategy", "rarl,vanilla"], "--strategy takes one"],
    ["another split", ["--endpoint", "http://h", "--split", "exam"], "train,val,test"],
  ];
  it.each(wrong)("is wrong usage with %s", async (_what, args, sentence) => {
    const { code, err } = await evalRun("nowhere", "--model", "m", "--out", join(makeFolder(), "x"), ...args);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it("says why no question is asked in a way that no prompt has", async () => {
    const set = await madeSet(makeFolder(), 6);
    const way = ["--input", "zoom", "--use", "answer", "--model", "m", "--endpoint", "http://127.0.0.1:9"];
    const { code, err } = await evalRun(set.folder, ...way, "--out", join(makeFolder(), "x"), "--dry-run");
    expect(code).toBe(1);
    expect(err).toContain("no prompt asks questions of these kinds with this --input and --use");
  });

  it("says what is missing where nothing was built", async () => {
    const folder = makeFolder();
    const { code, err } = await evalRun(
      folder,
      "--model",
      "m",
      "--endpoint",
      "http://127.0.0.1:9",
      "--out",
      `${folder}/x`,
    );
    expect([code, err]).toEqual([1, `loupe: ${folder} has no questions.jsonl: loupe bench build makes it\n`]);
  });
});
