import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rolloutsOutput, type RolloutsLine } from "../../../src/node/cli/rolloutsOutput.js";
import { createRemarks } from "../../../src/node/remarks/createRemarks.js";
import type { RemarkChange } from "../../../src/protocol/remarks/remarksApi.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

async function rollouts(path: string, ...options: readonly string[]): Promise<readonly RolloutsLine[]> {
  const { code, out } = await loupe("rollouts", path, "--json", ...options);
  expect(code).toBe(0);
  const lines = out.split("\n").filter(line => line !== "");
  return lines.map(line => rolloutsOutput.parse(JSON.parse(line)));
}

function madeRun(): string {
  const folder = makeFolder();
  writeDump(folder, "rollouts/1.jsonl", [
    { score: 1, more: { fmt: 1, is_validate: true } },
    { score: 0, response: "<answer>B</answer>", more: { fmt: 0.1, "odd name": "x" } },
  ]);
  writeDump(folder, "rollouts/2.jsonl", [
    { step: 2, score: 0.5, response: `${zoom([1, 2, 300, 400])}<answer>A</answer>` },
    { step: 2, score: null, response: "I cannot" },
  ]);
  return folder;
}

const places = (lines: readonly RolloutsLine[]) => lines.map(({ step, row }) => [step, row]);

describe("loupe rollouts", () => {
  test("lists all as they stand in the files, the oldest step first", async () => {
    expect(places(await rollouts(madeRun()))).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
    ]);
  });

  test("lists the rollouts that people said something of", async () => {
    const folder = madeRun();
    const file = join(folder, "rollouts", "1.jsonl");
    const { runs } = await openRuns({ roots: [folder] });
    const { calls, books } = createRemarks(runs.parts(), () => undefined);
    const changes: readonly RemarkChange[] = [
      { kind: "note", text: "reads the wrong balloon" },
      { kind: "tag", tag: "odd", on: true },
      { kind: "golden", on: true },
    ];
    for (const change of changes) await calls.remark({ ref: { file, row: 1 }, change });
    books.dispose();
    for (const where of ["note ~ balloon", "tag = odd", "golden"])
      expect(places(await rollouts(folder, "--where", where)), where).toEqual([[1, 1]]);
  });

  test.each([
    [
      "score < 0.6",
      [
        [1, 1],
        [2, 0],
      ],
    ],
    [
      "not score < 0.6",
      [
        [1, 0],
        [2, 1],
      ],
    ],
    ["wrong", [[1, 1]]],
    ["zooms", [[2, 0]]],
    ["response ~ cannot", [[2, 1]]],
    ["fmt = 0.1", [[1, 1]]],
    ["is_validate = true", [[1, 0]]],
    ['has("odd name")', [[1, 1]]],
    [
      "answer in (A, B) and step = 1",
      [
        [1, 0],
        [1, 1],
      ],
    ],
    ["expected = A and not has(score)", [[2, 1]]],
    ["advantage > 0", [[1, 0]]],
    [
      "file ~ '2.jsonl'",
      [
        [2, 0],
        [2, 1],
      ],
    ],
  ])("lists what fulfils %s", async (where, expected) => {
    expect(places(await rollouts(madeRun(), "--where", where))).toEqual(expected);
  });

  test("sorts by several keys, what is missing last, and takes a page of it", async () => {
    const folder = madeRun();
    const sorted = await rollouts(folder, "--sort", "score desc");
    expect(sorted.map(({ score }) => score)).toEqual([1, 0.5, 0, null]);
    expect((await rollouts(folder, "--sort", "score")).map(({ score }) => score)).toEqual([0, 0.5, 1, null]);
    expect(places(await rollouts(folder, "--sort", "answer desc, score"))).toEqual([
      [1, 1],
      [2, 0],
      [1, 0],
      [2, 1],
    ]);
    const page = await rollouts(folder, "--sort", "score desc", "--offset", "1", "--limit", "2");
    expect(page.map(({ score }) => score)).toEqual([0.5, 0]);
  });

  test("says where an expression stops being one, in one line", async () => {
    const { code, out, err } = await loupe("rollouts", madeRun(), "--where", "score <");
    expect([code, out, err]).toEqual([2, "", "loupe: --where: A number is expected at character 8.\n"]);
    expect((await loupe("rollouts", madeRun(), "--sort", "response")).err).toBe(
      "loupe: --sort: response at character 1 is too long to sort by.\n",
    );
  });

  test("says that no rollout has a column, which may be misspelt", async () => {
    const { code, err } = await loupe("rollouts", madeRun(), "--where", "scroe > 1");
    expect([code, err]).toEqual([0, "loupe: no rollout that was looked at has scroe\nloupe: no rollout passes\n"]);
  });

  test("says why it prints nothing", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "1.jsonl"), '{"input": "x", "output": "y", "score": 1, "step": 1}\n');
    const errOf = async (path: string, ...options: readonly string[]) =>
      (await loupe("rollouts", path, ...options)).err;
    expect(await errOf(folder, "--limit", "0")).toBe("loupe: --limit 0 prints none\n");
    expect(await errOf(folder, "--offset", "3")).toBe("loupe: only 1 rollout passes: --offset 3 leaves none\n");
    expect(await errOf(folder, "--where", "score > 1")).toBe("loupe: no rollout passes\n");
    const unread = makeFolder();
    writeFileSync(join(unread, "generations.log"), "[prompt] no more\n[score] 1\n\n");
    expect(await errOf(unread, "--where", "score > 1")).toContain("loupe: no rollout can be read\n");
    expect(await errOf(madeRun(), "--offset", "4")).toContain("only 4 rollouts pass");
  });

  test("says that what only an audit tells is not known without one", async () => {
    const { code, out, err } = await loupe("rollouts", madeRun(), "--where", "differs");
    expect([code, out]).toEqual([0, ""]);
    expect(err).toContain("loupe: differs needs an audit: see `loupe audit`\n");
  });

  test("lists a malformed row by its place alone", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "1.jsonl"), '{"input": "broken\n{"input": "x", "output": "y", "score": 1, "step": 1}\n');
    const [line, ...rest] = await rollouts(folder, "--where", "malformed");
    expect(rest).toEqual([]);
    expect(line).toMatchObject({ row: 0, malformed: true, score: null, outcome: null });
  });
});
