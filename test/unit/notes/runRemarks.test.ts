import { execFile } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";
import { notesFile } from "../../../src/core/notes/notesFile.js";
import { createRemarks } from "../../../src/node/remarks/createRemarks.js";
import { readRemarks } from "../../../src/node/remarks/readRemarks.js";
import { appendNotes, readNotes } from "../../../src/node/remarks/notesDisk.js";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { RemarkChange } from "../../../src/protocol/remarks/remarksApi.js";
import { asNobody } from "../../fixtures/asNobody.js";
import { dumpLine, writeDump } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { until } from "../../until.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

const remarksOver = (runs: Runs) => {
  const remarks = createRemarks(runs.parts(), error => {
    throw error;
  });
  onTestFinished(() => remarks.books.dispose());
  return remarks;
};

const answers = ["A", "B", "C", "D"].map(letter => ({ response: `<answer>${letter}</answer>` }));

/** A run of two steps with the same two questions, each of four different rollouts. */
function writeRun(root: string): string {
  const folder = join(root, "run");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "loupe.json"), "{}");
  for (const step of [1, 2])
    writeDump(
      folder,
      `rollouts/${step}.jsonl`,
      ["Who?", "Where?"].flatMap(question => answers.map(answer => ({ ...answer, question, step }))),
    );
  return folder;
}

function openEmpty(path: string): string {
  writeFileSync(path, "");
  return path;
}

const fileOf = (folder: string, step: number) => join(folder, "rollouts", `${step}.jsonl`);

async function openNoted(watch = false) {
  const root = join(makeFolder(), "runs");
  const folder = writeRun(root);
  const { runs, events } = await openRuns({ roots: [root] }, { watch });
  const remarks = remarksOver(runs);
  const said = async (row: number, step = 1) => {
    const view = await runs.open({ ref: { file: fileOf(folder, step), row } });
    return view.kind === "rollout" ? view.remarks : undefined;
  };
  const say = (row: number, change: RemarkChange, step = 1) =>
    remarks.calls.remark({ ref: { file: fileOf(folder, step), row }, change });
  return { root, folder, runs, events, remarks, said, say };
}

describe("what people say of a rollout", () => {
  it("stands in a file beside the run, and in the rollout's view", async () => {
    const { folder, said, say } = await openNoted();
    expect(await say(2, { kind: "note", text: "looks at the wrong panel" })).toEqual({ kind: "written" });
    expect(await say(2, { kind: "tag", tag: "odd", on: true })).toEqual({ kind: "written" });
    expect(await said(2)).toEqual({
      ...{ note: "looks at the wrong panel", tags: ["odd"], isGolden: false },
      ...{ alike: 0, isQuestionGolden: false },
    });
    expect(await said(1)).toMatchObject({ note: null, tags: [] });
    const lines = readFileSync(join(folder, notesFile), "utf8").trimEnd().split("\n");
    expect(lines.map(line => (JSON.parse(line) as { kind: string }).kind)).toEqual(["note", "tag"]);
  });

  it("is found again when the file was written anew in another order", async () => {
    const { folder, runs, remarks, said, say } = await openNoted();
    await say(1, { kind: "note", text: "mine" });
    const lines = readFileSync(fileOf(folder, 1), "utf8").trimEnd().split("\n");
    writeFileSync(fileOf(folder, 1), `${lines.toReversed().join("\n")}\n\n`);
    await runs.refresh();
    await remarks.books.refresh();
    expect(await said(lines.length - 2)).toMatchObject({ note: "mine" });
    expect(await said(1)).toMatchObject({ note: null });
  });

  it("is not said of the same text at another step", async () => {
    const { said, say } = await openNoted();
    await say(0, { kind: "tag", tag: "first", on: true });
    expect(await said(0, 2)).toMatchObject({ tags: [] });
  });

  it("is said of all rollouts of a step with the same text, and the view tells how many", async () => {
    const root = makeFolder();
    mkdirSync(join(root, "run"));
    writeFileSync(join(root, "run", "loupe.json"), "{}");
    const file = writeDump(root, "run/rollouts/1.jsonl", [{}, {}, { response: "<answer>B</answer>" }, {}]);
    const { runs } = await openRuns({ roots: [root] });
    const remarks = remarksOver(runs);
    await remarks.calls.remark({ ref: { file, row: 0 }, change: { kind: "note", text: "same" } });
    const view = await runs.open({ ref: { file, row: 3 } });
    expect(view.kind === "rollout" && view.remarks).toMatchObject({ note: "same", alike: 2 });
  });

  it("is kept when the rollout is gone, and said to be gone on the golden list", async () => {
    const { folder, runs, remarks, say } = await openNoted();
    await say(0, { kind: "golden", on: true });
    writeFileSync(fileOf(folder, 1), `${dumpLine({ question: "Who?", response: "other", step: 1 })}\n`);
    await runs.refresh();
    await remarks.books.refresh();
    const [item] = await remarks.calls.goldenList(null);
    expect(item).toMatchObject({ kind: "rollout", ref: null, step: 1 });
    if (item?.kind !== "rollout") return;
    await remarks.calls.removeGone({ gone: { run: item.run, id: item.id, step: item.step } });
    expect(await remarks.calls.goldenList(null)).toEqual([]);
  });

  it("that another window appends appears by itself", async () => {
    const { folder, runs, said, say } = await openNoted(true);
    await runs.source?.whenWatching();
    await say(0, { kind: "note", text: "here" });
    const line = JSON.parse(readFileSync(join(folder, notesFile), "utf8")) as object;
    appendFileSync(join(folder, notesFile), `${JSON.stringify({ ...line, text: "there" })}\n`);
    await until("the other window's note", async () => (await said(0))?.note === "there");
    await runs.dispose();
  });

  it("is no dump: the run lists the same files as before", async () => {
    const { runs, remarks, say } = await openNoted();
    const before = runs.files().map(({ path }) => path);
    await say(0, { kind: "note", text: "a" });
    await runs.refresh();
    await remarks.books.refresh();
    expect(runs.files().map(({ path }) => path)).toEqual(before);
  });

  it("lists its tags, the most used one first", async () => {
    const { remarks, say } = await openNoted();
    for (const row of [0, 1]) await say(row, { kind: "tag", tag: "often", on: true });
    await say(0, { kind: "tag", tag: "a rare one", on: true });
    expect(await remarks.calls.knownTags(null)).toEqual(["often", "a rare one"]);
  });
});

