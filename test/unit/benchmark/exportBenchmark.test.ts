import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { exportManifestSchema } from "../../../src/core/benchmark/export/exportManifest.js";
import type { AskedExport } from "../../../src/core/benchmark/export/exportOptions.js";
import { pageRecordSchema } from "../../../src/core/benchmark/pageRecord.js";
import { questionRecordSchema, type QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { exportBenchmark, type ExportRequest } from "../../../src/node/benchmark/exportBenchmark.js";
import type { ExportResult } from "../../../src/node/benchmark/exportResult.js";
import { renderQuestion } from "../../../src/node/benchmark/renderQuestion.js";
import { imageOptionsSchema } from "../../../src/core/benchmark/export/imageOptions.js";
import { readDataset } from "../../../src/node/dataset/readDataset.js";
import { readParquetImage } from "../../../src/node/dataset/readParquetImage.js";
import { measureData } from "../../../src/node/launch/measureData.js";
import {
  madePage,
  madePanels,
  madeQuestions,
  madeSize,
  writeMadeBenchmark,
  writeMadePage,
  writeRecords,
} from "../../fixtures/madeBenchmark.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { trainerFolder } from "../trainer/trainer.js";

const makeFolder = temporaryFolder();

const exporting = (folder: string, asked: AskedExport, more: Partial<ExportRequest> = {}): Promise<ExportResult> =>
  exportBenchmark({ folder, out: join(folder, "out"), asked, version: "1.2.3", trainerFolder, ...more });

async function exported(folder: string, asked: AskedExport, more: Partial<ExportRequest> = {}) {
  const result = await exporting(folder, asked, more);
  if (result.kind !== "exported") throw new Error(JSON.stringify(result));
  return result;
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(name => statSync(join(folder, name)).isFile())
    .map(name => name.replaceAll("\\", "/"))
    .sort();

const linesOf = (file: string): readonly unknown[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

/** What our own reader makes of a question, whatever it was written as. */
const asRead = (question: QuestionRecord) => ({
  ...{ id: question.id, taskKind: question.task, question: question.question },
  ...{ options: question.options, answer: String(question.answer) },
  targets: question.targets?.map(({ box, role }) => ({ box, role })) ?? null,
});

async function questionsIn(file: string) {
  const read = await readDataset(file);
  if (read.kind !== "read") throw new Error(JSON.stringify(read.reason));
  expect(read.problems).toEqual([]);
  return read.questions;
}

describe("an export, read back by our own reader", () => {
  it("for verl says the same, and holds each image to the byte", async () => {
    const folder = makeFolder();
    const { pages, questions } = await writeMadeBenchmark(folder);
    await exported(folder, { to: "verl" });
    const file = join(folder, "out", "train.parquet");
    const read = await questionsIn(file);
    const train = questions.filter(({ split }) => split === "train");
    expect(read).toMatchObject(train.map(asRead));
    expect(read.map(({ expectedZooms, width, height }) => [expectedZooms, width, height])).toEqual(
      train.map(({ expected_zooms: zooms }) => [zooms ?? 0, madeSize.width, madeSize.height]),
    );
    const { image } = read[0] ?? {};
    if (image?.kind !== "parquet") throw new Error("no bytes");
    const found = await readParquetImage(file, image.row, image.index, undefined, 1 << 26);
    if (found.kind !== "bytes") throw new Error(found.kind);
    expect(Buffer.from(found.bytes).equals(readFileSync(join(folder, pages[0]?.image.path ?? "")))).toBe(true);
  });

  it("with marks that are not drawn hands them on, for the trainer to draw", async () => {
    const folder = makeFolder();
    const { questions } = await writeMadeBenchmark(folder, 1);
    const { manifest } = await exported(folder, { to: "verl", marks: "none", images: "paths" });
    const read = await questionsIn(join(folder, "out", "train.parquet"));
    expect(read.map(({ marks }) => marks)).toEqual(questions.map(({ marks }) => marks));
    expect(read.map(({ image }) => image)).toEqual(
      questions.map(() => ({ kind: "path", path: "images/pg-0000000001.png" })),
    );
    expect(manifest.undrawn).toMatchObject({ panel_reordering: 1, action_recognition: 1 });
  });

  it("for LLaMA-Factory says the same, and is what a launch measures without a fault", async () => {
    const folder = makeFolder();
    const { questions } = await writeMadeBenchmark(folder);
    await exported(folder, { to: "llamafactory" });
    const file = join(folder, "out", "ai4va_fg_train.json");
    const train = questions.filter(({ split }) => split === "train");
    expect(await questionsIn(file)).toMatchObject(train.map(asRead));
    const measured = await measureData({ train: file, images: null, isSft: true });
    expect(
      measured.kind === "measured" && measured.data.sft?.rows.map(({ problem, sizes }) => [problem, sizes.length]),
    ).toEqual(train.map(({ shown }) => [null, shown === null ? 1 : 2]));
    const info = JSON.parse(readFileSync(join(folder, "out", "dataset_info.json"), "utf8")) as Record<string, object>;
    expect(Object.keys(info)).toEqual(["ai4va_fg_train", "ai4va_fg_test"]);
    expect(info["ai4va_fg_train"]).toMatchObject({
      formatting: "sharegpt",
      tags: {
        role_tag: "role",
        content_tag: "content",
        user_tag: "user",
        assistant_tag: "assistant",
        system_tag: "system",
      },
    });
  });

  it("as records is the records: with the decisions of reviewers, and images that are there", async () => {
    const folder = makeFolder();
    const { pages, questions } = await writeMadeBenchmark(folder);
    const event = (at: number, decision: string, more: object = {}) => ({
      ...{ v: 1, kind: "review", id: `r${at}`, target: { kind: "question", id: questions[at]?.id } },
      ...{ question_sha: questions[at]?.content_sha, reviewer: "ada", decision, blind: true, seconds: 1 },
      ...{ at: "2026-01-01T00:00:00Z", tool_version: "1", ...more },
    });
    const edit = { before: { question: questions[2]?.question }, after: { question: "Which one is nearer?" } };
    const events = [event(0, "right"), event(1, "wrong", { reason: "unclear" }), event(2, "edit", edit)];
    writeFileSync(join(folder, "reviews.jsonl"), events.map(one => `${JSON.stringify(one)}\n`).join(""));
    const { manifest } = await exported(folder, { to: "jsonl" });
    const written = linesOf(join(folder, "out", "questions.jsonl")).map(line => questionRecordSchema.parse(line));
    expect(written.map(({ id }) => id)).toEqual(questions.filter((_, at) => at !== 1).map(({ id }) => id));
    expect(written[0]?.review).toEqual({ state: "accepted", by: ["ada"] });
    expect(written[1]).toMatchObject({ question: "Which one is nearer?", review: { state: "edited" } });
    expect(manifest.left_out).toMatchObject([{ id: questions[1]?.id, code: "rejected" }]);
    const records = linesOf(join(folder, "out", "pages.jsonl")).map(line => pageRecordSchema.parse(line));
    expect(records.map(({ image, ...page }) => ({ ...page, image: image.path.replace("images", "") }))).toMatchObject(
      pages.map(({ id, panels }) => ({ id, panels, image: `/${id}.png` })),
    );
    for (const { image } of records) {
      const bytes = readFileSync(join(folder, "out", image.path));
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(image.sha256);
    }
    expect(await questionsIn(join(folder, "out", "questions.jsonl"))).toMatchObject(written.map(asRead));
    const accepted = await exported(folder, { to: "jsonl", acceptedOnly: true });
    expect(accepted.manifest.files.find(({ path }) => path === "questions.jsonl")?.rows).toBe(2);
  });

  it("leaves out questions of pages that another import has taken away, and says so", async () => {
    const folder = makeFolder();
    const { pages, questions } = await writeMadeBenchmark(folder, 2);
    const [first] = pages;
    writeFileSync(join(folder, "pages.jsonl"), `${JSON.stringify(first)}\n`);
    const { manifest } = await exported(folder, { to: "jsonl" });
    const written = linesOf(join(folder, "out", "questions.jsonl")).map(line => questionRecordSchema.parse(line));
    expect(written.length).toBeGreaterThan(0);
    expect(new Set(written.map(({ page_id: page }) => page))).toEqual(new Set([first?.id]));
    expect(manifest.left_out).toEqual(
      questions
        .filter(({ page_id: page }) => page !== first?.id)
        .map(({ id, task, page_id: page }) => ({ id, task, code: "no-page", detail: page })),
    );
  });

  it("through a link to another disk is written there, and the link stays", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder, 1);
    const [disk, link] = [join(folder, "disk"), join(folder, "link")];
    mkdirSync(disk);
    symlinkSync(disk, link);
    for (const time of ["first", "again"]) {
      const { manifest } = await exported(folder, { to: "jsonl" }, { out: link });
      expect(lstatSync(link).isSymbolicLink(), time).toBe(true);
      expect(exportManifestSchema.parse(JSON.parse(readFileSync(join(disk, "manifest.json"), "utf8")))).toEqual(
        manifest,
      );
    }
  });

  it("with panels alone has their sizes, nothing to zoom at, and pages where panels cannot ask", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder, 1);
    const { manifest } = await exported(folder, { to: "verl", input: "panel" });
    const read = await questionsIn(join(folder, "out", "train.parquet"));
    const panels = read.filter(({ taskKind }) => manifest.as_page[taskKind ?? ""] === undefined);
    expect(panels.map(({ width, height, targets, expectedZooms }) => [width, height, targets, expectedZooms])).toEqual(
      panels.map(() => [185, 285, null, 0]),
    );
    expect(manifest.as_page).toEqual({ dialog_reordering: 1, panel_reordering: 1, character_counting: 1 });
    // Character Identification is about two panels, Panel Reordering shows one beside its page.
    expect(manifest.images).toMatchObject({ count: 9, smallest: { width: 185, height: 285 }, largest: madeSize });
  });
});

