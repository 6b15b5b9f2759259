import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import { applyEdit } from "../../core/benchmark/review/applyEdit.js";
import { decisionEdit } from "../../core/benchmark/review/decisionEdit.js";
import type { ReviewedQuestion } from "../../core/benchmark/review/foldQuestion.js";
import { questionConfidence } from "../../core/benchmark/review/questionConfidence.js";
import { questionProblem } from "../../core/benchmark/review/questionProblem.js";
import { reviewProgress } from "../../core/benchmark/review/reviewProgress.js";
import { isInState, reviewQueue, type QueueContext } from "../../core/benchmark/review/reviewQueue.js";
import { reviewRate } from "../../core/benchmark/review/reviewRate.js";
import type { ReviewerDecision } from "../../core/benchmark/review/reviewerDecision.js";
import { visibleQuestion } from "../../core/benchmark/review/visibleQuestion.js";
import type { QuestionEdit } from "../../core/benchmark/reviewEvent.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import type {
  DecideParams,
  Decided,
  QueueEntry,
  QueueFacets,
  ReviewFilter,
  ReviewQueueView,
  ShownDecision,
  ShownProgress,
  ShownQuestion,
} from "../../protocol/review/reviewViewApi.js";
import { recordFiles } from "./recordFiles.js";
import type { ReviewerIdentity, ReviewStore } from "./reviewStore.js";

const isEmpty = (edit: QuestionEdit): boolean => Object.keys(edit).length === 0;
const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

const shownDecision = ({
  reviewer,
  verdict,
  unsure,
  flagged,
  edit,
  reason,
  note,
}: ReviewerDecision): ShownDecision => ({
  ...{ reviewer, verdict, unsure, flagged, edit, reason, note },
});

function ownState(own: ReviewerDecision | undefined): QueueEntry["own"] {
  if (own === undefined) return null;
  if (own.verdict !== null) return own.verdict;
  if (own.unsure) return "unsure";
  return own.last.decision === "skip" ? "passed" : null;
}

/** One reviewer's work on a benchmark: what the review shows, and what comes of the keys. */
export class ReviewSession {
  readonly store: ReviewStore;
  readonly identity: ReviewerIdentity;
  private readonly onPage = new Map<string, readonly string[]>();
  private readonly context: QueueContext;
  private readonly fileOf: (path: string) => string;

  constructor(store: ReviewStore, identity: ReviewerIdentity) {
    this.store = store;
    this.identity = identity;
    this.fileOf = recordFiles(store.paths.folder);
    for (const { built } of store.questions)
      this.onPage.set(built.page_id, [...(this.onPage.get(built.page_id) ?? []), built.id]);
    this.context = { reviewer: identity.reviewer, confidenceOf: reviewed => this.confidenceOf(reviewed) };
  }

  queue(filter: ReviewFilter): ReviewQueueView {
    const entries = reviewQueue(this.store.questions, filter, this.context).map(reviewed => this.entryOf(reviewed));
    return { entries, progress: this.progress(filter), facets: this.facets() };
  }

  /** `uri` is the image's absolute path: who shows it makes a URI of it. Null: there is no such question (any more). */
  question(id: string): ShownQuestion | null {
    const reviewed = this.store.get(id);
    return reviewed === undefined ? null : this.shown(reviewed);
  }

  /**
   * Writes what the reviewer said; accepting with changes is an edit.
   *
   * @throws when the question is not there, the edit would make one that cannot stand, or nothing can be written
   */
  async decide({ id, decision, edit, reason, note, seconds, filter }: DecideParams): Promise<Decided> {
    const reviewed = this.store.get(id);
    if (reviewed === undefined) throw new Error(`there is no question ${id}`);
    const { reviewer, blind } = this.identity;
    const isRight = decision === "right";
    const after = isRight ? decisionEdit(reviewed, reviewer, blind, edit) : {};
    const problem = isEmpty(edit) ? null : questionProblem(applyEdit(this.visible(reviewed), edit));
    if (isRight && problem !== null) throw new Error(`the question cannot stand so: ${problem}`);
    const said = isRight && !isEmpty(edit) ? "edit" : decision;
    const decided = await this.store.decide(
      { question: id, decision: said, seconds, reason, note, ...(!isEmpty(after) && { after }) },
      this.identityFor(reviewed),
    );
    return this.decided(decided, filter);
  }

