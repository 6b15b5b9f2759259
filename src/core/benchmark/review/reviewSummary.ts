import type { QuestionRecord, ReviewState } from "../questionRecord.js";
import type { QuestionEdit, ReviewEvent } from "../reviewEvent.js";
import { taskKinds, type TaskKind } from "../taskKinds.js";
import { distinctEvents } from "./distinctEvents.js";
import { foldReviews } from "./foldReviews.js";
import type { ReviewedQuestion } from "./foldQuestion.js";
import { reviewProgress, type ReviewProgress } from "./reviewProgress.js";
import { reviewRate, type ReviewRate } from "./reviewRate.js";
import { reviewerAgreement, type ReviewerAgreement } from "./reviewerAgreement.js";
import { reviewVerdicts, type ReviewVerdict } from "./reviewerDecision.js";
import { standingEvents } from "./standingEvents.js";

interface TaskProgress extends ReviewProgress {
  readonly task: TaskKind;
}

/** What one person did. */
export interface ReviewerSummary {
  readonly reviewer: string;
  /** Questions by what this person says of them now. */
  readonly verdicts: Readonly<Record<ReviewVerdict, number>>;
  readonly unsure: number;
  readonly flagged: number;
  /** How fast, and how long what nobody has decided would take at this rate. */
  readonly rate: ReviewRate | null;
}

/** A question about which final decisions differ, with each of them. */
export interface ReviewConflict {
  readonly question: string;
  readonly task: TaskKind;
  readonly decisions: readonly {
    readonly reviewer: string;
    readonly verdict: ReviewVerdict;
    readonly reason: string | null;
    readonly note: string | null;
    readonly edit: QuestionEdit;
  }[];
}

/** Where one question stands. */
export interface QuestionStand {
  readonly question: string;
  readonly task: TaskKind;
  readonly state: ReviewState;
  readonly by: readonly string[];
  readonly reason: string | null;
}

/** The log of a review, folded. */
export interface ReviewSummary {
  readonly events: number;
  /** Left out: about an earlier content, about questions that are gone, with edits that cannot stand. */
  readonly stale: number;
  readonly unknown: number;
  readonly refused: number;
  readonly tasks: readonly TaskProgress[];
  readonly reviewers: readonly ReviewerSummary[];
  readonly agreement: readonly ReviewerAgreement[];
  readonly conflicts: readonly ReviewConflict[];
  /** Rejections by reason, the most frequent ones first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Every question that somebody has decided, in the order of the benchmark. */
  readonly decided: readonly QuestionStand[];
}

function reasonOf({ question, decisions }: ReviewedQuestion): string | null {
  if (question.review.state !== "rejected") return null;
  return decisions.find(({ verdict, reason }) => verdict === "rejected" && reason !== null)?.reason ?? null;
}

function conflictOf({ built, decisions }: ReviewedQuestion): ReviewConflict {
  return {
    question: built.id,
    task: built.task,
    decisions: decisions.flatMap(({ reviewer, verdict, reason, note, edit }) =>
      verdict === null ? [] : [{ reviewer, verdict, reason, note, edit }],
    ),
  };
}

function reviewersOf(
  folded: readonly ReviewedQuestion[],
  events: readonly ReviewEvent[],
  left: number,
): readonly ReviewerSummary[] {
  const standing = standingEvents(events);
  const names = [...new Set(events.map(({ reviewer }) => reviewer))].sort();
  return names.map(reviewer => {
    const own = folded.flatMap(({ decisions }) => decisions.filter(decision => decision.reviewer === reviewer));
    const counted = (verdict: ReviewVerdict) => own.filter(decision => decision.verdict === verdict).length;
    const [accepted, edited, rejected] = reviewVerdicts.map(counted);
    return {
      reviewer,
      verdicts: { accepted: accepted ?? 0, edited: edited ?? 0, rejected: rejected ?? 0 },
      unsure: own.filter(({ unsure }) => unsure).length,
      flagged: own.filter(({ flagged }) => flagged).length,
      rate: reviewRate(
        standing.filter(event => event.reviewer === reviewer),
        left,
      ),
    };
  });
}

function countedReasons(folded: readonly ReviewedQuestion[]): ReviewSummary["reasons"] {
  const counts = new Map<string, number>();
  for (const reviewed of folded) {
    const reason = reasonOf(reviewed);
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** Folds a log of decisions into what it comes to: progress by task kind, people, agreement, conflicts and reasons. */
export function reviewSummary(questions: readonly QuestionRecord[], events: readonly ReviewEvent[]): ReviewSummary {
  const { questions: folded, stale, unknown, refused } = foldReviews(questions, events);
  const shown = folded.map(({ question }) => question);
  const progressOf = (task: TaskKind) => reviewProgress(shown.filter(question => question.task === task));
  const left = folded.filter(({ decisions }) => decisions.every(({ verdict }) => verdict === null)).length;
  return {
    events: distinctEvents(events).length,
    ...{ stale, unknown, refused },
    tasks: taskKinds.map(task => ({ task, ...progressOf(task) })).filter(({ total }) => total > 0),
    reviewers: reviewersOf(folded, events, left),
    agreement: reviewerAgreement(folded),
    conflicts: folded.filter(({ question }) => question.review.state === "conflict").map(conflictOf),
    reasons: countedReasons(folded),
    decided: folded
      .filter(({ question }) => question.review.state !== "new")
      .map(reviewed => ({
        ...{ question: reviewed.built.id, task: reviewed.built.task, reason: reasonOf(reviewed) },
        ...{ state: reviewed.question.review.state, by: reviewed.question.review.by },
      })),
  };
}
