import { questionValues } from "../../core/benchmark/prompts/questionValues.js";
import { renderTemplate } from "../../core/benchmark/prompts/renderTemplate.js";
import { familyOf } from "../../core/evaluation/familyOf.js";
import { imageTokens } from "../../core/evaluation/imageTokens.js";
import type { AskedItem } from "../../core/evaluation/selectAsked.js";
import { sentSize } from "../../core/evaluation/sentSize.js";
import type { ZoomOffer } from "../../core/evaluation/zoomOffer.js";
import { costOf } from "../endpoint/priceTable.js";
import type { EvaluationOptions } from "./evaluationOptions.js";
import type { EvaluationPlan } from "./evaluationResult.js";
import { attemptKey, type KnownAttempts } from "./knownAttempts.js";
import { plannedImages } from "./questionImages.js";

/** One attempt that is to be asked. */
export interface WantedAttempt {
  readonly item: AskedItem;
  readonly attempt: number;
}

export interface WantedAttempts {
  readonly wanted: readonly WantedAttempt[];
  readonly done: number;
  readonly failedBefore: number;
}

/** A token is about four characters of English. */
const charactersOfToken = 4;

/**
 * The attempts that are still to be asked: all without a line, those whose question has changed since, and failed ones
 * where they are wanted again.
 */
export function wantedAttempts(
  items: readonly AskedItem[],
  known: KnownAttempts,
  { settings, isFresh, retriesFailed }: Pick<EvaluationOptions, "settings" | "isFresh" | "retriesFailed">,
): WantedAttempts {
  const wanted: WantedAttempt[] = [];
  let [done, failedBefore] = [0, 0];
  for (const item of items)
    for (let attempt = 0; attempt < settings.sampling.attempts; attempt++) {
      const before = known.attempts.get(attemptKey(item.question.id, attempt));
      const isAnswered = before?.questionSha === item.question.content_sha;
      if (isFresh || !isAnswered || (before.state === "failed" && retriesFailed)) wanted.push({ item, attempt });
      else if (before.state === "failed") failedBefore++;
      else done++;
    }
  return { wanted, done, failedBefore };
}

interface Estimate {
  readonly images: number;
  readonly tokens: number;
}

function estimateOf(item: AskedItem, offer: ZoomOffer | null, { settings }: EvaluationOptions): Estimate {
  const tools = settings.tools?.style === "text" ? (offer?.text ?? "") : "";
  const rendered = renderTemplate(item.prompt, { ...questionValues(item.question, item.prompt.input), tools });
  const characters = rendered.kind === "rendered" ? rendered.system.length + rendered.user.length : 0;
  const planned = plannedImages(item.question, item.page, settings.input, settings.image);
  const rule = familyOf(settings.model, settings.family).tokens.value;
  const seen = planned.map(size => imageTokens(sentSize(size, settings.image) ?? size, rule));
  const tokens = Math.ceil(characters / charactersOfToken) + seen.reduce((sum, count) => sum + count, 0);
  return { images: planned.length, tokens };
}

/** Counts what a run would send, without reading a page. */
export function planEvaluation(
  items: readonly AskedItem[],
  leftOut: Readonly<Record<string, number>>,
  { wanted, done, failedBefore }: WantedAttempts,
  offer: ZoomOffer | null,
  options: EvaluationOptions,
): EvaluationPlan {
  const { sampling, tools, model } = options.settings;
  const turns = tools?.maxTurns ?? 1;
  const estimates = new Map<AskedItem, Estimate>();
  let [images, mostImages, promptTokens] = [0, 0, 0];
  for (const { item } of wanted) {
    const known = estimates.get(item) ?? estimateOf(item, offer, options);
    estimates.set(item, known);
    images += known.images;
    // Each turn sends the images of all turns before it, and one more.
    mostImages += turns * known.images + (turns * (turns - 1)) / 2;
    promptTokens += known.tokens;
  }
  const completionTokens = wanted.length * sampling.maxTokens;
  const usage = { prompt: promptTokens, completion: completionTokens, total: null, reasoning: null, cached: null };
  const { prices } = options.endpoint;
  return {
    ...{ withdrawn: 0, questions: items.length, attempts: items.length * sampling.attempts, done, failedBefore },
    ...{ toAsk: wanted.length, requests: { least: wanted.length, most: wanted.length * turns } },
    ...{ images: { least: images, most: mostImages }, promptTokens, completionTokens, leftOut },
    cost: prices === null ? null : costOf(usage, model, prices),
  };
}
