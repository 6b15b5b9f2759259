import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { benchImportCommand } from "../../../src/node/cli/benchImportCommand.js";
import { benchImportOutput } from "../../../src/node/cli/benchImportOutput.js";
import { benchSampleCommand } from "../../../src/node/cli/benchSampleCommand.js";
import { benchSampleOutput } from "../../../src/node/cli/benchSampleOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();

async function bench(...args: readonly string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const group = new Command("bench")
    .addCommand(benchSampleCommand("/no/glyphs.json", output))
    .addCommand(benchImportCommand(output));
  const code = await runProgram(program("0.0.0", output, [group]), ["bench", ...args], output);
  return { code, out, err };
}

/** A small made-up set, its pages white. */
async function sample(): Promise<{ readonly folder: string; readonly set: string; readonly out: string }> {
  const folder = makeFolder();
  const set = join(folder, "set");
  const pages = ["--pages", "5", "--height", "600", "--blank-images"];
  const { code, out } = await bench("sample", "--out", set, ...pages, "--json");
  expect(code).toBe(0);
  expect(benchSampleOutput.parse(JSON.parse(out))).toMatchObject({ pages: 5, mapping: join(set, "mapping.json") });
  return { folder, set, out: join(folder, "bench") };
}

describe("loupe bench import", () => {
  test("says on stderr that pages of another mapping, and writings for which others stand, are left out", async () => {
    const { set, out } = await sample();
    const file = join(set, "mapping.json");
    const args = ["import", set, "--out", out, "--mapping", file];
    expect((await bench(...args)).code).toBe(0);
    const writings = join(out, "writings.jsonl");
    writeFileSync(writings, readFileSync(writings, "utf8").replaceAll('"id":"', '"id":"own-'));
    const mapping = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...mapping, depth: { larger: "nearer" } }));
    writeFileSync(join(set, "annotations", "val-annotations.json"), '{"images":[');
    const { code, err } = await bench(...args);
    expect(code).toBe(0);
    expect(err).toContain("left out, since an earlier import read them by another mapping");
    expect(err).toContain("writings of the set were left out where writings.jsonl has others already");
  });

  test("imports by a mapping and says what became of every annotation", async () => {
    const { set, out } = await sample();
    const ran = await bench("import", set, "--out", out, "--mapping", join(set, "mapping.json"), "--json");
    expect(ran.code).toBe(0);
    const result = benchImportOutput.parse(JSON.parse(ran.out));
    if (result.kind !== "imported") throw new Error(result.kind);
    const { annotations, ...rest } = result.counts;
    expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBe(annotations);
    expect(result).toMatchObject({ folder: out, pages: 5, mappingFrom: "given" });
    expect(ran.err).toMatch(
      /^loupe: \d+ problems, each in problems\.jsonl\nloupe: no role in the mapping for [^\n]+\n$/,
    );
    const text = await bench("import", set, "--out", out, "--mapping", join(set, "mapping.json"));
    expect(text.out).toContain(`${out}: 5 pages of`);
    expect(text.out).toContain(`${annotations} annotations: ${rest.panels} panels`);
  });

  test("without a mapping writes a suggestion with its reasons, imports nothing, and ends with 1 and what to do", async () => {
    const { set, out } = await sample();
    const ran = await bench("import", set, "--out", out);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^loupe: [^\n]*--mapping [^\n]*--accept-suggestion\n$/);
    expect(ran.out).toContain("holds “bubble”");
    expect(existsSync(join(out, "pages.jsonl"))).toBe(false);
    const json = await bench("import", set, "--out", out, "--json");
    expect([json.code, benchImportOutput.parse(JSON.parse(json.out))]).toMatchObject([1, { isWritten: false }]);
    expect((await bench("import", set, "--out", out, "--mapping", join(out, "mapping.json"))).code).toBe(0);
  });

  test("takes the suggestion unseen where it is told to, and says so", async () => {
    const { set, out } = await sample();
    const ran = await bench("import", set, "--out", out, "--accept-suggestion");
    expect(ran.code).toBe(0);
    expect(ran.err).toContain("nobody has looked over");
    expect(readFileSync(join(out, "pages.jsonl"), "utf8").trim().split("\n")).toHaveLength(5);
  });

  test("that comes to no page ends with 1 and says what may be missing", async () => {
    const folder = makeFolder();
    const set = join(folder, "set");
    await bench("sample", "--out", set, "--pages", "2", "--height", "600", "--without-images");
    const args = ["import", set, "--out", join(folder, "b"), "--mapping", join(set, "mapping.json")];
    const ran = await bench(...args);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/problems\.jsonl says why; --images [^\n]+\n$/);
    const kept = await bench(...args, "--keep-pages-without-image", "--json");
    expect([kept.code, benchImportOutput.parse(JSON.parse(kept.out))]).toMatchObject([0, { pages: 2 + 1 }]);
  });

  test("names the categories without a role, how often they occur, and what to do", async () => {
    const { folder, set, out } = await sample();
    const given = JSON.parse(readFileSync(join(set, "mapping.json"), "utf8")) as { categories: Record<string, string> };
    const dropped = Object.entries(given.categories).find(([, role]) => role === "other")?.[0] ?? "";
    const categories = Object.fromEntries(Object.entries(given.categories).filter(([name]) => name !== dropped));
    const file = join(folder, "mapping.json");
    writeFileSync(file, JSON.stringify({ ...given, categories }));
    const ran = await bench("import", set, "--out", out, "--mapping", file, "--json");
    const result = benchImportOutput.parse(JSON.parse(ran.out));
    if (result.kind !== "imported") throw new Error(result.kind);
    const told = result.unmapped.find(one => one.startsWith(`${dropped}: `));
    expect(told).toMatch(/: [1-9]\d*$/);
    expect(ran.err).toMatch(/no role in the mapping for [^\n]+: on their pages/);
    expect(ran.err).toContain(told);
    expect(ran.err).toContain('"other"');
    const whole = await bench("import", set, "--out", out, "--mapping", join(set, "mapping.json"));
    expect(whole.err).not.toContain(dropped);
  });

  test("names what is wrong in one line and ends with 1", async () => {
    const { folder, set, out } = await sample();
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    mkdirSync(join(folder, "empty"));
    for (const [args, reason] of [
      [[join(folder, "none")], "no such file or folder"],
      [[""], "no such file or folder"],
      [[join(folder, "empty")], "nothing in it"],
      [[set, "--mapping", join(folder, "none.json")], "cannot be read"],
      [[set, "--mapping", file("broken.json", "{")], "no JSON at character 1"],
      [[set, "--mapping", file("wrong.json", '{"categories":{"Panel":"frame"}}')], "categories.Panel"],
      [[set, "--accept-suggestion", "--images", join(folder, "none")], "no such file or folder"],
    ] as const) {
      const ran = await bench("import", ...args, "--out", out);
      expect({ code: ran.code, out: ran.out }).toEqual({ code: 1, out: "" });
      expect(ran.err).toMatch(/^loupe: [^\n]+\n$/);
      expect(ran.err).toContain(reason);
    }
  });

  test.each([
    ["no source", ["import", "--out", "x"]],
    ["no folder", ["import", "x"]],
    ["a kind of source that is none", ["import", "x", "--out", "y", "--as", "nonsense"]],
    ["a mapping and none at once", ["import", "x", "--out", "y", "--mapping", "z", "--accept-suggestion"]],
    ["no pages at all", ["sample", "--out", "x", "--pages", "0"]],
    ["two kinds of images", ["sample", "--out", "x", "--blank-images", "--without-images"]],
  ])("%s is wrong usage", async (_, args) => {
    const ran = await bench(...args);
    expect([ran.code, ran.out]).toEqual([2, ""]);
  });
});

describe("loupe bench sample", () => {
  test("draws nothing without the outlines of letters, and takes no folder that is not its own", async () => {
    const folder = makeFolder();
    expect(await bench("sample", "--out", join(folder, "a"))).toMatchObject({ code: 1, out: "" });
    writeFileSync(join(folder, "thesis.txt"), "mine");
    const ran = await bench("sample", "--out", folder, "--without-images");
    expect(ran.err).toContain("holds something else");
  });
});