  /** @throws when nothing can be written */
  async undo(filter: ReviewFilter): Promise<Decided | null> {
    const undone = await this.store.undo(this.identity);
    return undone === null ? null : this.decided(undone, filter);
  }

  /** Takes in what was written elsewhere: the entries that now stand otherwise. */
  async refresh(): Promise<readonly QueueEntry[]> {
    const changed = await this.store.refresh();
    return changed.flatMap(id => {
      const reviewed = this.store.get(id);
      return reviewed === undefined ? [] : [this.entryOf(reviewed)];
    });
  }

  /** A decision is blind only as long as the reviewer has not seen the others', which deciding uncovers. */
  private identityFor(reviewed: ReviewedQuestion): ReviewerIdentity {
    return { ...this.identity, blind: this.isHidden(reviewed) };
  }

  private ownOf({ decisions }: ReviewedQuestion): ReviewerDecision | undefined {
    return decisions.find(({ reviewer }) => reviewer === this.identity.reviewer);
  }

  private isHidden(reviewed: ReviewedQuestion): boolean {
    return this.identity.blind && (this.ownOf(reviewed)?.verdict ?? null) === null;
  }

  private visible(reviewed: ReviewedQuestion) {
    return visibleQuestion(reviewed, this.identity.reviewer, this.identity.blind);
  }

  private pageOf({ built }: ReviewedQuestion): PageRecord | null {
    return this.store.pages.get(built.page_id) ?? null;
  }

  private confidenceOf(reviewed: ReviewedQuestion): number | null {
    const page = this.pageOf(reviewed);
    return page === null ? null : questionConfidence(reviewed.built, page);
  }

  private entryOf(reviewed: ReviewedQuestion): QueueEntry {
    const { built, decisions } = reviewed;
    const own = this.ownOf(reviewed);
    const { state } = this.visible(reviewed).review;
    const rejecting = decisions.find(({ verdict, reason }) => verdict === "rejected" && reason !== null);
    return {
      ...{ id: built.id, task: built.task, page: built.page_id, state },
      own: ownState(own),
      isFlagged: own?.flagged ?? false,
      reason: state === "rejected" ? (rejecting?.reason ?? null) : null,
      checks: built.checks.length,
    };
  }

  private shown(reviewed: ReviewedQuestion): ShownQuestion {
    const { built, decisions, stale } = reviewed;
    const page = this.pageOf(reviewed);
    const onPage = this.onPage.get(built.page_id) ?? [];
    const own = this.ownOf(reviewed);
    const isBlind = this.isHidden(reviewed);
    const path = page?.image.path ?? built.image;
    return {
      ...{ question: this.visible(reviewed), built, page, isBlind, stale },
      uri: this.fileOf(path),
      place: { index: onPage.indexOf(built.id) + 1, of: onPage.length },
      confidence: this.confidenceOf(reviewed),
      own: own === undefined ? null : shownDecision(own),
      others: isBlind ? [] : decisions.filter(decision => decision !== own).map(shownDecision),
    };
  }

  private decided(reviewed: ReviewedQuestion, filter: ReviewFilter): Decided {
    return { shown: this.shown(reviewed), entry: this.entryOf(reviewed), progress: this.progress(filter) };
  }

  private progress(filter: ReviewFilter): ShownProgress {
    const { reviewer } = this.identity;
    const scope = reviewQueue(this.store.questions, { ...filter, state: null }, this.context);
    const left = scope.filter(reviewed => isInState(reviewed, "todo", reviewer)).length;
    return {
      ...reviewProgress(scope.map(reviewed => this.visible(reviewed))),
      rate: reviewRate(this.store.eventsOf(reviewer), left),
    };
  }

  private facets(): QueueFacets {
    const built = this.store.questions.map(reviewed => reviewed.built);
    const present = new Set(built.map(({ task }) => task));
    return {
      tasks: taskKinds.filter(task => present.has(task)),
      generators: distinct(built.map(({ provenance }) => provenance.generator)),
      positions: distinct(built.flatMap(({ position_prompt: position }) => position ?? [])),
      checks: distinct(built.flatMap(({ checks }) => checks)),
      hasConfidence: this.store.questions.some(reviewed => this.confidenceOf(reviewed) !== null),
    };
  }
}
