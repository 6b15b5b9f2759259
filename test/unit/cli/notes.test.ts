import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { notesFile } from "../../../src/core/notes/notesFile.js";
import { linkCommands } from "../../../src/node/cli/linkCommand.js";
import { notesCommands } from "../../../src/node/cli/notesCommand.js";
import { goldenOutput, notesOutput } from "../../../src/node/cli/notesOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { createRemarks } from "../../../src/node/remarks/createRemarks.js";
import type { RemarkChange } from "../../../src/protocol/remarks/remarksApi.js";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

async function loupe(...args: readonly string[]) {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const more = [...linkCommands("house.loupe", output), ...notesCommands(output)];
  const code = await runProgram(program("0.0.0", output, more), args, output);
  return { code, out, err };
}

/** A run with a note, a tag and a golden question, as a window would have written them. */
async function notedRun() {
  const folder = join(makeFolder(), "run");
  mkdirSync(folder);
  writeFileSync(join(folder, "loupe.json"), "{}");
  const rows = ["A", "B"].map(letter => ({ response: `<answer>${letter}</answer>` }));
  const file = writeDump(folder, "rollouts/1.jsonl", rows);
  const { runs } = await openRuns({ roots: [folder] });
  const { calls, books } = createRemarks(runs.parts(), () => undefined);
  const changes: readonly RemarkChange[] = [
    { kind: "note", text: "reads the wrong balloon" },
    { kind: "tag", tag: "odd", on: true },
    { kind: "golden-question", on: true },
  ];
  for (const change of changes) await calls.remark({ ref: { file, row: 1 }, change });
  books.dispose();
  return { folder, file };
}

describe("loupe notes", () => {
  test("lists what people said, where it stands now", async () => {
    const { folder, file } = await notedRun();
    const { code, out } = await loupe("notes", folder, "--json");
    expect(code).toBe(0);
    const line = notesOutput.parse(JSON.parse(out));
    expect(line).toMatchObject({
      file,
      row: 1,
      note: "reads the wrong balloon",
      tags: ["odd"],
      golden: false,
      alike: 0,
    });
    expect((await loupe("notes", folder)).out).toBe(`${file} 1\t#odd reads the wrong balloon\n`);
  });

  test("tells what of the file it does not use", async () => {
    const { folder } = await notedRun();
    appendFileSync(join(folder, notesFile), 'something else\n{"v":1,"ki');
    const { code, err } = await loupe("notes", folder);
    expect(code).toBe(0);
    expect(err).toContain("lines of its notes that this version does not know: 1");
    expect(err).toContain("torn");
  });

  test("prints nothing for a run that nobody noted anything of", async () => {
    const folder = makeFolder();
    writeDump(folder, "rollouts/1.jsonl", [{}]);
    expect(await loupe("notes", folder)).toEqual({ code: 0, out: "", err: "" });
  });
});

describe("loupe golden", () => {
  test("lists a question with how it stands at each step", async () => {
    const { folder } = await notedRun();
    const { out } = await loupe("golden", folder, "--json");
    const steps = [{ step: 1, phase: "training", rollouts: 2, right: 1, known: 2, meanScore: 1 }];
    expect(goldenOutput.parse(JSON.parse(out))).toMatchObject({ kind: "question", question: "Which?", steps });
  });
});

describe("loupe link", () => {
  test("prints a link that loupe locate takes back to its row", async () => {
    const folder = join(makeFolder(), "run");
    const response = `${zoom([1, 2, 300, 400])}${zoom([1, 2, 30, 40])}<answer>B</answer>`;
    const file = writeDump(folder, "rollouts/1.jsonl", [{}, { response }]);
    writeFileSync(join(folder, "loupe.json"), "{}");
    const { out: link } = await loupe("link", file, "1", "--zoom", "2", "--scheme", "vscode-insiders");
    expect(link).toMatch(
      /^vscode-insiders:\/\/house\.loupe\/open\?v=1&file=run\/rollouts\/1\.jsonl&row=1&step=1&zoom=2&id=/,
    );
    expect(await loupe("locate", link.trim(), folder)).toEqual({ code: 0, out: `${file}\t1\n`, err: "" });
  });

  test("is refused where it leads elsewhere, and where no folder holds it", async () => {
    const { folder } = await notedRun();
    const hostile = "vscode://house.loupe/open?v=1&file=~2Fetc/passwd&row=0";
    expect(await loupe("locate", hostile, folder)).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("it names a place outside of the opened folders") as unknown,
    });
    const { out: link } = await loupe("link", writeDump(makeFolder(), "9.jsonl", [{ question: "Other?" }]), "0");
    expect(await loupe("locate", link.trim(), folder)).toMatchObject({ code: 1, out: "" });
  });

  test("of a row that is not there says so", async () => {
    const { file } = await notedRun();
    expect(await loupe("link", file, "7")).toMatchObject({ code: 1, err: `loupe: ${file}: no row 7\n` });
  });

  test("is refused for a zoom call that the rollout does not have, and for a row that is none", async () => {
    const folder = makeFolder();
    const file = writeDump(folder, "1.jsonl", [{ response: zoom([1, 2, 300, 400]) }, {}]);
    appendFileSync(file, "[1]\n");
    const refused = async (...args: readonly string[]) => {
      const { code, out, err } = await loupe("link", file, ...args);
      return [code, out, err.replace(`loupe: ${file}: `, "").trim()];
    };
    expect(await refused("0", "--zoom", "99")).toEqual([1, "", "row 0 has 1 zoom call"]);
    expect(await refused("1", "--zoom", "1")).toEqual([1, "", "row 1 has no zoom calls"]);
    expect(await refused("2")).toEqual([1, "", "row 2: not a JSON object"]);
  });

  test("of a folder that has another name by now is not told as moved", async () => {
    const folder = join(makeFolder(), "run");
    const { out: link } = await loupe("link", writeDump(folder, "rollouts/1.jsonl", [{}, { question: "Other?" }]), "1");
    const other = join(makeFolder(), "other");
    const file = writeDump(other, "dumps/1.jsonl", [{}, { question: "Other?" }]);
    expect(await loupe("locate", link.trim(), other)).toEqual({ code: 0, out: `${file}\t1\n`, err: "" });
    const moved = writeDump(join(makeFolder(), "run"), "rollouts/1.jsonl", [{ question: "Other?" }]);
    expect(await loupe("locate", link.trim(), dirname(moved))).toMatchObject({
      out: `${moved}\t0\n`,
      err: "loupe: the rollout of the link moved\n",
    });
  });
});
