import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import { pageRecordSchema } from "../../../src/core/benchmark/pageRecord.js";
import { questionRecordSchema } from "../../../src/core/benchmark/questionRecord.js";
import { buildBenchmark } from "../../../src/node/benchmark/build/buildBenchmark.js";
import { failureWords } from "../../../src/host/benchmark/failureWords.js";
import { exportBenchmark } from "../../../src/node/benchmark/exportBenchmark.js";
import { importAnnotated } from "../../../src/node/benchmark/import/importAnnotated.js";
import { realFolder, recordPath } from "../../../src/node/benchmark/import/recordPath.js";
import { readRecords } from "../../../src/node/benchmark/readRecords.js";
import { recordFiles } from "../../../src/node/benchmark/recordFiles.js";
import { ReviewSession } from "../../../src/node/benchmark/reviewSession.js";
import { ReviewStore } from "../../../src/node/benchmark/reviewStore.js";
import { writeAnnotatedSet } from "../../../src/node/benchmark/sample/writeAnnotatedSet.js";
import { benchExportCommand } from "../../../src/node/cli/benchExportCommand.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { PageSizes } from "../../../src/node/launch/pageSizes.js";
import { PageResolver } from "../../../src/node/pages/pageResolver.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { trainerFolder } from "../trainer/trainer.js";

const newFolder = temporaryFolder();
const sample = { images: "blank", glyphsFile: "", seed: 9, pages: 20, height: 500, annotations: 0 } as const;

/** A set and its benchmark, side by side in a folder. */
async function made(home: string): Promise<string> {
  const [set, bench] = [join(home, "set"), join(home, "bench")];
  await writeAnnotatedSet({ ...sample, out: set });
  const mapping: unknown = JSON.parse(readFileSync(join(set, "mapping.json"), "utf8"));
  expect(await importAnnotated([set], { out: bench, mapping })).toMatchObject({ kind: "imported", pages: 20 });
  expect(await buildBenchmark(bench, { options: buildOptionsSchema.parse({}) })).toMatchObject({ kind: "built" });
  return bench;
}

const textOf = (bench: string, name: string) => readFileSync(join(bench, name), "utf8");

async function exportOf(bench: string) {
  const out = join(newFolder(), "out");
  return exportBenchmark({ folder: bench, out, asked: { to: "jsonl" }, version: "0", trainerFolder });
}

describe("a set and its benchmark", () => {
  let home: string;
  let bench: string;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "loupe-elsewhere-"));
    bench = await made(home);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("are the same bytes in another folder: paths count from the benchmark's", async () => {
    const other = await made(join(newFolder(), "deeper", "down"));
    for (const name of ["pages.jsonl", "questions.jsonl", "benchmark.json", "problems.jsonl"])
      expect(textOf(other, name), name).toBe(textOf(bench, name));
    const pages = await readRecords(join(bench, "pages.jsonl"), pageRecordSchema);
    if (pages.kind !== "read") throw new Error(pages.kind);
    for (const { image, source } of pages.records)
      for (const path of [image.path, ...(source.annotations ?? []), source.saliency ?? image.path])
        expect(path).toMatch(/^\.\.\/set\//);
    expect(textOf(bench, "questions.jsonl")).not.toContain(home);
  });

  it("that were moved together are exported, and reviewed on their pages", async () => {
    const before = await exportOf(bench);
    const moved = join(newFolder(), "moved");
    renameSync(home, moved);
    try {
      const after = await exportOf(join(moved, "bench"));
      if (before.kind !== "exported" || after.kind !== "exported") throw new Error(after.kind);
      expect(after.manifest).toEqual(before.manifest);
      expect(after.manifest.left_out.filter(({ code }) => code === "missing-image")).toEqual([]);
      const read = await ReviewStore.read(join(moved, "bench"));
      if (read.kind !== "read") throw new Error(read.kind);
      const session = new ReviewSession(read.store, { reviewer: "r", blind: false, toolVersion: "0" });
      const shown = read.store.questions.map(({ built }) => session.question(built.id)?.uri ?? "");
      expect(shown.every(uri => existsSync(uri) && dirname(uri).startsWith(moved))).toBe(true);
    } finally {
      renameSync(moved, home);
    }
  });

  it("of which the benchmark alone was moved have no images, and it is said what helps", async () => {
    const moved = join(newFolder(), "deeper", "bench");
    cpSync(bench, moved, { recursive: true });
    const result = await exportOf(moved);
    if (result.kind !== "nothing") throw new Error(result.kind);
    expect(new Set(result.leftOut.map(({ code }) => code))).toEqual(new Set(["missing-image"]));
    expect(failureWords.export(result, said => said)).toBe("No image was found. Was the folder moved? Import again.");
    let err = "";
    const output = { out: () => undefined, err: (text: string) => void (err += text) };
    const group = new Command("bench").addCommand(benchExportCommand({ trainerFolder, version: "0" }, output));
    const asked = ["bench", "export", moved, "--to", "jsonl", "--out", join(newFolder(), "out")];
    expect(await runProgram(program("0", output, [group]), asked, output)).toBe(1);
    expect(err).toMatch(/no question to export \(\d+ missing-image\); was the folder moved\? import again\n$/);
  });

  it("that are reached by a link elsewhere are read from where they are", async () => {
    const link = join(newFolder(), "a", "link");
    mkdirSync(dirname(link));
    symlinkSync(bench, link, "junction");
    const [line = ""] = textOf(bench, "questions.jsonl").split("\n");
    expect(existsSync(recordFiles(link)(questionRecordSchema.parse(JSON.parse(line)).image))).toBe(true);
    expect(await exportOf(link)).toMatchObject({ kind: "exported" });
  });

  it("that are reached by a link elsewhere have their pages measured for a launch, and shown beside a run", async () => {
    const link = join(newFolder(), "a", "b", "link");
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(bench, link, "junction");
    const [line = ""] = textOf(bench, "questions.jsonl").split("\n");
    const { image, width, height } = questionRecordSchema.parse(JSON.parse(line));
    const dataset = join(link, "questions.jsonl");
    expect(await new PageSizes(dataset, null).ofPath(image)).toEqual({ width, height });
    expect(await new PageSizes(join(home, "else.jsonl"), link).ofPath(image)).toEqual({ width, height });
    const places = { runFolder: newFolder(), datasets: [dataset], imageRoots: [join(home, "set")], prefixes: [] };
    const pages = new PageResolver({ ...places, imageColumn: undefined, appliesOrientation: false }, null);
    const images = [{ image: { kind: "path", path: image }, source: { kind: "dataset", path: dataset } }] as const;
    const page = await pages.resolve({ images, size: { width, height } });
    expect(page).toMatchObject({ kind: "found", via: "dataset", size: { width, height } });
  });
});

describe("a path in a record", () => {
  it("leads from the folder to the file and back, with forward slashes", async () => {
    const home = await realFolder(newFolder());
    for (const file of ["bench/a.png", "set/deep er/b.png", "a.png"]) {
      const path = recordPath(join(home, file), join(home, "bench"));
      expect(path).not.toContain("\\");
      expect(recordFiles(join(home, "bench"))(path)).toBe(join(home, file));
    }
    expect(recordFiles(home)(join(home, "else/c.png"))).toBe(join(home, "else/c.png"));
  });
});