describe("the golden list", () => {
  it("follows a question over the steps, newest first, with how it stands there", async () => {
    const { remarks, say, said } = await openNoted();
    await say(5, { kind: "golden-question", on: true });
    const [item] = await remarks.calls.goldenList(null);
    expect(item).toMatchObject({ kind: "question", steps: 2, latest: { step: 2, rollouts: 4, right: 1, known: 4 } });
    if (item?.kind !== "question") return;
    const steps = await remarks.calls.goldenSteps({ question: item.question });
    expect(steps.map(({ step }) => step)).toEqual([2, 1]);
    expect(await said(6, 2)).toMatchObject({ isQuestionGolden: true });
    expect(await said(0, 2)).toMatchObject({ isQuestionGolden: false });
    await remarks.calls.removeGoldenQuestion({ question: item.question });
    expect(await remarks.calls.goldenList(null)).toEqual([]);
  });

  it("follows a question whose groups have a name of their own at each step", async () => {
    const root = makeFolder();
    mkdirSync(join(root, "run"));
    writeFileSync(join(root, "run", "loupe.json"), "{}");
    for (const step of [1, 2, 3])
      writeDump(
        join(root, "run"),
        `rollouts/${step}.jsonl`,
        ["Who?", "Where?"].map(question => ({ question, step, more: { uid: `${step}-${question}` } })),
      );
    const { runs } = await openRuns({ roots: [root] });
    const remarks = remarksOver(runs);
    const ref = { file: fileOf(join(root, "run"), 1), row: 1 };
    await remarks.calls.remark({ ref, change: { kind: "golden-question", on: true } });
    const [item] = await remarks.calls.goldenList(null);
    expect(item).toMatchObject({ kind: "question", steps: 3, latest: { step: 3, ref: { row: 1 } } });
  });
});

