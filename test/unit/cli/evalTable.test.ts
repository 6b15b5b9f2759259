import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { evalCommands } from "../../../src/node/cli/evalCommands.js";
import { evalTableOutput } from "../../../src/node/cli/evalTableOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { writeMadeEvaluation } from "../../fixtures/madeEvaluation.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { actionQuestions, repliesOf } from "../evaluationTables/madeQuestionSet.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();
const questions = actionQuestions(24);
let storage = "";

beforeEach(() => {
  storage = makeFolder();
  vi.stubEnv("LOUPE_STORAGE", storage);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function table(...words: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const commands = [evalCommands("0.0.0", output)];
  const code = await runProgram(program("0.0.0", output, commands), ["eval", "table", ...words], output);
  return { code, out, err };
}

function two(): readonly [string, string] {
  const folder = makeFolder();
  const made = (name: string, right: number) =>
    writeMadeEvaluation(join(folder, name), { name, questions, replies: repliesOf(24, at => at < right) });
  return [made("small|model", 6), made("large", 18)];
}

describe("loupe eval table", () => {
  it("prints own rows beside the paper's as Markdown, with what has to be said", async () => {
    const [small, large] = two();
    const { code, out, err } = await table(small, large, "--base", "small|model", "--paper", "--markdown");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("## Table 3: models and kinds of tasks");
    expect(out).toContain("| **75.00 ± 13.06 \\[46.16, 91.30\\] 18/24 (+50.00, p \\< .001, Holm \\< .001)** |");
    expect(out).toMatch(/^\| small\\\|model \|.* 25\.00 .*6\/24 \|/m);
    expect(out).toContain("| Gemini-2.5-pro (paper) |");
    expect(out).toContain("57.28 (+7.77; printed +7.28)");
    expect(out).not.toContain("## Table 8");
  });

  it("prints JSON as its schema says, own and paper", async () => {
    const [small, large] = two();
    const { out } = await table(small, large, "--paper", "--json");
    const printed = evalTableOutput.parse(JSON.parse(out));
    expect(printed.evaluations.map(({ label }) => label)).toEqual(["small|model", "large"]);
    expect(printed.paper?.tables.map(({ id }) => id)).toEqual(["3"]);
    expect(printed.paper?.findings.map(({ note }) => note)).toContain(2);
    expect(printed.figure?.series.filter(({ origin }) => origin === "own")).toHaveLength(2);
    const depth = printed.figure?.deficits.paper.find(({ task }) => task === "depth_comparison");
    expect(((depth?.proprietary ?? 0) - (depth?.open ?? 0)) * 100).toBeCloseTo(57.282 - 50.484, 2);
  });

  it("prints a line for each cell as CSV", async () => {
    const { out } = await table(two()[1], "--csv");
    const [head = "", line = ""] = out.split("\r\n");
    expect(head.split(",").slice(0, 7)).toEqual(["table", "origin", "row", "model", "input", "column", "value"]);
    expect(line.split(",").slice(0, 7)).toEqual(["3", "own", "large", "large", "page", "action_recognition", "0.75"]);
  });

  it("prints the paper's tables alone, all six, without a folder", async () => {
    const { code, out } = await table("--paper");
    expect(code).toBe(0);
    for (const number of [3, 4, 5, 6, 7, 8]) expect(out).toContain(`Table ${number}: `);
    expect(out).toContain("Figure 2: accuracy by kind of task");
  });

  it("keeps what it read in the storage folder, and nothing where that is not wanted", async () => {
    const [small] = two();
    await table(small, "--no-cache");
    expect(existsSync(join(storage, "evaluations"))).toBe(false);
    const first = await table(small);
    expect(existsSync(join(storage, "evaluations"))).toBe(true);
    expect(await table(small)).toEqual(first);
  });

  it("says what kinds a model was trained on in Table 7", async () => {
    const [small, large] = two();
    const words = ["--base", "small|model", "--trained", "large=action_recognition", "--table", "7"];
    expect((await table(small, large, ...words)).out).toMatch(/large .*\(trained\)/);
  });

  it("ends with 2 for wrong usage and with 1 where there is no evaluation", async () => {
    const [small, large] = two();
    expect((await table()).code).toBe(2);
    expect(await table(small, large, "--base", "medium")).toMatchObject({ code: 2 });
    expect((await table(small, "--table", "9")).code).toBe(2);
    expect((await table(small, "--judge", "nobody")).err).toContain("no judge has said anything yet");
    expect((await table(small, "--trained", "x=dancing")).code).toBe(2);
    const none = await table(makeFolder());
    expect(none.code).toBe(1);
    expect(none.err).toContain("has no evaluation.json");
  });

  it("tells what is not there", async () => {
    const folder = join(makeFolder(), "half");
    const changes = { shard: { index: 0, of: 2 }, ended: null };
    writeMadeEvaluation(folder, { name: "half", questions, replies: repliesOf(24, () => true), changes });
    const { err } = await table(folder);
    expect(err).toContain("half: shards 2 of 2 are missing");
  });
});
