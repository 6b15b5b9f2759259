import type { ResizeLimits } from "../page/resizeLimits.js";
import type { DataMeasure } from "./dataMeasure.js";
import type { TokenEstimate } from "./textTokens.js";
import { visualTokens } from "./visualTokens.js";

/** Questions of one task kind (null: none is named), by whether their prompt fits. They add up to `questions`. */
export interface KindBudget {
  readonly taskKind: string | null;
  readonly questions: number;
  /** Too long whatever the tokenizer says. */
  readonly dropped: number;
  /** Too long or not, depending on the text's tokens, which are estimated. */
  readonly doubtful: number;
  /** Their page cannot be read: never counted as fitting. */
  readonly unknown: number;
  readonly longest: number;
}

export interface PromptBudget {
  readonly kinds: readonly KindBudget[];
  /** The largest `pixels.max` with which every question with a readable page fits; null: there is none. */
  readonly pixelsForAll: number | null;
}

/** What a prompt may have, and what is in it besides the question. */
export interface PromptLimits {
  readonly promptTokens: number;
  readonly resize: ResizeLimits;
  /** System prompt. */
  readonly system: TokenEstimate;
}

/** Chat tokens around the messages, the vision tokens around the page, and the line that opens the answer. */
const templateTokens = 16;

interface Needed {
  readonly low: number;
  readonly high: number;
}

function needed({ page, hasPage, text }: DataMeasure, { resize, system }: PromptLimits): Needed | null {
  const visual = page === null ? (hasPage ? null : 0) : visualTokens(page, resize);
  if (visual === null) return null;
  const fixed = visual + templateTokens;
  return { low: fixed + system.low + text.low, high: fixed + system.high + text.high };
}

const none: Omit<KindBudget, "taskKind"> = { questions: 0, dropped: 0, doubtful: 0, unknown: 0, longest: 0 };

function counted(before: Omit<KindBudget, "taskKind">, tokens: Needed | null, limit: number): typeof before {
  const questions = before.questions + 1;
  if (tokens === null) return { ...before, questions, unknown: before.unknown + 1 };
  const longest = Math.max(before.longest, tokens.high);
  if (tokens.low > limit) return { ...before, questions, longest, dropped: before.dropped + 1 };
  if (tokens.high > limit) return { ...before, questions, longest, doubtful: before.doubtful + 1 };
  return { ...before, questions, longest };
}

/** Visual tokens are at most pixels / factor², and the question with the longest text leaves the fewest for its page. */
function pixelsForAll(measures: readonly DataMeasure[], limits: PromptLimits): number | null {
  const { promptTokens, system, resize } = limits;
  const ofToken = resize.factor ** 2;
  const room = measures
    .filter(({ page }) => page !== null)
    .filter(measure => (needed(measure, limits)?.high ?? 0) > promptTokens)
    .map(({ text }) => (promptTokens - templateTokens - system.high - text.high) * ofToken);
  const least = room.reduce((smallest, pixels) => Math.min(smallest, pixels), resize.maxPixels);
  return least < resize.minPixels ? null : least;
}

/** Counts, for each task kind, the questions whose prompt is over the limit; verl leaves these out without a word. */
export function promptBudget(measures: readonly DataMeasure[], limits: PromptLimits): PromptBudget {
  const kinds = new Map<string | null, Omit<KindBudget, "taskKind">>();
  for (const measure of measures) {
    const before = kinds.get(measure.taskKind) ?? none;
    kinds.set(measure.taskKind, counted(before, needed(measure, limits), limits.promptTokens));
  }
  return {
    kinds: [...kinds].map(([taskKind, budget]) => ({ taskKind, ...budget })),
    pixelsForAll: pixelsForAll(measures, limits),
  };
}
