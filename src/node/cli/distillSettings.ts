import { resolve } from "node:path";
import { type DistilOptions, distilOptionsSchema } from "../../core/distil/distilOptions.js";
import { defaultSettings } from "../../core/evaluation/defaultSettings.js";
import type { ResolvedConfig } from "../../core/launch/resolvedConfig.js";
import { readNextRun } from "../distil/nextRun.js";
import type { EvalRunOptions } from "./evalRunSettings.js";
import { ExpectedError } from "./expectedError.js";
import { UsageError } from "./usageError.js";

/** The options of `loupe distill`: those of asking, of the filters, and of the rows. */
export interface DistillOptions extends Omit<EvalRunOptions, "model" | "out"> {
  readonly model?: string;
  readonly out?: string;
  readonly funnel?: boolean;
  readonly dataset?: string;
  readonly method: DistilOptions["method"];
  readonly judges: number;
  readonly leastWords: number;
  readonly mostWords: number;
  readonly leastRight: number;
  readonly easy: boolean;
  readonly evidence: boolean;
  readonly leastIou?: number;
  readonly language: DistilOptions["language"];
  readonly heldOut: DistilOptions["heldOut"];
  readonly mostAlike: number;
  readonly perQuestion: number;
  readonly perPage: number;
  readonly perTask?: number;
  readonly letterShare: number | "none";
  readonly choose: DistilOptions["choose"];
  readonly chooseSeed: number;
  readonly export?: string;
  readonly to: "llamafactory" | "jsonl";
  readonly for?: string;
  readonly lint?: string;
  readonly against?: string;
  readonly sample?: number;
  readonly accept?: readonly string[];
  readonly reject?: readonly string[];
  readonly reviewer?: string;
  readonly reason?: string;
  readonly trainPixels?: number;
  readonly cutoff?: number;
}

/** Thresholds of the filters, by the options. */
export function distilOptionsOf(options: DistillOptions): DistilOptions {
  const { method, judges, leastWords, mostWords, leastRight, easy, evidence, language, heldOut, mostAlike } = options;
  const { perQuestion, perPage, choose, letterShare } = options;
  if (leastWords > mostWords) throw new UsageError(`--least-words is over --most-words: ${leastWords} > ${mostWords}`);
  return distilOptionsSchema.parse({
    ...{ method, judges, leastWords, mostWords, leastRight, easy, evidence, language, heldOut, mostAlike },
    ...{ perQuestion, perPage, choose, seed: options.chooseSeed, leastIou: options.leastIou ?? null },
    ...{ perTask: options.perTask ?? null, letterShare: letterShare === "none" ? null : letterShare },
  });
}

/** How teachers sample where nobody says otherwise: several different answers are wanted (open-r1's values). */
const usualSampling = { temperature: 0.6, topP: 0.95 };

/** What the teacher is asked by. Throws a UsageError where there is none. */
export function teacherOptions(options: DistillOptions): EvalRunOptions {
  const { model, out, input, family = null } = options;
  if (model === undefined)
    throw new UsageError("--model is missing: the teacher's name (--method SFT-S takes the dataset's own answers)");
  if (out === undefined) throw new UsageError("--out is missing: where the teacher's answers are kept");
  const { sampling } = defaultSettings(model, input, family);
  const temperature = options.temperature ?? (sampling.temperature === null ? "none" : usualSampling.temperature);
  const topP = options.topP ?? (sampling.topP === null ? "none" : usualSampling.topP);
  const use = options.use ?? (options.method === "SFT-R" ? "distil" : "answer");
  return { ...options, model, out, temperature, topP, use };
}

/** The run that goes on from the rows. Throws an ExpectedError where it cannot be read or trains nothing. */
export async function runOf(file: string): Promise<ResolvedConfig> {
  const read = await readNextRun(resolve(file));
  switch (read.kind) {
    case "run":
      return read.run;
    case "unreadable":
      throw new ExpectedError(`${file}: ${read.reason}`);
    case "miniature":
      throw new ExpectedError(`${file}: a miniature is trained on no rows`);
    default: {
      const never: never = read;
      return never;
    }
  }
}