describe("a golden question of a trainer that counts the groups of each step anew", () => {
  it("is itself at every step, not whatever has its number there", async () => {
    const root = makeFolder();
    const asked = [["What is red?", "What is blue?"], ["What is green?", "What is red?"], ["What is grey?"]];
    for (const [at, questions] of asked.entries())
      writeDump(
        join(root, "run"),
        `rollouts/${at + 1}.jsonl`,
        questions.map((question, uid) => ({ question, step: at + 1, more: { uid: `${uid}` } })),
      );
    writeFileSync(join(root, "run", "loupe.json"), "{}");
    const { runs } = await openRuns({ roots: [root] });
    const remarks = remarksOver(runs);
    const ref = (step: number, row: number) => ({ file: fileOf(join(root, "run"), step), row });
    await remarks.calls.remark({ ref: ref(1, 0), change: { kind: "golden-question", on: true } });
    const [item] = await remarks.calls.goldenList(null);
    if (item?.kind !== "question") throw new Error("no golden question");
    const steps = await remarks.calls.goldenSteps({ question: item.question });
    expect(steps.map(one => one.ref)).toEqual([ref(2, 1), ref(1, 0)]);
    const isGolden = async (step: number, row: number) => {
      const view = await runs.open({ ref: ref(step, row) });
      return view.kind === "rollout" && view.remarks?.isQuestionGolden === true;
    };
    expect([await isGolden(1, 0), await isGolden(2, 0), await isGolden(2, 1)]).toEqual([true, false, true]);
  });
});

describe("a run whose notes cannot be written", () => {
  it("says so, and keeps what stood there", async () => {
    const { folder, say } = await openNoted();
    mkdirSync(join(folder, notesFile));
    expect(await say(0, { kind: "note", text: "a" })).toMatchObject({ kind: "failed", code: "not-a-file", folder });
  });

  it("is not written to through a link", async () => {
    const { root, folder, say } = await openNoted();
    const victim = join(root, "precious.txt");
    writeFileSync(victim, "precious");
    symlinkSync(victim, join(folder, notesFile));
    expect(await say(0, { kind: "note", text: "a" })).toMatchObject({ kind: "failed", code: "not-a-file" });
    expect(readFileSync(victim, "utf8")).toBe("precious");
    expect((await readNotes(folder)).book.rollouts.size).toBe(0);
  });

  it("in a folder that may not be written to is told so", async () => {
    const { root, folder, say } = await openNoted();
    // Nobody may look, and may not write.
    chmodSync(dirname(root), 0o755);
    chmodSync(folder, 0o555);
    const said = await asNobody(() => say(0, { kind: "note", text: "a" }));
    chmodSync(folder, 0o755);
    expect(said).toMatchObject({ kind: "failed", code: "read-only" });
  });

  it("whose folder went away takes none, and is not made again", async () => {
    const { folder, say } = await openNoted();
    rmSync(folder, { recursive: true });
    expect(await say(0, { kind: "note", text: "a" })).toEqual({ kind: "no-row" });
    expect(existsSync(folder)).toBe(false);
  });
});

describe("notes that are not read, or not all of them", () => {
  const marks = async (write: (file: string) => void) => {
    const root = join(makeFolder(), "runs");
    const folder = writeRun(root);
    write(join(folder, notesFile));
    const { runs } = await openRuns({ roots: [root] });
    await remarksOver(runs).books.refresh();
    const [node] = await runs.children({ id: null, query: { order: { key: "file", descending: false }, filters: [] } });
    return node?.kind === "run" ? node.problems.map(({ code }) => code) : [];
  };

  it("are told at their run, with the reason", async () => {
    expect(await marks(file => symlinkSync(join(makeFolder(), "gone"), file))).toEqual(["notes-not-a-file"]);
    expect(await marks(file => mkdirSync(file))).toEqual(["notes-not-a-file"]);
    expect(await marks(file => truncateSync(openEmpty(file), 64 * 2 ** 20 + 1))).toEqual(["notes-too-large"]);
    expect(await marks(file => writeFileSync(file, '{"v":9}\n{"v":1,"ki'))).toEqual([
      "notes-unknown-lines",
      "notes-torn",
    ]);
    expect(await marks(() => undefined)).toEqual([]);
  });

  it("for a reason that nobody foresaw reject for whoever waits for them, and nobody else", async () => {
    const { runs } = await openNoted();
    const parts = runs.parts();
    const row = () => {
      throw new Error("unforeseen");
    };
    await expect(readRemarks({ ...parts, list: row })).rejects.toThrow("unforeseen");
  });
});

