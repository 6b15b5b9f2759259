import type { QuestionRecord } from "../questionRecord.js";
import type { QuestionEdit, ReviewEvent } from "../reviewEvent.js";
import { applyEdit } from "./applyEdit.js";
import { effectiveEdit } from "./effectiveEdit.js";
import { questionProblem } from "./questionProblem.js";

/** What a reviewer says of a question in the end. */
export const reviewVerdicts = ["accepted", "edited", "rejected"] as const;
export type ReviewVerdict = (typeof reviewVerdicts)[number];

/** Where one reviewer stands on one question. */
export interface ReviewerDecision {
  readonly reviewer: string;
  /** Null: nothing final, the question was skipped, flagged, or the reviewer is unsure. */
  readonly verdict: ReviewVerdict | null;
  readonly unsure: boolean;
  readonly flagged: boolean;
  /** Changes to the question as built that this reviewer's edits leave. */
  readonly edit: QuestionEdit;
  /** Of the rejection. */
  readonly reason: string | null;
  readonly note: string | null;
  /** The last event that stands: what an undo takes back. */
  readonly last: ReviewEvent;
  /** When the reviewer first said something final; null without a verdict. */
  readonly firstAt: string | null;
  /**
   * The verdict that others had no part in: the last that was given blind, else the first. Agreement is counted on it,
   * since a verdict changed to end a conflict agrees by itself.
   */
  readonly independent: ReviewVerdict | null;
  readonly independentIsBlind: boolean;
}

interface State {
  verdict: ReviewVerdict | null;
  unsure: boolean;
  flagged: boolean;
  edit: QuestionEdit;
  reason: string | null;
  note: string | null;
  firstAt: string | null;
  independent: ReviewVerdict | null;
  independentIsBlind: boolean;
  last: ReviewEvent | null;
  refused: number;
}

const isEmpty = (edit: QuestionEdit): boolean => Object.keys(edit).length === 0;

/** Notes a final verdict of an event. */
function settle(state: State, event: ReviewEvent, verdict: ReviewVerdict): void {
  state.verdict = verdict;
  state.unsure = false;
  state.firstAt ??= event.at;
  state.reason = verdict === "rejected" ? (event.reason ?? null) : null;
  state.note = event.note ?? null;
  if (!event.blind && state.independent !== null) return;
  state.independent = verdict;
  state.independentIsBlind = event.blind;
}

/** Lays one event over a reviewer's state. False: what it would make of the question cannot stand. */
function takeEvent(state: State, built: QuestionRecord, event: ReviewEvent): boolean {
  switch (event.decision) {
    case "right":
    case "edit": {
      const edit = effectiveEdit(built, { ...state.edit, ...event.after });
      if (questionProblem(applyEdit(built, edit)) !== null && !isEmpty(edit)) return false;
      state.edit = edit;
      settle(state, event, isEmpty(edit) ? "accepted" : "edited");
      return true;
    }
    case "wrong":
      settle(state, event, "rejected");
      return true;
    case "unsure":
      state.verdict = null;
      state.unsure = true;
      state.note = event.note ?? null;
      return true;
    case "flag":
      state.flagged = true;
      return true;
    case "skip":
    case "undo":
      return true;
    default: {
      const never: never = event.decision;
      return never;
    }
  }
}

/**
 * Folds what one reviewer said of one question: `events` stand, are that reviewer's, of the question as `built`, in
 * order. Edits add up; the last verdict holds. Events whose edit cannot stand are left out and counted as `refused`.
 */
export function reviewerDecision(
  built: QuestionRecord,
  reviewer: string,
  events: readonly ReviewEvent[],
): { readonly decision: ReviewerDecision | null; readonly refused: number } {
  const state: State = {
    verdict: null,
    unsure: false,
    flagged: false,
    edit: {},
    reason: null,
    note: null,
    firstAt: null,
    independent: null,
    independentIsBlind: false,
    last: null,
    refused: 0,
  };
  for (const event of events) {
    if (takeEvent(state, built, event)) state.last = event;
    else state.refused++;
  }
  const { last, refused, ...rest } = state;
  return { decision: last === null ? null : { reviewer, last, ...rest }, refused };
}
