import * as z from "zod";
import { canonicalJson } from "../../benchmark/canonicalJson.js";
import { promptSha } from "../../benchmark/prompts/promptSha.js";
import { type PromptTemplate, promptTemplateSchema } from "../../benchmark/promptTemplate.js";
import { sha256 } from "../../benchmark/sha256.js";
import { judgeCanaries } from "./judgeCanaries.js";

export const judgeScales = ["binary", "1-10"] as const;
export type JudgeScale = (typeof judgeScales)[number];

/** All that can change a verdict. */
export interface JudgeSettings {
  readonly model: string;
  readonly template: PromptTemplate;
  readonly scale: JudgeScale;
  /** Null: not sent, because the server refuses it. */
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly seed: number | null;
  readonly maxTokens: number;
  readonly maxTokensName: "max_tokens" | "max_completion_tokens";
  readonly reasoningEffort: string | null;
  readonly extra: Readonly<Record<string, unknown>>;
}

/**
 * One judge with one prompt: a line of `judges.jsonl`, which only grows; of several lines with one id the first holds. Its
 * salt makes the fences around what is judged, which nobody can foresee who has not read this file.
 */
export const judgeSetSchema = z
  .looseObject({
    v: z.literal(1),
    kind: z.literal("judge-set"),
    id: z.string(),
    salt: z.string(),
    model: z.string(),
    endpoint_host: z.string(),
    template: promptTemplateSchema,
    template_sha256: z.string(),
    scale: z.enum(judgeScales),
    sampling: z.looseObject({
      temperature: z.number().nullable(),
      top_p: z.number().nullable(),
      seed: z.int().nullable(),
      max_tokens: z.int().positive(),
      reasoning_effort: z.string().nullable(),
      extra: z.record(z.string(), z.unknown()),
    }),
    /** What the judge was tried with before it judged anything, all of which it passed. */
    canaries: z.array(z.string()).readonly(),
    tool_version: z.string(),
    at: z.string(),
  })
  .readonly();
export type JudgeSet = z.infer<typeof judgeSetSchema>;

const samplingOf = (settings: JudgeSettings): JudgeSet["sampling"] => ({
  temperature: settings.temperature,
  top_p: settings.topP,
  seed: settings.seed,
  max_tokens: settings.maxTokens,
  reasoning_effort: settings.reasoningEffort,
  extra: { ...settings.extra },
});

/** Names a judge by its prompt, model and sampling: another of these is another set of verdicts. */
export function judgeSetId(settings: JudgeSettings): string {
  const { model, template, scale } = settings;
  const named = { model, scale, template: promptSha(template), sampling: samplingOf(settings) };
  return `js-${sha256(canonicalJson(named)).slice(0, 12)}`;
}

/** The record of a set; `salt` is random. */
export function judgeSetOf(
  settings: JudgeSettings,
  { salt, endpointHost, toolVersion, at }: { salt: string; endpointHost: string; toolVersion: string; at: string },
): JudgeSet {
  const { model, template, scale } = settings;
  return {
    ...{ v: 1, kind: "judge-set", id: judgeSetId(settings), salt, model, endpoint_host: endpointHost },
    ...{ template, template_sha256: promptSha(template), scale, sampling: samplingOf(settings) },
    ...{ canaries: judgeCanaries(scale).map(({ code }) => code), tool_version: toolVersion, at },
  };
}

/** Of a set that judges some answers a second time, to see whether it says the same again. */
export const againId = (set: string): string => `${set}-again`;
