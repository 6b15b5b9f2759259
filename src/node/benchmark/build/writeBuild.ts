import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import type { BenchmarkManifest } from "../../../core/benchmark/benchmarkManifest.js";
import type { QuestionRecord } from "../../../core/benchmark/questionRecord.js";
import type { BenchmarkPaths } from "../benchmarkPaths.js";
import { fileEntry, type FileEntry } from "./fileEntry.js";

const linesAtOnce = 500;

function* linesOf(questions: readonly QuestionRecord[]): Generator<string> {
  for (let from = 0; from < questions.length; from += linesAtOnce)
    yield questions
      .slice(from, from + linesAtOnce)
      .map(question => `${JSON.stringify(question)}\n`)
      .join("");
}

/** A name that no other build of the folder uses, in this program or another. */
const partOf = (path: string) => `${path}.${randomUUID().slice(0, 8)}.part`;

/**
 * Writes questions, then the manifest that names their hash, each beside its place first: a stop or a full disk leaves an
 * earlier build whole. `manifestFor` makes the manifest of the written file. Rejects as writing does, and with the
 * signal's reason.
 */
export async function writeBuild(
  paths: BenchmarkPaths,
  questions: readonly QuestionRecord[],
  manifestFor: (questions: FileEntry) => BenchmarkManifest,
  signal: AbortSignal | undefined,
): Promise<BenchmarkManifest> {
  const parts = [partOf(paths.questions), partOf(paths.manifest)] as const;
  try {
    await writeFile(parts[0], linesOf(questions), { flag: "wx", signal });
    const entry = await fileEntry(parts[0], signal);
    const manifest = manifestFor({
      path: "questions.jsonl",
      sha256: entry?.sha256 ?? "",
      rows: questions.length,
    });
    await writeFile(parts[1], `${JSON.stringify(manifest, null, 2)}\n`, { flag: "wx", signal });
    signal?.throwIfAborted();
    await rename(parts[0], paths.questions);
    await rename(parts[1], paths.manifest);
    return manifest;
  } catch (error) {
    await Promise.all(parts.map(part => rm(part, { force: true }).catch(() => undefined)));
    throw error;
  }
}
