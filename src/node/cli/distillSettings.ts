import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { builtInPrompts } from "../../core/benchmark/prompts/builtInPrompts.js";
import type { PromptTemplate } from "../../core/benchmark/promptTemplate.js";
import { type DistilOptions, distilOptionsSchema } from "../../core/distil/distilOptions.js";
import type { StudentSettings } from "../../core/distil/studentSettings.js";
import { defaultSettings } from "../../core/evaluation/defaultSettings.js";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { isSft } from "../../core/launch/method.js";
import { readRunConfig } from "../../core/launch/readRunConfig.js";
import { resolveConfig } from "../../core/launch/resolveConfig.js";
import type { ResolvedConfig } from "../../core/launch/resolvedConfig.js";
import { systemPrompt } from "../../core/launch/systemPrompt.js";
import { configStrings } from "../../protocol/jobs/configStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
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
  const text = await readFile(resolve(file), "utf8").catch((error: unknown) => {
    throw new ExpectedError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  });
  const read = readRunConfig(text);
  if (read.kind === "issues") {
    const reasons = read.issues.map(({ code, values }) => filledSentence(configStrings[code], values));
    throw new ExpectedError(`${file}: ${reasons.join(" ")}`);
  }
  if (read.config.engine === "miniature") throw new ExpectedError(`${file}: a miniature is trained on no rows`);
  return resolveConfig(read.config);
}

/** Turns that a run with the zoom tool has where no file says otherwise: the paper's five calls and the answer. */
const usualTurns = 6;
const usualPixels = { factor: 28, maxPixels: 8192 * 28 * 28, minPixels: 4 * 28 * 28 };
const usualCutoff = 16_384;

/** How the student is asked: as the run that goes on from the rows asks, as far as one is named. */
export function studentOf(
  options: DistillOptions,
  run: EvaluationRun | null,
  next: ResolvedConfig | null,
  prompts: readonly PromptTemplate[] = builtInPrompts,
): StudentSettings {
  const { method, tool } = options;
  const asked = run?.input ?? options.input;
  const isReasoned = method === "SFT-R";
  const rl = next !== null && !isSft(next.config.method) ? next : null;
  const input = asked === "zoom" && !isReasoned ? "page" : asked;
  return {
    ...{ method, tool, prompts, use: isReasoned ? "reason" : "answer", input },
    // A run's own words are those of reasoning.
    system: rl !== null && isReasoned ? systemPrompt(rl.config) : null,
    boxes: "px_resized",
    maxTurns: rl?.hyper.turns.value ?? options.maxTurns ?? usualTurns,
    resize: {
      factor: usualPixels.factor,
      maxPixels: options.trainPixels ?? next?.maxPixels.value ?? usualPixels.maxPixels,
      minPixels: next?.minPixels.value ?? usualPixels.minPixels,
    },
    cutoffTokens: options.cutoff ?? (next !== null && rl === null ? next.hyper.cutoffTokens.value : usualCutoff),
  };
}
