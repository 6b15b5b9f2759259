import { decisionEdit } from "../../src/core/benchmark/review/decisionEdit.js";
import { foldReviews } from "../../src/core/benchmark/review/foldReviews.js";
import { reviewProgress } from "../../src/core/benchmark/review/reviewProgress.js";
import { reviewQueue } from "../../src/core/benchmark/review/reviewQueue.js";
import { reviewRate } from "../../src/core/benchmark/review/reviewRate.js";
import { visibleQuestion } from "../../src/core/benchmark/review/visibleQuestion.js";
import type { ReviewEvent } from "../../src/core/benchmark/reviewEvent.js";
import {
  reviewHostSchemas,
  type Decided,
  type QueueEntry,
  type ReviewFilter,
  type ReviewHostApi,
  type ReviewViewApi,
  type ShownQuestion,
} from "../../src/protocol/review/reviewViewApi.js";
import { connect, serve } from "../../src/protocol/rpc.js";
import { madeUpReview } from "./madeUpReview.js";
import { pretendWindow } from "./pretendWindow.js";

declare global {
  interface Window {
    review: {
      /** What was written, in order. */
      readonly log: readonly ReviewEvent[];
      readonly view: { [K in keyof ReviewViewApi]: ReviewViewApi[K] };
      /** The next decision cannot be written. */
      failNext: boolean;
    };
  }
}

const query = new URLSearchParams(location.search);
const state = query.get("state") ?? "";
const reviewer = "Ada";
const isBlind = state === "blind";

/** What is in the log already: nothing, four decisions of Ada, or those and Bob's, who disagrees. */
function before(): readonly ReviewEvent[] {
  if (!["some", "merge", "conflict", "blind"].includes(state)) return [];
  const bobs = madeUpReview.events.map((event): ReviewEvent => {
    const { v, kind, target, question_sha, blind, seconds, at, tool_version } = event;
    const kept = { v, kind, target, question_sha, blind, seconds, at, tool_version };
    return { ...kept, id: `${event.id}b`, reviewer: "Bob", decision: "edit", after: { answer: "B" } };
  });
  if (state === "blind") return bobs;
  return state === "conflict" ? [...madeUpReview.events, ...bobs] : madeUpReview.events;
}

const log: ReviewEvent[] = [...before()];
const window_ = { log, failNext: false };
const folded = () => foldReviews(madeUpReview.questions, log).questions;
const reviewedOf = (id: string) => {
  const found = folded().find(({ built }) => built.id === id);
  if (found === undefined) throw new Error(`there is no question ${id}`);
  return found;
};

function entryOf(id: string): QueueEntry {
  const reviewed = reviewedOf(id);
  const { built, decisions } = reviewed;
  const own = decisions.find(decision => decision.reviewer === reviewer);
  const { state: stands } = visibleQuestion(reviewed, reviewer, isBlind).review;
  return {
    ...{ id, task: built.task, page: built.page_id, state: stands, own: own?.verdict ?? null },
    ...{ isFlagged: own?.flagged ?? false, checks: built.checks.length },
    reason: stands === "rejected" ? (decisions.find(({ reason }) => reason !== null)?.reason ?? null) : null,
  };
}

function shownOf(id: string): ShownQuestion {
  const reviewed = reviewedOf(id);
  const { built, decisions } = reviewed;
  const own = decisions.find(decision => decision.reviewer === reviewer) ?? null;
  const isHidden = isBlind && (own?.verdict ?? null) === null;
  const siblings = madeUpReview.questions.filter(one => one.page_id === built.page_id);
  return {
    question: visibleQuestion(reviewed, reviewer, isBlind),
    built,
    page: madeUpReview.pages.find(page => page.id === built.page_id) ?? null,
    // Each page is another image to the loader, and the same to the server.
    uri: state === "broken" ? "/broken.png" : `/page.png?${built.page_id}`,
    place: { index: siblings.indexOf(built) + 1, of: siblings.length },
    ...{ confidence: null, own, stale: 0, isBlind: isHidden },
    others: isHidden ? [] : decisions.filter(decision => decision !== own),
  };
}

