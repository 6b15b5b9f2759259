import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { dumpLine, writeDump, zoom } from "../../fixtures/dump.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";
import { indexShape } from "./shapes.js";

const makeFolder = temporaryFolder();

async function index(...paths: readonly string[]) {
  const { code, out, err } = await loupe("index", ...paths, "--json");
  expect(code).toBe(0);
  return { files: indexShape.parse(JSON.parse(out)).files, err };
}

const call = (body: string, isClosed = true) => `<tool_call>\n${body}\n${isClosed ? "</tool_call>\n" : ""}`;
const reply = "user\n<tool_response>\nok\n</tool_response>\nassistant\n";

describe("loupe index", () => {
  test("counts rows, groups and their runs, and steps", async () => {
    const folder = makeFolder();
    writeDump(
      folder,
      "7.jsonl",
      ["a", "a", "b", "a"].map(question => ({ question, step: 7 })),
    );
    const { files } = await index(folder);
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({
      path: join(folder, "7.jsonl"),
      format: "verl-rollouts",
      rows: 4,
      malformed: [],
      pending: false,
      steps: [7],
      groups: 2,
      groupRuns: 3,
      uncounted: 0,
    });
  });

  test("reads the rows of mapped files by the columns of their loupe.json", async () => {
    const { files } = await index(resolve(import.meta.dirname, "../../fixtures/formats/mapped/run"));
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ format: "mapped", rows: 5, uncounted: 0, calls: { all: 1, zoom: 1 } });
    expect(files[0]?.malformed.map(({ row }) => row)).toEqual([3]);
  });

  test("says of a file whose only line has no end yet that it is being written", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "1.jsonl"), dumpLine({}).slice(0, 30));
    const { files } = await index(folder);
    expect(files[0]).toMatchObject({ format: null, rows: 0, malformed: [], pending: true });
    expect(files[0]?.reason).toMatch(/^being written/);
  });

  test("says on the standard error how many copies and ignored folders were passed over", async () => {
    const folder = makeFolder();
    for (const name of ["1.jsonl", "1 (copy).jsonl", "._1.jsonl", "wandb/2.jsonl"]) writeDump(folder, name, [{}]);
    const { files, err } = await index(folder);
    expect(files).toHaveLength(1);
    expect(err).toMatch(/^loupe: 1 folder passed over.*\nloupe: 2 files passed over.*\n$/);
  });

  test("counts groups by the question's id, runs by the prompt", async () => {
    const folder = makeFolder();
    const rows = ["x", "x", "y", "y", "x"].map(id => ({ step: 7, more: { question_id: id } }));
    writeDump(folder, "7.jsonl", [...rows, { step: 7, question: "b", more: { question_id: "z" } }]);
    const { files } = await index(folder);
    expect(files[0]).toMatchObject({ groups: 3, groupRuns: 2 });
  });

  test("counts calls of any tool, zooms well-formed or not, bodies that are no JSON, and rows that leave one open", async () => {
    const folder = makeFolder();
    const other = '{"name": "calculator", "arguments": {"sum": "1+1"}}';
    const zoomBody = '{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2]}}';
    writeDump(folder, "1.jsonl", [
      { response: zoom([1, 2, 300, 400]) + "<answer>A</answer>" },
      { response: call(other) + reply + call(zoomBody) + reply + "<answer>A</answer>" },
      { response: call("{not json") + reply + "<answer>A</answer>" },
      { response: "<think>x</think>" + call(zoomBody, false) },
    ]);
    const { files } = await index(folder);
    expect(files[0]?.calls).toEqual({ all: 4, zoom: 2, notJson: 1, unclosed: 1 });
    expect(files[0]?.rowsCallsNotReplies).toBe(1);
  });

  test("counts unclosed calls where the format needs no closing tag", async () => {
    const folder = makeFolder();
    const opened = '<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1, 2, 3, 4]}}\n';
    const row = {
      image: "a.jpg",
      question: "Which?",
      answer: "A",
      pred_ans: "A",
      pred_output: [
        { role: "user", content: "Which?" },
        { role: "assistant", content: opened },
        { role: "user", content: [{ type: "text", text: "<image>" }] },
        { role: "assistant", content: "<answer>A</answer>" },
      ],
      status: "success",
    };
    writeFileSync(join(folder, "result.jsonl"), `${JSON.stringify(row)}\n`);
    const { files } = await index(folder);
    expect(files[0]).toMatchObject({
      format: "deepeyes-evaluation",
      steps: [],
      calls: { all: 1, zoom: 1, unclosed: 1 },
    });
  });

  test("counts places where the model goes on after a lone `user` by itself", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{ response: zoom([1, 2, 30, 40]) + "hm\nuser\nI will answer.\n<answer>A</answer>" }]);
    expect((await index(folder)).files[0]?.suspectTurns).toBe(1);
  });

  test("a malformed line is a row with its place and reason; a torn last one is pending and no row", async () => {
    const folder = makeFolder();
    const path = writeDump(folder, "1.jsonl", [{}]);
    const first = dumpLine({}).length + 1;
    appendFileSync(path, `[1]\n\n{"input": "x", "score": 1, "step": 1}\n${dumpLine({})}\n${dumpLine({}).slice(0, 30)}`);
    const { files } = await index(folder);
    expect(files[0]).toMatchObject({ rows: 4, pending: true, calls: { all: 0 } });
    expect(files[0]?.malformed).toEqual([
      { row: 1, byteOffset: first, reason: "not a JSON object" },
      { row: 2, byteOffset: first + 5, reason: "has no output" },
    ]);
  });

  test("lists files of no known format with the reason, and an empty one", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "a.jsonl"), '{"colour": "red"}\n');
    writeFileSync(join(folder, "b.jsonl"), "");
    const { files } = await index(folder);
    expect(files.map(({ format, reason }) => [format, reason])).toEqual([
      [null, "no known format; keys: colour; `loupe formats propose FILE` proposes columns to read it by"],
      [null, "empty"],
    ]);
  });

  test("says of a Parquet file without its end that it may be cut off, and never speaks of lines", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "completions_5.parquet"), "PAR1 and the first pages");
    const { files } = await index(folder);
    expect(files.map(({ format, reason, pending }) => [format, reason, pending])).toEqual([
      [null, "ends without its footer: being written, or cut off", true],
    ]);
  });

  test("of a named file reads that file alone, whatever it is called, also beside a folder", async () => {
    const folder = makeFolder();
    const one = writeDump(folder, "one.txt", [{}]);
    writeDump(folder, "two.jsonl", [{}]);
    const other = makeFolder();
    writeDump(other, "3.jsonl", [{}]);
    expect((await index(one)).files.map(({ path }) => basename(path))).toEqual(["one.txt"]);
    const both = (await index(one, other, other)).files;
    expect(both.map(({ path }) => basename(path)).sort()).toEqual(["3.jsonl", "one.txt"]);
  });

  test("says which folders and links it did not follow", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{}]);
    symlinkSync(makeFolder(), join(folder, "link"));
    mkdirSync(join(folder, "a/b/c/d/e/f/g/h/i/j"), { recursive: true });
    const { files, err } = await index(folder);
    expect(files).toHaveLength(1);
    expect(err).toMatch(/symbolic links, not followed: .*link\n/);
    expect(err).toMatch(/folders too deep to be looked at: /);
  });

  test("is readable without --json", async () => {
    const folder = makeFolder();
    const path = writeDump(folder, "1.jsonl", [{ response: zoom([1, 2, 300, 400]) }]);
    appendFileSync(path, "{\n");
    const { out } = await loupe("index", folder);
    expect(out).toBe(
      `${path}\n  verl-rollouts · 2 rows · 1 malformed · step 1 · 1 group · 1 call (1 zoom, 0 not JSON)\n` +
        `  row 1 at byte ${dumpLine({ response: zoom([1, 2, 300, 400]) }).length + 1}: not JSON (at byte 1 of the row)\n`,
    );
  });

  test("an empty folder is an empty list", async () => {
    expect(await loupe("index", makeFolder(), "--json")).toEqual({ code: 0, out: '{"files":[]}\n', err: "" });
  });
});
