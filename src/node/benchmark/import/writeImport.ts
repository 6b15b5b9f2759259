import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { AnnotationMapping } from "../../../core/benchmark/annotationMapping.js";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import { runDisk } from "../../simulate/runDisk.js";
import { benchmarkPaths } from "../benchmarkPaths.js";
import type { ForeignSet } from "./sourceReader.js";

/** What an import puts into a benchmark's folder. */
export interface Imported {
  /** False: question sets alone, beside which the pages of an earlier import and their problems stay. */
  readonly bringsPages: boolean;
  /** Where none could be read, those of an earlier import stay. */
  readonly pages: readonly PageRecord[];
  readonly problems: readonly ImportProblem[];
  readonly sets: readonly ForeignSet[];
  /** Null: none was used, and one that is there stays. */
  readonly mapping: AnnotationMapping | null;
}

/** Records of one write: a string of all pages may be longer than strings can be. */
const linesAtOnce = 500;

function* linesOf(records: readonly object[]): Generator<string> {
  for (let from = 0; from < records.length; from += linesAtOnce)
    yield records
      .slice(from, from + linesAtOnce)
      .map(record => `${JSON.stringify(record)}\n`)
      .join("");
}

export const mappingText = (mapping: AnnotationMapping): string => `${JSON.stringify(mapping, null, 2)}\n`;

/** Where an import's problems go: those of question sets that came without pages lie beside those of the pages. */
export const problemsFile = (folder: string, { bringsPages, sets }: Pick<Imported, "bringsPages" | "sets">): string =>
  bringsPages
    ? benchmarkPaths(folder).problems
    : join(folder, `problems.${sets.map(({ name }) => name).join("+")}.jsonl`);

/**
 * Writes the files of an import: all of them beside their places first, so that a failure or a stop leaves an earlier
 * import as it was. Rejects as writing does, and with the signal's reason.
 */
export async function writeImport(folder: string, imported: Imported, signal: AbortSignal | undefined): Promise<void> {
  const paths = benchmarkPaths(folder);
  const { bringsPages, pages, problems, sets, mapping } = imported;
  // A name that no other import into the folder uses, in this program or another.
  const own = randomUUID().slice(0, 8);
  const partOf = (path: string) => `${path}.${own}.part`;
  const isFruitless = bringsPages && pages.length === 0;
  const files: readonly (readonly [string, Iterable<string>])[] = [
    ...sets.map(({ name, records }) => [join(folder, "sets", `${name}.jsonl`), linesOf(records)] as const),
    ...(mapping === null || isFruitless ? [] : [[paths.mapping, [mappingText(mapping)]] as const]),
    [problemsFile(folder, imported), linesOf(problems)],
    ...(pages.length === 0 ? [] : [[paths.pages, linesOf(pages)] as const]),
  ];
  try {
    for (const [path, lines] of files) {
      await runDisk.makeFolder(dirname(path));
      await writeFile(partOf(path), lines, { flag: "wx", signal });
    }
    signal?.throwIfAborted();
    for (const [path] of files) await rename(partOf(path), path);
  } catch (error) {
    await Promise.all(files.map(([path]) => rm(partOf(path), { force: true }).catch(() => undefined)));
    throw error;
  }
}
