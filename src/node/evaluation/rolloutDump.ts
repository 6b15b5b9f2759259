import { createReadStream } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import type { QuestionRecord } from "../../core/benchmark/questionRecord.js";
import { predictionRecordSchema } from "../../core/evaluation/predictionRecord.js";
import { rolloutLine, type RolloutLineOptions } from "../../core/evaluation/rolloutLine.js";
import { readLines } from "../dataset/readLines.js";
import { evaluationPaths } from "./evaluationPaths.js";
import type { KnownAttempts } from "./knownAttempts.js";
import { LineFile } from "./lineFile.js";

const newline = 0x0a;
const mostBytes = 64 << 20;

/** The dump of an evaluation. */
export const dumpFile = (folder: string, step: number): string =>
  join(evaluationPaths(folder).rollouts, `${step}.jsonl`);

/** How many whole lines a file has; null where its last line was torn, or there is none. */
async function wholeLines(path: string): Promise<number | null> {
  let [lines, last] = [0, newline];
  try {
    const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1 << 20 });
    for await (const chunk of stream) {
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) lines++;
      last = chunk.at(-1) ?? last;
    }
  } catch {
    return null;
  }
  return last === newline ? lines : null;
}

/** Writes the rows of all attempts anew but of those that are asked again. Rejects when the disk does. */
async function rewrite(
  folder: string,
  known: KnownAttempts,
  again: ReadonlySet<string>,
  questions: ReadonlyMap<string, QuestionRecord>,
  options: RolloutLineOptions,
): Promise<void> {
  const file = dumpFile(folder, options.step);
  const kept = new Set([...known.attempts].filter(([key]) => !again.has(key)).map(([, { line }]) => line));
  const handle = await open(`${file}.part`, "w");
  try {
    let number = 0;
    for await (const { bytes } of kept.size === 0 ? [] : readLines(evaluationPaths(folder).predictions, mostBytes)) {
      if (!kept.has(number++) || bytes === null) continue;
      const prediction = predictionRecordSchema.parse(JSON.parse(bytes.toString("utf8")));
      const question = questions.get(prediction.question_id);
      if (question === undefined) continue;
      await handle.write(`${JSON.stringify(rolloutLine(prediction, question, options))}\n`);
    }
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
}

export interface DumpOptions extends RolloutLineOptions {
  /** Other rules than those of its rows: all of them are written anew. */
  readonly isOutdated: boolean;
}

/**
 * Makes the dump ready for the attempts that are asked now: it has one row for each attempt, so that rows of those that are
 * asked again go, and what a crash left out or tore is made up. Rejects when the disk does.
 */
export async function openDump(
  folder: string,
  known: KnownAttempts,
  again: ReadonlySet<string>,
  questions: ReadonlyMap<string, QuestionRecord>,
  options: DumpOptions,
): Promise<LineFile> {
  await mkdir(evaluationPaths(folder).rollouts, { recursive: true });
  const file = dumpFile(folder, options.step);
  const isAsBefore =
    !options.isOutdated &&
    (await wholeLines(file)) === known.attempts.size &&
    ![...again].some(key => known.attempts.has(key));
  if (!isAsBefore) await rewrite(folder, known, again, questions, options);
  return LineFile.open(file);
}
