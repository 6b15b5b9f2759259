import { randomBytes } from "node:crypto";
import { promptSha } from "../../core/benchmark/prompts/promptSha.js";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import type { AskedItem } from "../../core/evaluation/selectAsked.js";
import type { ZoomOffer } from "../../core/evaluation/zoomOffer.js";
import type { ExportSource } from "../benchmark/readExportSource.js";
import { textSha } from "../benchmark/textSha.js";
import type { EvaluationOptions } from "./evaluationOptions.js";

/** SHA-256 of the ids and contents of questions, in their order. */
export const askedSha = (items: readonly AskedItem[]): string =>
  textSha(items.map(({ question }) => `${question.id} ${question.content_sha}\n`).join(""));

function datasetOf(source: ExportSource, items: readonly AskedItem[], { dataset, settings }: EvaluationOptions) {
  return {
    folder: dataset,
    id: source.manifest?.id ?? null,
    questions_sha256: source.questionsSha,
    reviews_sha256: source.reviewsSha,
    splits: settings.splits,
    tasks: settings.tasks,
    questions: items.length,
    question_ids_sha256: textSha(items.map(({ question }) => `${question.id}\n`).join("")),
    asked_sha256: askedSha(items),
    limit: settings.limit,
    accepted_only: settings.acceptedOnly,
  };
}

/** Host and port; what is no address has none. */
export const hostOf = (endpoint: string): string => (URL.canParse(endpoint) ? new URL(endpoint).host : "");

function promptsOf(items: readonly AskedItem[]): EvaluationRun["prompts"] {
  const byTask = new Map(items.map(({ question, prompt }) => [question.task, prompt]));
  return Object.fromEntries(
    Array.from(byTask, ([task, prompt]) => {
      const { id, version } = prompt;
      return [task, { id, version, sha256: promptSha(prompt) }];
    }),
  );
}

function imageOf({ image }: EvaluationSettings): EvaluationRun["image"] {
  return {
    max_side: image.maxSide,
    max_pixels: image.maxPixels,
    min_pixels: image.minPixels,
    multiple: image.multiple,
    mime: image.mime,
    quality: image.mime === "image/jpeg" ? image.quality : null,
    detail: image.detail,
    marks_drawn: image.areMarksDrawn,
    shown: image.shown,
  };
}

function samplingOf({ sampling }: EvaluationSettings): EvaluationRun["sampling"] {
  return {
    temperature: sampling.temperature,
    top_p: sampling.topP,
    seed: sampling.seed,
    max_tokens: sampling.maxTokens,
    max_tokens_name: sampling.maxTokensName,
    reasoning_effort: sampling.reasoningEffort,
    n: sampling.attempts,
    extra: { ...sampling.extra },
  };
}

/** By what rollouts are scored: no answer depends on it. */
const strategyOf = ({ strategy }: EvaluationOptions): string | null =>
  strategy === null ? null : `${strategy.id} ${textSha(JSON.stringify(strategy)).slice(0, 12)}`;

function toolsOf({ tools }: EvaluationSettings, offer: ZoomOffer | null): EvaluationRun["tools"] {
  if (tools === null || offer === null) return null;
  return { style: tools.style, tool: tools.tool, schema_sha256: offer.sha256, max_turns: tools.maxTurns };
}

/** `evaluation.json` of a run that begins now: everything that can change an answer. */
export function evaluationRunOf(
  source: ExportSource,
  items: readonly AskedItem[],
  offer: ZoomOffer | null,
  options: EvaluationOptions,
): EvaluationRun {
  const { settings, name, endpoint, toolVersion, checkpointFindings } = options;
  return {
    ...{ v: 1, kind: "run", id: `run-${randomBytes(6).toString("hex")}`, name },
    dataset: datasetOf(source, items, options),
    model: {
      ...{ requested: settings.model, returned: [], family: settings.family },
      ...{ endpoint_host: hostOf(endpoint.endpoint), server: null, provider: null, checkpoint: settings.checkpoint },
    },
    ...{ input: settings.input, use: settings.use, image: imageOf(settings), boxes: settings.boxes },
    ...{ prompts: promptsOf(items), tools: toolsOf(settings, offer), sampling: samplingOf(settings) },
    ...(checkpointFindings === undefined ? {} : { checkpoint_findings: checkpointFindings.map(one => ({ ...one })) }),
    ...{ shard: settings.shard, imported: null, strategy: strategyOf(options) },
    ...{ started: new Date(options.now()).toISOString(), ended: null, tool_version: toolVersion },
  };
}
