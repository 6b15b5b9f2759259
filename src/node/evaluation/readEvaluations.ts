import { Worker } from "node:worker_threads";
import { evaluationStamp } from "./evaluationStamp.js";
import type { AskedQuestions } from "../../core/evaluation/tables/gradeColumns.js";
import { RecentlyMade } from "../benchmark/recentlyMade.js";
import {
  decodeAsked,
  decodeGraded,
  encodeGraded,
  type EncodedGrades,
  type GradeKey,
  type GradeStore,
} from "./gradeStore.js";
import type { FromGradingThread, ToGradingThread } from "./gradingMessages.js";
import { type EvaluationGraded, readEvaluation } from "./readEvaluation.js";

export interface ReadManyOptions {
  /** The set of verdicts to judge by; null: each evaluation's last judge's. */
  readonly judge: string | null;
  /** Where grades are kept; null: nowhere. */
  readonly store: GradeStore | null;
  /** The bundle of `gradingWorker.ts`; null: everything is read on this thread. */
  readonly script: string | null;
  readonly signal?: AbortSignal | undefined;
}

const threads = 2;

/**
 * Evaluations with their grades, in the order of the folders. What was graded before and has not changed since is taken from
 * the store; several others are read on two threads.
 */
export async function readEvaluations(
  folders: readonly string[],
  options: ReadManyOptions,
): Promise<readonly EvaluationGraded[]> {
  const keys = await Promise.all(folders.map(folder => keyOf(folder, options.judge)));
  const found = await Promise.all(keys.map(key => known(key, options.store)));
  const missing = keys.flatMap((key, place) => (found[place] === null ? [{ key, place }] : []));
  const asked = new RecentlyMade<Promise<AskedQuestions | null>>(missing.length);
  const read = missing.length > 1 && options.script !== null ? onThreads(options.script) : hereOnly();
  try {
    await Promise.all(
      Array.from({ length: Math.min(threads, missing.length) }, async (_, thread) => {
        for (let next = missing.shift(); next !== undefined; next = missing.shift())
          found[next.place] = await fresh(next.key, await read.read(thread, next), { ...options, asked });
      }),
    );
  } finally {
    await read.end();
  }
  return found.map(graded => graded ?? { kind: "aborted" });
}

async function keyOf(folder: string, judge: string | null): Promise<GradeKey> {
  return { folder, judge, stamp: await evaluationStamp(folder) };
}

async function known(key: GradeKey, store: GradeStore | null): Promise<EvaluationGraded | null> {
  const evaluation = (await store?.load(key)) ?? null;
  return evaluation === null ? null : { kind: "graded", evaluation };
}

interface Missing {
  readonly key: GradeKey;
  readonly place: number;
}

/** An evaluation that was read just now: as text by another thread, or on this one. */
type Fresh = EvaluationGraded | { readonly kind: "encoded"; readonly encoded: EncodedGrades };

interface Reading {
  readonly read: (thread: number, missing: Missing) => Promise<Fresh>;
  readonly end: () => Promise<void>;
}

interface FreshOptions extends ReadManyOptions {
  /** Lists of questions that were read already. */
  readonly asked: RecentlyMade<Promise<AskedQuestions | null>>;
}

async function fresh(key: GradeKey, read: Fresh, options: FreshOptions): Promise<EvaluationGraded> {
  const { store, signal, asked } = options;
  if (signal?.aborted === true) return { kind: "aborted" };
  if (read.kind === "encoded") {
    const { encoded } = read;
    await store?.save(key, encoded);
    const evaluation = await decodeGraded(key, encoded.text, sha =>
      asked.get(sha, () => Promise.resolve(decodeAsked(encoded.asked))),
    );
    return evaluation === null ? { kind: "none", folder: key.folder } : { kind: "graded", evaluation };
  }
  if (read.kind === "graded" && store !== null) await store.save(key, encodeGraded(key, read.evaluation));
  return read;
}

function hereOnly(): Reading {
  return {
    read: (_, { key }) => readEvaluation(key.folder, { judge: key.judge }),
    end: () => Promise.resolve(),
  };
}

function onThreads(script: string): Reading {
  const workers = Array.from({ length: threads }, () => new Worker(script, { name: "loupe grading" }));
  return {
    read: async (thread, missing) => {
      const worker = workers[thread];
      return worker === undefined ? { kind: "aborted" } : asked(worker, missing);
    },
    end: async () => {
      await Promise.all(workers.map(worker => worker.terminate()));
    },
  };
}

function decoded({ text, askedSha, asked }: Extract<FromGradingThread, { readonly kind: "packed" }>): EncodedGrades {
  const decoder = new TextDecoder();
  return { askedSha, text: decoder.decode(text), asked: decoder.decode(asked) };
}

/** Rejects when the thread ends without an answer. */
function asked(worker: Worker, { key, place }: Missing): Promise<Fresh> {
  return new Promise((resolve, reject) => {
    const ended = (code: number) => {
      reject(new Error(`the thread ended with code ${String(code)}`));
    };
    worker.once("error", reject).once("exit", ended);
    worker.once("message", (answer: FromGradingThread) => {
      worker.off("error", reject).off("exit", ended);
      resolve(answer.kind === "packed" ? { kind: "encoded", encoded: decoded(answer) } : answer.graded);
    });
    worker.postMessage({ place, ...key } satisfies ToGradingThread);
  });
}
