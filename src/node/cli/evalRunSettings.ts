import { InvalidArgumentError } from "commander";
import * as z from "zod";
import type { SplitName } from "../../core/benchmark/pageRecord.js";
import { taskKinds, type TaskKind } from "../../core/benchmark/taskKinds.js";
import { defaultSettings } from "../../core/evaluation/defaultSettings.js";
import type { EvaluationInput, EvaluationRun, ToolStyle } from "../../core/evaluation/evaluationRun.js";
import type { EvaluationSettings, ImageSettings } from "../../core/evaluation/evaluationSettings.js";
import type { BoxConvention, ModelFamilyId } from "../../core/evaluation/modelFamily.js";
import type { CropTool } from "../../core/page/cropTool.js";
import { UsageError } from "./usageError.js";

type OrNone<Value> = Value | "none";

/** The options of `loupe eval run` as they are given; what is left out is as the model's family wants it. */
export interface EvalRunOptions {
  readonly endpoint?: string;
  readonly model: string;
  readonly input: EvaluationInput;
  readonly out: string;
  readonly name?: string;
  readonly use?: EvaluationRun["use"];
  readonly split: readonly SplitName[];
  readonly tasks?: readonly TaskKind[];
  readonly limit: number | null;
  readonly acceptedOnly?: boolean;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly family?: ModelFamilyId;
  readonly boxes?: BoxConvention;
  readonly maxSide?: OrNone<number>;
  readonly maxPixels?: OrNone<number>;
  readonly minPixels?: OrNone<number>;
  readonly multiple?: OrNone<number>;
  readonly format: "png" | "jpeg";
  readonly quality: number;
  readonly detail?: OrNone<"auto" | "low" | "high">;
  readonly marks: boolean;
  readonly shown: "second" | "aside";
  readonly toolStyle?: ToolStyle;
  readonly tool: CropTool;
  readonly maxTurns?: number;
  readonly temperature?: OrNone<number>;
  readonly topP?: OrNone<number>;
  readonly seed?: OrNone<number>;
  readonly maxTokens: number;
  readonly maxTokensName?: "max_tokens" | "max_completion_tokens";
  readonly reasoningEffort?: string;
  readonly attempts: number;
  readonly extra?: string;
  readonly strategy?: string;
  readonly strategies?: string;
  readonly prompts?: string;
  readonly prices?: string;
  readonly keyEnv: string;
  readonly atOnce: number;
  readonly stream: boolean;
  /** Seconds. */
  readonly idle: number;
  readonly timeout: number;
  readonly keepTrying?: boolean;
  readonly moved?: boolean;
  readonly fresh?: boolean;
  readonly retryFailed?: boolean;
  readonly probe: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Task kinds between commas. */
export function tasksOf(text: string): readonly TaskKind[] {
  const names = text.split(",").map(name => name.trim());
  if (names.every(name => taskKinds.some(kind => kind === name))) return taskKinds.filter(kind => names.includes(kind));
  throw new InvalidArgumentError(`It must be some of ${taskKinds.join(",")}.`);
}

/** `0/4`: the first of four parts. */
export function shardOf(text: string): { readonly index: number; readonly of: number } {
  const [, index = "", of = ""] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  if (of !== "" && Number(of) > 0 && Number(index) < Number(of)) return { index: Number(index), of: Number(of) };
  throw new InvalidArgumentError("It must be a part and their number, as 0/4 … 3/4.");
}

/** A whole number from 1, or `none`: there is no such limit. */
export function wholeOrNone(text: string): OrNone<number> {
  if (text === "none") return text;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number, from 1, or none.");
}

function extraOf(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new UsageError("--extra is no JSON object");
  }
}

/** What was given, `none` as null; else what the family wants. */
const given = <Value>(value: OrNone<Value> | undefined, usual: Value | null): Value | null =>
  value === undefined ? usual : value === "none" ? null : value;

function imageOf(usual: ImageSettings, options: EvalRunOptions): ImageSettings {
  return {
    maxSide: given(options.maxSide, usual.maxSide),
    maxPixels: given(options.maxPixels, usual.maxPixels),
    minPixels: given(options.minPixels, usual.minPixels),
    multiple: given(options.multiple, usual.multiple),
    mime: options.format === "png" ? "image/png" : "image/jpeg",
    quality: options.quality,
    detail: given(options.detail, usual.detail),
    areMarksDrawn: options.marks,
    shown: options.shown,
  };
}

/** How the model is asked, by the options. */
export function evalSettingsOf(options: EvalRunOptions): EvaluationSettings {
  const { model, input, limit, tasks = taskKinds, shard = null, acceptedOnly = false } = options;
  const usual = defaultSettings(model, input, options.family ?? null);
  const { sampling, tools } = usual;
  return {
    ...{ ...usual, splits: options.split, tasks, limit, acceptedOnly, shard, use: options.use ?? usual.use },
    image: imageOf(usual.image, options),
    boxes: options.boxes ?? usual.boxes,
    tools:
      tools === null
        ? null
        : {
            style: options.toolStyle ?? tools.style,
            tool: options.tool,
            maxTurns: options.maxTurns ?? tools.maxTurns,
          },
    sampling: {
      temperature: given(options.temperature, sampling.temperature),
      topP: given(options.topP, sampling.topP),
      seed: given(options.seed, sampling.seed),
      maxTokens: options.maxTokens,
      maxTokensName: options.maxTokensName ?? sampling.maxTokensName,
      reasoningEffort: options.reasoningEffort ?? null,
      attempts: options.attempts,
      extra: extraOf(options.extra),
    },
  };
}