function progressOf(filter: ReviewFilter) {
  const context = { reviewer, confidenceOf: () => null };
  const scope = reviewQueue(folded(), { ...filter, state: null }, context);
  const shown = scope.map(reviewed => visibleQuestion(reviewed, reviewer, isBlind));
  const left = shown.filter(({ review }) => review.state === "new").length;
  return { ...reviewProgress(shown), rate: reviewRate(log, left) };
}

const decided = (id: string, filter: ReviewFilter): Decided => ({
  ...{ shown: shownOf(id), entry: entryOf(id), progress: progressOf(filter) },
});

let count = 0;

function write(id: string, said: Partial<ReviewEvent>): void {
  const { content_sha: sha } = reviewedOf(id).built;
  log.push({
    ...{ v: 1, kind: "review", id: `rv-own${String(count++)}`, target: { kind: "question", id }, question_sha: sha },
    ...{ reviewer, decision: "right", blind: isBlind, seconds: 1, tool_version: "0.0.0" },
    at: new Date(Date.UTC(2026, 0, 6) + count).toISOString(),
    ...said,
  });
}

const host: ReviewHostApi = {
  ready: () =>
    Promise.resolve({
      ...{ strings: {}, pageStrings: {}, applyOrientation: false, bitmapBytes: 512 * 1024 * 1024 },
      ...{ folder: "/made", name: "made", reviewer, canWrite: state !== "restricted" },
      ...{ offersMerge: state === "merge", damaged: state === "merge" ? 3 : 0 },
      problem: state === "empty" ? "no-questions" : null,
      filter: {
        ...{ task: null, generator: null, position: null, check: null, mostConfidence: null, state: null },
        order: "page",
      },
    }),
  queue: ({ filter }) => {
    const context = { reviewer, confidenceOf: () => null };
    const entries = reviewQueue(folded(), filter, context).map(({ built }) => entryOf(built.id));
    const { questions } = madeUpReview;
    return Promise.resolve({
      ...{ entries, progress: progressOf(filter) },
      facets: {
        tasks: [...new Set(questions.map(({ task }) => task))],
        generators: [...new Set(questions.map(({ provenance }) => provenance.generator))],
        positions: ["row_col"],
        checks: ["small-mark"],
        hasConfidence: true,
      },
    });
  },
  question: ({ id }) => Promise.resolve(shownOf(id)),
  decide: ({ id, decision, edit, reason, note, filter }) => {
    if (window.review.failNext) {
      window.review.failNext = false;
      return Promise.reject(new Error("the disk is full"));
    }
    const isEdit = decision === "right" && Object.keys(edit).length > 0;
    const after = decision === "right" ? decisionEdit(reviewedOf(id), reviewer, isBlind, edit) : {};
    write(id, {
      decision: isEdit ? "edit" : decision,
      ...(Object.keys(after).length > 0 && { after }),
      ...(reason !== undefined && { reason }),
      ...(note !== undefined && { note }),
    });
    return Promise.resolve(decided(id, filter));
  },
  undo: ({ filter }) => {
    const undone = new Set(log.flatMap(({ undoes }) => undoes ?? []));
    const last = log.findLast(
      event => event.decision !== "undo" && event.reviewer === reviewer && !undone.has(event.id),
    );
    if (last === undefined) return Promise.resolve(null);
    write(last.target.id, { decision: "undo", undoes: last.id });
    return Promise.resolve(decided(last.target.id, filter));
  },
  addMergeRule: () => Promise.resolve(),
  manageTrust: () => Promise.resolve(),
  openSettings: () => Promise.resolve(),
  log: () => Promise.resolve(),
};

const port = pretendWindow("state of the review");

serve<ReviewHostApi>(port, host, reviewHostSchemas);
window.review = Object.assign(window_, { view: connect<ReviewViewApi>(port) });
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
