import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { type QuestionRecord, questionRecordSchema } from "../../../src/core/benchmark/questionRecord.js";
import { defaultSettings } from "../../../src/core/evaluation/defaultSettings.js";
import type { EvaluationSettings } from "../../../src/core/evaluation/evaluationSettings.js";
import { type PredictionRecord, predictionRecordSchema } from "../../../src/core/evaluation/predictionRecord.js";
import type { EvaluationOptions } from "../../../src/node/evaluation/evaluationOptions.js";
import type { EvaluationResult } from "../../../src/node/evaluation/evaluationResult.js";
import { runEvaluation } from "../../../src/node/evaluation/runEvaluation.js";
import { byLooks } from "../../fixtures/chat/byPictures.js";
import { knownPolicy, type KnownPolicyOptions } from "../../fixtures/chat/knownPolicy.js";
import {
  type ChatServerOptions,
  type RunningChatServer,
  startChatServer,
} from "../../fixtures/chat/startChatServer.js";
import { writeMadeBenchmark } from "../../fixtures/madeBenchmark.js";

const open: RunningChatServer[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

export interface Made {
  readonly folder: string;
  readonly pages: readonly PageRecord[];
  readonly questions: readonly QuestionRecord[];
}

/** A benchmark whose questions have contents of their own, so that an edit is told. */
export async function madeSet(folder: string, pages = 3): Promise<Made> {
  return { folder, ...(await writeMadeBenchmark(folder, pages)) };
}

/** A server that knows every question of a set. */
export async function knowing(
  { folder, pages, questions }: Made,
  policy: Partial<KnownPolicyOptions> = {},
  options: Partial<ChatServerOptions> = {},
): Promise<RunningChatServer> {
  const known = { questions, outcomeOf: () => "correct" as const, byPictures: byLooks({ folder, pages }), ...policy };
  const server = await startChatServer({ policy: knownPolicy(known), ...options });
  open.push(server);
  return server;
}

export type Wishes = Partial<Omit<EvaluationOptions, "settings" | "endpoint">> & {
  readonly settings?: Partial<EvaluationSettings>;
  readonly endpoint?: Partial<EvaluationOptions["endpoint"]>;
};

export function optionsOf(
  { folder }: Pick<Made, "folder">,
  url: string,
  out: string,
  { settings = {}, endpoint = {}, ...more }: Wishes = {},
): EvaluationOptions {
  const base = defaultSettings("known-model", settings.input ?? "page", settings.family ?? null);
  return {
    ...{ dataset: folder, out, name: "made", settings: { ...base, splits: ["train", "val", "test"], ...settings } },
    prompts: builtInPrompts,
    endpoint: {
      ...{ endpoint: url, key: () => Promise.resolve(null), prices: null, isStreamed: false },
      ...{ onSpent: () => Promise.resolve(false), ...endpoint },
    },
    ...{ isFresh: false, retriesFailed: false, probes: false, isDryRun: false, strategy: null, toolVersion: "0.0.0" },
    ...{ signal: new AbortController().signal, now: () => Date.now(), onProgress: () => undefined },
    ...more,
  };
}

export async function evaluated(options: EvaluationOptions): Promise<Extract<EvaluationResult, { kind: "evaluated" }>> {
  const result = await runEvaluation(options);
  if (result.kind !== "evaluated") throw new Error(JSON.stringify(result));
  return result;
}

const linesOf = (file: string): readonly unknown[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(line => line !== "")
    .map(line => JSON.parse(line) as unknown);

export const predictionsIn = (out: string): readonly PredictionRecord[] =>
  linesOf(join(out, "predictions.jsonl")).map(line => predictionRecordSchema.parse(line));

export const rowsIn = (out: string, step = 0): readonly Readonly<Record<string, unknown>>[] =>
  linesOf(join(out, "rollouts", `${step}.jsonl`)) as readonly Readonly<Record<string, unknown>>[];

export const askedIn = (out: string): readonly QuestionRecord[] =>
  linesOf(join(out, "questions.jsonl")).map(line => questionRecordSchema.parse(line));