describe("the folder of an export", () => {
  it("is told of file by file in its manifest, and is the same bytes when it is made again", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder);
    for (const to of ["verl", "llamafactory", "vlmevalkit", "lmms-eval", "jsonl"] as const) {
      const first = await exported(folder, { to }, { out: join(folder, `${to}-1`) });
      const second = await exported(folder, { to }, { out: join(folder, `${to}-2`) });
      expect(second.manifest).toEqual(first.manifest);
      const listed = exportManifestSchema.parse(
        JSON.parse(readFileSync(join(first.out, "manifest.json"), "utf8")),
      ).files;
      expect(filesIn(first.out)).toEqual(["manifest.json", ...listed.map(({ path }) => path)].sort());
      for (const { path, sha256, bytes } of listed) {
        const content = readFileSync(join(second.out, path));
        expect([content.length, createHash("sha256").update(content).digest("hex")]).toEqual([bytes, sha256]);
      }
    }
  });

  it("is replaced where it holds an earlier export, and left alone where it holds anything else", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder, 1);
    await exported(folder, { to: "jsonl" });
    await exported(folder, { to: "llamafactory" });
    expect(existsSync(join(folder, "out", "questions.jsonl"))).toBe(false);
    writeFileSync(join(folder, "out", "notes.txt"), "mine");
    expect(await exporting(folder, { to: "jsonl" })).toMatchObject({ kind: "taken", example: "notes.txt" });
    expect(existsSync(join(folder, "out", "dataset_info.json"))).toBe(true);
    expect(await exporting(folder, { to: "jsonl" }, { out: folder })).toMatchObject({ kind: "taken" });
    expect(readdirSync(folder).filter(name => name.includes(".part"))).toEqual([]);
  });

  it("is not there when it was aborted, and nothing else is left", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder);
    const abort = new AbortController();
    const onProgress = () => abort.abort();
    expect(await exporting(folder, { to: "verl" }, { signal: abort.signal, onProgress })).toEqual({ kind: "aborted" });
    expect(readdirSync(folder).sort()).toEqual(["pages", "pages.jsonl", "questions.jsonl"]);
  });

  it("is not written where a place cannot be, and the reason is a value", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder, 1);
    writeFileSync(join(folder, "file"), "");
    expect(await exporting(folder, { to: "jsonl" }, { out: join(folder, "file", "out") })).toMatchObject({
      kind: "unwritable",
    });
    expect(await exporting(makeFolder(), { to: "jsonl" })).toEqual({ kind: "not-built" });
  });

  it("is refused for a benchmark with a page on both sides of a split", async () => {
    const folder = makeFolder();
    const { questions, pages } = await writeMadeBenchmark(folder, 1);
    writeRecords(folder, [...questions, ...madeQuestions(madePage(1), "test", { id: "act-2" }).slice(1, 2)], pages);
    expect(await exporting(folder, { to: "verl" })).toMatchObject({ kind: "leak", leaks: [{ what: "page" }] });
  });

  it("has no image of a page that is missing, damaged, of another size, or elsewhere than on a disk", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder, 1);
    const broken = [
      "pages/none.png",
      "pages/text.png",
      "pages/small.png",
      "../none/x.png",
      "https://example.org/x.png",
    ];
    writeFileSync(join(folder, "pages", "text.png"), "no image");
    await sharp({ create: { width: 10, height: 10, channels: 3, background: "red" } }).toFile(
      join(folder, "pages", "small.png"),
    );
    const pages = broken.map((path, at) =>
      madePage(at + 2, { image: { path, sha256: null, ...madeSize, mime: "image/png" } }),
    );
    const first = madePage(1);
    const questions = [first, ...pages].flatMap(page => madeQuestions(page, "train").slice(0, 1));
    writeRecords(folder, questions, [first, ...pages]);
    const { manifest } = await exported(folder, { to: "llamafactory" });
    expect(manifest.left_out.map(({ code }) => code)).toEqual([
      ...["missing-image", "unreadable-image", "wrong-size", "missing-image", "missing-image"],
    ]);
    expect(filesIn(join(folder, "out", "images"))).toEqual(["pg-0000000001.png"]);
  });

  it("holds no file outside of it, whatever ids are called, and none for two of them", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder, 1);
    const ids = ["../../evil", "CON", "a/b", "A", "a", "界", "pg-0000000001", "x".repeat(300), " ", "q\0"];
    const page = madePage(1);
    // Marks of their own, so that each question has an image of its own.
    const questions = ids.flatMap((id, at) =>
      madeQuestions(page, "train", {
        id,
        marks: [{ kind: "box", box: [10 + at, 20, 100, 200], label: "A", color: "#b3261e" }],
      }).slice(1, 2),
    );
    writeRecords(folder, questions, [page]);
    await exported(folder, { to: "llamafactory" });
    const read = await questionsIn(join(folder, "out", "ai4va_fg_train.json"));
    expect(read.map(({ id }) => id)).toEqual(ids.map(id => (id.trim() === "" ? null : id)));
    const paths = read.map(({ image }) => (image?.kind === "path" ? image.path : ""));
    expect(new Set(paths.map(path => path.toLowerCase())).size).toBe(ids.length);
    for (const path of paths) expect(path).toMatch(/^images\/[a-z0-9_-]{2,90}\.png$/);
    expect(filesIn(join(folder, "out", "images"))).toHaveLength(ids.length);
    expect(existsSync(join(folder, "evil.png"))).toBe(false);
  });
});