describe("the notes' file", () => {
  const about = { id: "0123456789abcdef", step: 1, group: "00112233445566ff", file: "a.jsonl", row: 0 };
  const tagLine = (tag: string) => ({ v: 1, kind: "tag", at: "", ...about, tag, on: true }) as const;

  it("of a run whose folder is gone is not written, and told to be gone", async () => {
    expect(await appendNotes(join(makeFolder(), "gone"), [tagLine("one")])).toMatchObject({ code: "gone" });
  });

  it("that a crash tore keeps its torn line, and what is appended to it is whole", async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, notesFile), `${JSON.stringify(tagLine("one"))}\n{"v":1,"ki`);
    expect(await appendNotes(folder, [tagLine("two")])).toEqual({ kind: "written" });
    const { book } = await readNotes(folder);
    expect([...book.rollouts.values()][0]?.remarks.tags).toEqual(["one", "two"]);
    expect(book.unknown).toBe(1);
    expect(readFileSync(join(folder, notesFile), "utf8")).toContain('{"v":1,"ki\n');
  });

  it("takes whole lines of several processes at once, and loses none", async () => {
    const folder = makeFolder();
    const bundle = join(makeFolder(), "notesDisk.mjs");
    const entryPoints = [new URL("../../../src/node/remarks/notesDisk.ts", import.meta.url).pathname];
    buildSync({ entryPoints, bundle: true, platform: "node", format: "esm", outfile: bundle });
    const script = new URL("../../fixtures/appendNotes.mjs", import.meta.url).pathname;
    const run = promisify(execFile);
    const names = ["a", "b", "c"];
    await Promise.all(
      names.map(name => run(process.execPath, [script, pathToFileURL(bundle).href, folder, name, "150"])),
    );
    const { book } = await readNotes(folder);
    expect(book.unknown).toBe(0);
    expect([...book.rollouts.values()][0]?.remarks.tags).toHaveLength(names.length * 150);
  });
});

describe("a link to a rollout", () => {
  it("leads to its row, and to its zoom call", async () => {
    const { folder, remarks } = await openNoted();
    const ref = { file: fileOf(folder, 2), row: 3 };
    const link = await remarks.calls.linkOf({ ref, call: 1 });
    expect(link).toMatchObject({ row: 3, step: 2, call: 1 });
    expect(link?.path.slice(1)).toEqual(["run", "rollouts", "2.jsonl"]);
    if (link !== null)
      expect(await remarks.calls.followLink({ link })).toMatchObject({ kind: "found", ref, isMoved: false });
  });

  it("leads there also where another person opened the run's own folder, or one above", async () => {
    const { root, folder, remarks } = await openNoted();
    const link = await remarks.calls.linkOf({ ref: { file: fileOf(folder, 1), row: 2 }, call: null });
    for (const opened of [folder, join(root, "..")]) {
      const { runs } = await openRuns({ roots: [opened] });
      const others = remarksOver(runs);
      if (link !== null)
        expect(await others.calls.followLink({ link })).toMatchObject({ kind: "found", ref: { row: 2 } });
    }
  });

  it("finds its rollout in a file that was renamed or written anew", async () => {
    const { folder, runs, remarks } = await openNoted();
    const link = await remarks.calls.linkOf({ ref: { file: fileOf(folder, 1), row: 2 }, call: null });
    renameSync(fileOf(folder, 1), fileOf(folder, 11));
    await runs.refresh();
    if (link === null) throw new Error("no link");
    const found = await remarks.calls.followLink({ link });
    expect(found).toMatchObject({ kind: "found", ref: { file: fileOf(folder, 11), row: 2 }, isMoved: true });
  });

  it("says that the file was written again, and what is there of the same question", async () => {
    const { folder, runs, remarks } = await openNoted();
    const link = await remarks.calls.linkOf({ ref: { file: fileOf(folder, 1), row: 6 }, call: null });
    writeFileSync(fileOf(folder, 1), `${dumpLine({ question: "Where?", response: "something else", step: 1 })}\n`);
    rmSync(fileOf(folder, 2));
    await runs.refresh();
    if (link === null) throw new Error("no link");
    const similar = { file: fileOf(folder, 1), row: 0 };
    expect(await remarks.calls.followLink({ link })).toEqual({
      kind: "changed",
      file: similar.file,
      ref: null,
      similar,
    });
  });

  it("of a place that nobody opened leads nowhere, even if the file is there", async () => {
    const { root, folder, remarks } = await openNoted();
    const link = await remarks.calls.linkOf({ ref: { file: fileOf(folder, 1), row: 0 }, call: null });
    const elsewhere = join(root, "elsewhere");
    mkdirSync(elsewhere);
    const { runs } = await openRuns({ roots: [elsewhere] });
    const others = remarksOver(runs);
    if (link === null) throw new Error("no link");
    expect(await others.calls.followLink({ link })).toEqual({ kind: "unknown-place", similar: null });
    const upwards = { ...link, path: ["elsewhere", "..", "run", "rollouts", "1.jsonl"] };
    expect(await others.calls.followLink({ link: upwards })).toMatchObject({ kind: "unknown-place" });
  });
});
