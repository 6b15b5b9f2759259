import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { buildOptionsSchema } from "../../src/core/benchmark/buildOptions.js";
import { imageOptionsSchema } from "../../src/core/benchmark/export/imageOptions.js";
import { planImages } from "../../src/core/benchmark/export/planImages.js";
import type { PlannedImage } from "../../src/core/benchmark/export/plannedImage.js";
import { marksSvg } from "../../src/core/benchmark/marks/marksSvg.js";
import { questionRecordSchema, type QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import { annotatedMapping } from "../../src/core/simulate/annotated/annotatedCategories.js";
import { buildBenchmark } from "../../src/node/benchmark/build/buildBenchmark.js";
import { exportBenchmark } from "../../src/node/benchmark/exportBenchmark.js";
import { importAnnotated } from "../../src/node/benchmark/import/importAnnotated.js";
import { recordFiles } from "../../src/node/benchmark/recordFiles.js";
import { writeAnnotatedSet } from "../../src/node/benchmark/sample/writeAnnotatedSet.js";
import { atMost, exactly, type Figure } from "./figure.js";

interface ExportBench {
  readonly scratch: string;
  readonly glyphsFile: string;
  readonly isSmall: boolean;
  readonly say: (text: string) => void;
}

/** Drawn pages, which are few: questions of one page follow each other in a benchmark as they do here. */
const sizes = {
  full: { pages: 24, questions: 1000, rounds: 3 },
  small: { pages: 2, questions: 24, rounds: 2 },
} as const;

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A benchmark of so many marked questions, more of a kind where there are too few by other ids. */
async function makeBenchmark(
  folder: string,
  { pages, questions }: { pages: number; questions: number },
  glyphsFile: string,
) {
  const set = `${folder}-set`;
  await writeAnnotatedSet({
    out: set,
    pages,
    annotations: pages * 100,
    seed: 2,
    height: 2296,
    images: "drawn",
    glyphsFile,
  });
  const imported = await importAnnotated([set], { out: folder, mapping: annotatedMapping });
  if (imported.kind !== "imported") throw new Error(imported.kind);
  const built = await buildBenchmark(folder, { options: buildOptionsSchema.parse({}) });
  if (built.kind !== "built") throw new Error(built.kind);
  const file = join(folder, "questions.jsonl");
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const made = lines.map(line => questionRecordSchema.parse(JSON.parse(line))).filter(({ marks }) => marks.length > 0);
  const times = Math.ceil(questions / made.length);
  // An outline of its own for each copy, since an image that is there is not drawn again.
  const copies = made.flatMap(question =>
    Array.from({ length: times }, (_, copy) => ({
      ...question,
      id: `${question.id}-${String(copy)}`,
      marks: question.marks.map(mark => ({ ...mark, color: `#${(0xb0261e + copy).toString(16)}` })),
    })),
  );
  const kept = copies.slice(0, questions);
  writeFileSync(file, kept.map(question => `${JSON.stringify(question)}\n`).join(""));
  return kept;
}

/** One image as anybody would make it with sharp. */
async function drawAlone(file: string, { part, marks, width, height }: PlannedImage, to: string): Promise<void> {
  const page = sharp(file);
  const cut = part === null ? page : page.extract({ left: part[0], top: part[1], width, height });
  const size = { width, height };
  const drawn =
    marks.length === 0 ? cut : cut.composite([{ input: Buffer.from(marksSvg({ marks }, size)) }]).removeAlpha();
  await drawn.png().toFile(to);
}

/** The same images by sharp alone, on all cores. */
async function drawAll(folder: string, out: string, questions: readonly QuestionRecord[]): Promise<void> {
  mkdirSync(out, { recursive: true });
  const options = imageOptionsSchema.parse({});
  const jobs = questions.flatMap(question =>
    planImages(question, null, options).images.map((planned, at) => ({ question, planned, at })),
  );
  let next = 0;
  const worker = async () => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      const { question, planned, at } = job;
      await drawAlone(recordFiles(folder)(question.image), planned, join(out, `${question.id}-${String(at)}.png`));
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
}

/** Questions with rendered marks, written for a trainer, beside sharp that draws the same images and nothing else. */
export async function exportFigures({ scratch, glyphsFile, isSmall, say }: ExportBench): Promise<readonly Figure[]> {
  const size = isSmall ? sizes.small : sizes.full;
  const folder = join(scratch, "export-bench");
  for (const one of [folder, `${folder}-set`]) rmSync(one, { recursive: true, force: true });
  say(`exports of ${String(size.questions)} questions in ${folder}`);
  const questions = await makeBenchmark(folder, size, glyphsFile);
  const trainerFolder = "";
  let written = 0;
  const [ours, alone]: [number[], number[]] = [[], []];
  for (let round = 0; round <= size.rounds; round++) {
    const [out, floor] = [join(folder, "out"), join(folder, "floor")];
    const own = await timed(async () => {
      const asked = { to: "llamafactory" } as const;
      const result = await exportBenchmark({ folder, out, asked, version: "0", trainerFolder });
      if (result.kind !== "exported") throw new Error(JSON.stringify(result));
      written = result.manifest.files.reduce((sum, { rows }) => sum + (rows ?? 0), 0);
    });
    const other = await timed(() => drawAll(folder, floor, questions));
    for (const one of [out, floor]) rmSync(one, { recursive: true, force: true });
    // The first one warms up what is measured.
    if (round > 0) [ours, alone].forEach((list, at) => list.push(at === 0 ? own : other));
  }
  const ratios = ours.map((ms, at) => ms / (alone[at] ?? NaN));
  const best = Math.min(...ours) / Math.min(...alone);
  const figure = atMost("export with marks drawn, of sharp's time for the same drawing", 1.25, ratios, best);
  const speed = (size.questions / Math.min(...ours)) * 1000;
  const name = "questions in the export, of those that were to be written";
  return [
    { ...figure, measured: `${figure.measured}; ${speed.toFixed(0)} questions/s` },
    exactly(name, String(size.questions), String(written), written === size.questions),
  ];
}
