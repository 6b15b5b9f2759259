import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildOptionsSchema } from "../../src/core/benchmark/buildOptions.js";
import { taskKinds } from "../../src/core/benchmark/taskKinds.js";
import { annotatedMapping } from "../../src/core/simulate/annotated/annotatedCategories.js";
import { buildBenchmark } from "../../src/node/benchmark/build/buildBenchmark.js";
import { importAnnotated } from "../../src/node/benchmark/import/importAnnotated.js";
import { writeAnnotatedSet } from "../../src/node/benchmark/sample/writeAnnotatedSet.js";
import { defaultPageLimits } from "../../src/node/pages/pageLimits.js";
import { readImageHeader } from "../../src/node/pages/readImageHeader.js";
import { atMost, exactly, median, type Figure } from "./figure.js";

interface AnnotatedBench {
  readonly scratch: string;
  readonly isSmall: boolean;
  readonly say: (text: string) => void;
}

/** The size of AI4VA (facts: benchmark 1), or a fifth of it. */
const sizes = { full: { pages: 282, annotations: 42_000 }, small: { pages: 56, annotations: 8400 } } as const;
const rounds = 3;
/** Rounds for the engine to compile what is measured. */
const warmRounds = 2;

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const below = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** What nobody can do without: the annotation files parsed, and of every image the header read. */
async function leastWork(set: string): Promise<void> {
  for (const file of below(join(set, "annotations"))) JSON.parse(readFileSync(file, "utf8"));
  for (const file of below(join(set, "data"))) await readImageHeader(file, defaultPageLimits);
}

/** Imports the set and makes its closed questions. Gives how many annotations are accounted for. */
async function wholeWork(set: string, out: string): Promise<number> {
  const imported = await importAnnotated([set], { out, mapping: annotatedMapping });
  if (imported.kind !== "imported") throw new Error(`the set was not imported: ${imported.kind}`);
  const tasks = taskKinds.filter(kind => kind !== "panel_understanding");
  const built = await buildBenchmark(out, { options: buildOptionsSchema.parse({ tasks }) });
  if (built.kind !== "built" || built.questions === 0) throw new Error(`no questions: ${built.kind}`);
  const { panels, characters, bubbles, other, left_out: left } = imported.counts;
  return panels + characters + bubbles + other + left;
}

/** A set as large as AI4VA: from its files to questions, of the least that reading them takes. */
export async function annotatedFigures({ scratch, isSmall, say }: AnnotatedBench): Promise<readonly Figure[]> {
  const size = isSmall ? sizes.small : sizes.full;
  const [set, out] = [join(scratch, "annotated"), join(scratch, "annotated-bench")];
  say(`an annotated set of ${String(size.pages)} pages in ${set}`);
  await writeAnnotatedSet({ ...size, out: set, seed: 1, height: 2296, images: "blank", glyphsFile: "" });
  const [least, whole]: [number[], number[]] = [[], []];
  let accounted = 0;
  for (let round = 0; round < warmRounds + rounds; round++) {
    least.push(await timed(() => leastWork(set)));
    whole.push(await timed(async () => void (accounted = await wholeWork(set, out))));
  }
  const [floor, times] = [least.slice(warmRounds), whole.slice(warmRounds)];
  const ratios = times.map((ms, at) => ms / (floor[at] ?? NaN));
  const best = Math.min(...times) / Math.min(...floor);
  say(`imported and asked in ${Math.round(median(times)).toString()} ms`);
  const name = `${String(size.pages)} pages, ${String(size.annotations)} annotations: imported, ordered and asked, of JSON.parse and image headers`;
  return [
    atMost(name, 10, ratios, best),
    exactly(
      "annotations that are imported or told",
      String(size.annotations),
      String(accounted),
      accounted === size.annotations,
    ),
  ];
}
