import { contentSha } from "../contentSha.js";
import type { QuestionRecord } from "../questionRecord.js";
import type { ReviewEvent } from "../reviewEvent.js";
import { applyEdit } from "./applyEdit.js";
import { reviewOutcome } from "./reviewOutcome.js";
import { reviewerDecision, type ReviewerDecision } from "./reviewerDecision.js";
import { standingEvents } from "./standingEvents.js";

/** A question with what people said of it. */
export interface ReviewedQuestion {
  readonly built: QuestionRecord;
  /**
   * As it stands after review: edits laid over it, `review.state` and `review.by` set. In a conflict it is as built.
   * An edited question has a `content_sha` of its own; decisions go on naming that of the built one.
   */
  readonly question: QuestionRecord;
  /** One per reviewer, by name. */
  readonly decisions: readonly ReviewerDecision[];
  /** Events about another content than the question has now, which are left out. */
  readonly stale: number;
  /** Events whose edit would make a question that cannot stand, left out. */
  readonly refused: number;
}

/** Folds the events of one question, in any order, into where it stands. Events of other questions must not be among them. */
export function foldQuestion(built: QuestionRecord, events: readonly ReviewEvent[]): ReviewedQuestion {
  const standing = standingEvents(events);
  const byReviewer = new Map<string, ReviewEvent[]>();
  let stale = 0;
  for (const event of standing) {
    if (event.question_sha !== built.content_sha) {
      stale++;
      continue;
    }
    const known = byReviewer.get(event.reviewer);
    if (known === undefined) byReviewer.set(event.reviewer, [event]);
    else known.push(event);
  }
  const decisions: ReviewerDecision[] = [];
  let refused = 0;
  for (const reviewer of [...byReviewer.keys()].sort()) {
    const folded = reviewerDecision(built, reviewer, byReviewer.get(reviewer) ?? []);
    refused += folded.refused;
    if (folded.decision !== null) decisions.push(folded.decision);
  }
  return { built, question: reviewed(built, decisions), decisions, stale, refused };
}

const withContentSha = (question: QuestionRecord): QuestionRecord => ({
  ...question,
  content_sha: contentSha(question),
});

function reviewed(built: QuestionRecord, decisions: readonly ReviewerDecision[]): QuestionRecord {
  const outcome = reviewOutcome(decisions);
  switch (outcome.kind) {
    case "new":
      // As it was written down: new, unless it comes from an export, which has decisions folded in.
      return built;
    case "conflict":
      return { ...built, review: { state: "conflict", by: outcome.by } };
    case "accepted":
    case "rejected":
      return { ...built, review: { state: outcome.kind, by: outcome.by } };
    case "edited":
      return { ...withContentSha(applyEdit(built, outcome.edit)), review: { state: "edited", by: outcome.by } };
    default: {
      const never: never = outcome;
      return never;
    }
  }
}
