import type { PositionKind, ReviewState } from "../questionRecord.js";
import type { TaskKind } from "../taskKinds.js";
import type { ReviewedQuestion } from "./foldQuestion.js";
import { isInSample } from "./isInSample.js";

/**
 * Which questions a queue holds, by where they stand: `todo`, nobody has decided; `second`, others have and this reviewer
 * has not; `sample`, the tenth of these that is reviewed twice; `stale`, decided on when its content was another; otherwise the state or a reviewer's mark.
 */
export const queueStates = [
  "todo",
  "second",
  "sample",
  "conflict",
  "accepted",
  "edited",
  "rejected",
  "unsure",
  "flagged",
  "stale",
] as const;
export type QueueState = (typeof queueStates)[number];

export const queueOrders = ["page", "checks", "confidence"] as const;
export type QueueOrder = (typeof queueOrders)[number];

/** What a queue is made of. Null lets everything through. */
export interface QueueFilter {
  readonly task: TaskKind | null;
  /** The rule that made the question, by its name in the provenance. */
  readonly generator: string | null;
  readonly position: PositionKind | null;
  /** Something to look at, by its code; `any`: whatever it is. */
  readonly check: string | null;
  /** Questions at most this sure; those of which nothing was computed are left out. */
  readonly mostConfidence: number | null;
  readonly state: QueueState | null;
  /** Ascending order of pages: as built, those with most checks first, the least sure first. */
  readonly order: QueueOrder;
}

export interface QueueContext {
  readonly reviewer: string;
  readonly confidenceOf: (reviewed: ReviewedQuestion) => number | null;
}

/** Whether a question stands where a queue wants it. */
export function isInState(
  { built, question, decisions, stale }: ReviewedQuestion,
  state: QueueState,
  reviewer: string,
): boolean {
  const own = decisions.find(decision => decision.reviewer === reviewer);
  const isDecided = decisions.some(({ verdict }) => verdict !== null);
  const isOwn = (own?.verdict ?? null) !== null;
  switch (state) {
    case "todo":
      return !isDecided;
    case "second":
      return isDecided && !isOwn;
    case "sample":
      return isDecided && !isOwn && isInSample(built.id);
    case "unsure":
      return decisions.some(({ unsure }) => unsure);
    case "flagged":
      return decisions.some(({ flagged }) => flagged);
    case "stale":
      return stale > 0 && !isDecided;
    case "conflict":
    case "accepted":
    case "edited":
    case "rejected":
      return question.review.state === (state satisfies ReviewState);
    default: {
      const never: never = state;
      return never;
    }
  }
}

function isWanted(reviewed: ReviewedQuestion, filter: QueueFilter, { reviewer, confidenceOf }: QueueContext): boolean {
  const { question } = reviewed;
  if (filter.task !== null && question.task !== filter.task) return false;
  if (filter.generator !== null && question.provenance.generator !== filter.generator) return false;
  if (filter.position !== null && question.position_prompt !== filter.position) return false;
  if (filter.check === "any" && question.checks.length === 0) return false;
  if (filter.check !== null && filter.check !== "any" && !question.checks.includes(filter.check)) return false;
  if (filter.mostConfidence !== null && (confidenceOf(reviewed) ?? Infinity) > filter.mostConfidence) return false;
  return filter.state === null || isInState(reviewed, filter.state, reviewer);
}

/** What a page is sorted by, ascending: of its questions the one that stands first decides. */
function rankOf(reviewed: ReviewedQuestion, order: QueueOrder, { confidenceOf }: QueueContext): number {
  switch (order) {
    case "page":
      return 0;
    case "checks":
      return -reviewed.question.checks.length;
    case "confidence":
      return confidenceOf(reviewed) ?? 1;
    default: {
      const never: never = order;
      return never;
    }
  }
}

/**
 * The questions to review one after another. All of a page stand together, so that the page is read once (Sigurdsson
 * et al. 2016, by facts: evaluation 5). Take it once and keep it: it does not shrink while it is worked through.
 */
export function reviewQueue(
  questions: readonly ReviewedQuestion[],
  filter: QueueFilter,
  context: QueueContext,
): readonly ReviewedQuestion[] {
  // Pages keep their places whatever is filtered.
  const byPage = new Map<string, { rank: number; readonly questions: ReviewedQuestion[] }>();
  for (const reviewed of questions) {
    const { page_id: id } = reviewed.question;
    const page = byPage.get(id) ?? { rank: Infinity, questions: [] };
    byPage.set(id, page);
    if (!isWanted(reviewed, filter, context)) continue;
    page.rank = Math.min(page.rank, rankOf(reviewed, filter.order, context));
    page.questions.push(reviewed);
  }
  return [...byPage.values()]
    .filter(page => page.questions.length > 0)
    .sort((a, b) => a.rank - b.rank)
    .flatMap(page => page.questions);
}