describe("an image of a question", () => {
  const page = madePage(1);
  const questions = madeQuestions(page, "train");
  const question = questions[4];
  if (question === undefined) throw new Error("no question");

  async function bytesOf(orientation: number | null, kind: "png" | "jpeg" = "png"): Promise<Buffer> {
    const file = join(makeFolder(), `page.${kind}`);
    await writeMadePage(`${file}.png`, 1);
    const image = sharp(`${file}.png`);
    const turned = orientation === null ? image : image.withMetadata({ orientation });
    return (kind === "png" ? turned.png() : turned.jpeg({ quality: 95 })).toBuffer();
  }

  it("has its panels painted over, and the one to be placed beside it as it was", async () => {
    const rendering = await renderQuestion(
      await bytesOf(null),
      question,
      page,
      imageOptionsSchema.parse({ shown: "aside" }),
    );
    if (rendering.kind !== "rendered") throw new Error(rendering.code);
    const [only] = rendering.images;
    const { data, info } = await sharp(only?.bytes).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    const { data: clean } = await sharp(await bytesOf(null))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const was = (x: number, y: number) => [...clean.subarray((y * 400 + x) * 3, (y * 400 + x) * 3 + 3)];
    expect([info.channels, info.width, info.height]).toEqual([3, 595, 600]);
    expect(at(60, 60)).toEqual([255, 255, 255]);
    expect(at(60, 400)).toEqual(was(60, 400));
    // The second panel, whose place on the page is blank: right of the gap, in the middle of the height.
    const [x1, y1] = madePanels[1] ?? [0, 0];
    expect(at(410 + 50, 157 + 50)).toEqual(was(x1 + 50, y1 + 50));
  });

  it("fits its boxes, whether they count the page as stored or as it is turned", async () => {
    const options = imageOptionsSchema.parse({ input: "page" });
    const turned = await bytesOf(6);
    const stored = await renderQuestion(turned, question, page, options);
    const swapped = { ...question, width: 600, height: 400, marks: [], shown: null };
    const shown = await renderQuestion(turned, swapped, page, options);
    const sizes = [stored, shown].map(made =>
      made.kind === "rendered" ? [made.images[0]?.width, made.images[0]?.height] : made.code,
    );
    expect(sizes).toEqual([
      [400, 600],
      [600, 400],
    ]);
    for (const made of [stored, shown]) {
      if (made.kind !== "rendered") throw new Error(made.code);
      const { orientation, width } = await sharp(made.images[0]?.bytes).metadata();
      expect([orientation, width]).toEqual([undefined, made.images[0]?.width]);
    }
    const other = await renderQuestion(turned, { ...question, width: 410 }, page, options);
    expect(other).toMatchObject({ kind: "failed", code: "wrong-size" });
  });

  it("is JPEG where its page is one, and what was asked for where something was", async () => {
    const jpeg = await bytesOf(null, "jpeg");
    const formats = ["same", "png", "jpeg"].map(async format => {
      const made = await renderQuestion(jpeg, question, page, imageOptionsSchema.parse({ format }));
      return made.kind === "rendered" ? (await sharp(made.images[0]?.bytes).metadata()).format : made.code;
    });
    expect(await Promise.all(formats)).toEqual(["jpeg", "png", "jpeg"]);
  });

  it("is not read through a link to what is no image, nor from a folder", async () => {
    const folder = makeFolder();
    await writeMadeBenchmark(folder, 1);
    rmSync(join(folder, "pages", "1.png"));
    symlinkSync(join(folder, "questions.jsonl"), join(folder, "pages", "1.png"));
    expect(await exporting(folder, { to: "verl" })).toMatchObject({
      kind: "nothing",
      leftOut: [{ code: "unreadable-image" }, ...Array.from({ length: 6 }, () => ({}))],
    });
    rmSync(join(folder, "pages", "1.png"));
    mkdirSync(join(folder, "pages", "1.png"));
    expect(await exporting(folder, { to: "verl" })).toMatchObject({ kind: "nothing" });
  });
});
