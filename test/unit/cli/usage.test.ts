import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeDump } from "../../fixtures/dump.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();

/** One line and its end, nothing else. */
const oneLine = /^loupe: [^\n]+\n$/;

describe("wrong usage ends with 2", () => {
  test.each([
    ["no command", []],
    ["an unknown command", ["nonsense"]],
    ["an unknown option", ["index", "--nope", "x"]],
    ["a missing path", ["index"]],
    ["a missing row", ["show", "x"]],
    ["a missing path of stats", ["stats"]],
    ["one path too many", ["stats", "a", "b"]],
    ["a row that is a word", ["show", "x", "first"]],
    ["a row that is negative", ["show", "x", "-1"]],
    ["a row that is a fraction", ["show", "x", "1.5"]],
    ["a row that is empty", ["show", "x", ""]],
    ["a space that is none", ["show", "x", "0", "--space", "inches"]],
    ["an option without its value", ["stats", "x", "--dataset"]],
  ])("%s", async (_, args) => {
    const { code, out, err } = await loupe(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).not.toBe("");
  });
});

describe("expected failures are one line and end with 1", () => {
  const file = () => writeDump(makeFolder(), "1.jsonl", [{}, {}]);

  test("a path that is not there", async () => {
    for (const args of [
      ["index", "/no/such"],
      ["stats", "/no/such"],
      ["show", "/no/such", "0"],
      ["index", ""],
    ]) {
      const { code, out, err } = await loupe(...args, "--json");
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(oneLine);
      expect(err).toContain("no such file or folder");
    }
  });

  test("a path below a file, and a name that no file system takes", async () => {
    expect(await loupe("index", join(file(), "below"))).toMatchObject({ code: 1 });
    const long = await loupe("stats", "x".repeat(5000));
    expect(long.code).toBe(1);
    expect(long.err).toMatch(oneLine);
  });

  test("a dataset or a folder of images that is not there, or is the other of the two", async () => {
    const path = file();
    const folder = makeFolder();
    for (const option of [
      ["--dataset", "/no/such"],
      ["--images", "/no/such"],
      ["--dataset", folder],
      ["--images", path],
    ]) {
      const { code, err } = await loupe("show", path, "0", ...option);
      expect(code).toBe(1);
      expect(err).toMatch(oneLine);
    }
  });

  test("a row beyond the end names the number of rows", async () => {
    const path = file();
    for (const row of ["2", "99999999999999999999"]) {
      const { code, out, err } = await loupe("show", path, row, "--json");
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(oneLine);
      expect(err).toContain("it has 2 rows");
    }
  });

  test("a folder in place of a file of rollouts", async () => {
    const { code, err } = await loupe("show", makeFolder(), "0");
    expect(code).toBe(1);
    expect(err).toMatch(/^loupe: [^\n]+a folder, not a file of rollouts\n$/);
  });

  test("a file of no known format, with the reason", async () => {
    const path = join(makeFolder(), "notes.jsonl");
    writeFileSync(path, "# notes\n");
    for (const args of [
      ["show", path, "0"],
      ["stats", path],
    ]) {
      const { code, err } = await loupe(...args);
      expect(code).toBe(1);
      expect(err).toMatch(oneLine);
      expect(err).toContain("no JSON Lines");
    }
  });

  test("a malformed row, with what is wrong with it", async () => {
    const path = join(makeFolder(), "1.jsonl");
    writeDump(join(path, ".."), "1.jsonl", [{}]);
    writeFileSync(path, '{"input": "broken\n', { flag: "a" });
    const { code, err } = await loupe("show", path, "1");
    expect(code).toBe(1);
    expect(err).toMatch(/, row 1: not JSON \(at byte 17 of the row\)\n$/);
  });

  test("a row of metrics, which is no rollout", async () => {
    const path = join(makeFolder(), "trainer_log.jsonl");
    writeFileSync(path, '{"current_steps": 5, "total_steps": 10, "loss": 1.5}\n');
    expect((await loupe("show", path, "0")).err).toMatch(/a metrics row, not a rollout\n$/);
  });
});

describe("help", () => {
  test("is asked for without failing, of loupe and of every command", async () => {
    for (const args of [["--help"], ["index", "--help"], ["show", "--help"], ["stats", "-h"], ["help", "show"]]) {
      const { code, out, err } = await loupe(...args);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/^Usage: loupe /);
    }
  });

  test("names the exit codes, and every command names --json", async () => {
    expect((await loupe("--help")).out).toContain("Exit codes: 0 done, 1 ");
    for (const command of ["index", "show", "stats"]) expect((await loupe(command, "--help")).out).toContain("--json");
  });

  test("the version is the one that was given", async () => {
    expect(await loupe("--version")).toEqual({ code: 0, out: "0.0.0\n", err: "" });
  });
});

describe("for people", () => {
  test("a terminal is not steered by what a model wrote or a file is called", async () => {
    const folder = join(makeFolder(), "\u001b[31mred");
    mkdirSync(folder);
    const path = writeDump(folder, "1.jsonl", [{ response: "<answer>\u001b]0;title\u0007\u009b2J\r A</answer>" }]);
    for (const args of [
      ["index", folder],
      ["show", path, "0"],
      ["stats", folder],
      ["show", path, "7"],
    ]) {
      const { out, err } = await loupe(...args);
      expect(out + err).not.toMatch(/[^\P{Cc}\n\t]/u);
    }
    expect((await loupe("show", path, "0")).out).toContain("␛]0;title␇");
  });

  test("what was not used is said on the standard error, and the results stay", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{}]);
    writeFileSync(join(folder, "loupe.json"), '{"colour": "red", "datasets": ["gone.jsonl"]}');
    const { code, out, err } = await loupe("stats", folder, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty("steps.length", 1);
    expect(err).toContain("loupe.json has the unknown key colour");
    expect(err).toContain("the dataset gone.jsonl is not there");
  });
});
