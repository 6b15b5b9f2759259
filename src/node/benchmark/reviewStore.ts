import { stat } from "node:fs/promises";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import { questionRecordSchema } from "../../core/benchmark/questionRecord.js";
import { beforeEdit } from "../../core/benchmark/review/beforeEdit.js";
import { eventsByQuestion } from "../../core/benchmark/review/eventsByQuestion.js";
import { foldQuestion, type ReviewedQuestion } from "../../core/benchmark/review/foldQuestion.js";
import { standingEvents } from "../../core/benchmark/review/standingEvents.js";
import { reviewEventSchema, type QuestionEdit, type ReviewEvent } from "../../core/benchmark/reviewEvent.js";
import { appendReviewLine } from "./appendReviewLine.js";
import { benchmarkPaths, type BenchmarkPaths } from "./benchmarkPaths.js";
import { readEffectivePages } from "./readEffectivePages.js";
import { readRecords, type DamagedLine } from "./readRecords.js";
import { reviewId } from "./reviewId.js";

/** What a reviewer says of a question. */
export interface Decision {
  readonly question: string;
  readonly decision: Exclude<ReviewEvent["decision"], "undo">;
  readonly after?: QuestionEdit | undefined;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
  readonly seconds: number;
}

/** Under whose name, and how, decisions are written. */
export interface ReviewerIdentity {
  readonly reviewer: string;
  readonly blind: boolean;
  readonly toolVersion: string;
}

export type ReviewStoreRead =
  | { readonly kind: "read"; readonly store: ReviewStore }
  /** There are no questions yet, or no pages. */
  | { readonly kind: "missing"; readonly file: string }
  | { readonly kind: "unreadable"; readonly file: string; readonly reason: string };

/** A line that is damaged, of one of the benchmark's files. */
export interface DamagedRecord extends DamagedLine {
  readonly file: string;
}

/** Size of a file in bytes; 0 where there is none. */
const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/**
 * A benchmark's questions with the decisions about them: the one place where decisions are written. `questions.jsonl` is
 * as it was when the store was read; `reviews.jsonl` is followed by `refresh`.
 */
export class ReviewStore {
  readonly paths: BenchmarkPaths;
  readonly pages: ReadonlyMap<string, PageRecord>;
  /** Lines that could not be read, of all files. */
  damaged: readonly DamagedRecord[];
  private readonly reviewed = new Map<string, ReviewedQuestion>();
  private events: readonly ReviewEvent[] = [];
  private byQuestion = new Map<string, readonly ReviewEvent[]>();
  /** Bytes of the log that are folded in. A log only grows, so that its size says whether there is more. */
  private size = 0;
  private lastAt = 0;
  /** Writes stand one behind another, so that lines are in the order of the keys that were pressed. */
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(paths: BenchmarkPaths, pages: readonly PageRecord[], damaged: readonly DamagedRecord[]) {
    this.paths = paths;
    this.pages = new Map(pages.map(page => [page.id, page]));
    this.damaged = damaged;
  }

  static async read(folder: string, signal?: AbortSignal): Promise<ReviewStoreRead> {
    const paths = benchmarkPaths(folder);
    const pages = await readEffectivePages(paths, signal);
    const questions = await readRecords(paths.questions, questionRecordSchema, { signal });
    signal?.throwIfAborted();
    if (questions.kind === "missing") return { kind: "missing", file: paths.questions };
    if (questions.kind !== "read") {
      return { kind: "unreadable", file: paths.questions, reason: reasonOf(questions) };
    }
    if (pages.kind !== "read" && pages.kind !== "missing") {
      return { kind: "unreadable", file: paths.pages, reason: reasonOf(pages) };
    }
    const ofPages = pages.kind === "read" ? pages : { records: [], damaged: [] };
    const store = new ReviewStore(paths, ofPages.records, [
      ...ofPages.damaged.map(line => ({ ...line, file: paths.pages })),
      ...questions.damaged.map(line => ({ ...line, file: paths.questions })),
    ]);
    for (const question of questions.records) store.reviewed.set(question.id, foldQuestion(question, []));
    await store.refresh();
    return { kind: "read", store };
  }

  /** In the order of the file. */
  get questions(): readonly ReviewedQuestion[] {
    return [...this.reviewed.values()];
  }

  get(question: string): ReviewedQuestion | undefined {
    return this.reviewed.get(question);
  }

  /** The standing decisions of a reviewer. */
  eventsOf(reviewer: string): readonly ReviewEvent[] {
    return standingEvents(this.events.filter(event => event.reviewer === reviewer));
  }

  /** Every line of the log that is a decision, as it stands there. */
  get log(): readonly ReviewEvent[] {
    return this.events;
  }

  /** Reads `reviews.jsonl` again if it has changed: what other windows and other people wrote. The ids that now stand elsewhere. */
  async refresh(): Promise<readonly string[]> {
    await this.writing.catch(() => undefined); // whoever wrote was told of the failure
    const size = await sizeOf(this.paths.reviews);
    if (size === this.size) return [];
    const read = await readRecords(this.paths.reviews, reviewEventSchema);
    if (read.kind !== "read" && read.kind !== "missing") return [];
    this.size = size;
    const ofReviews = read.kind === "read" ? read : { records: [], damaged: [] };
    const { reviews } = this.paths;
    this.damaged = [
      ...this.damaged.filter(({ file }) => file !== reviews),
      ...ofReviews.damaged.map(line => ({ ...line, file: reviews })),
    ];
    this.events = ofReviews.records;
    this.byQuestion = new Map(eventsByQuestion(ofReviews.records));
    return this.foldAll();
  }

  /**
   * Writes a decision and folds it in.
   *
   * @throws when the question is not there or the line cannot be written
   */
  async decide(
    { question, decision, seconds, ...rest }: Decision,
    identity: ReviewerIdentity,
  ): Promise<ReviewedQuestion> {
    const before = this.required(question);
    return this.append(before, identity, {
      decision,
      seconds,
      ...(rest.after !== undefined && { before: beforeEdit(before.built, rest.after), after: rest.after }),
      ...(rest.reason !== undefined && { reason: rest.reason }),
      ...(rest.note !== undefined && { note: rest.note }),
    });
  }

  /**
   * Takes back what a reviewer said last, of whatever question. Null where there is nothing to take back.
   *
   * @throws when the line cannot be written
   */
  async undo(identity: ReviewerIdentity): Promise<ReviewedQuestion | null> {
    await this.writing.catch(() => undefined); // a decision under way is the one to take back
    const last = this.eventsOf(identity.reviewer).findLast(({ target, question_sha: sha }) => {
      return this.reviewed.get(target.id)?.built.content_sha === sha;
    });
    if (last === undefined) return null;
    return this.append(this.required(last.target.id), identity, { decision: "undo", seconds: 0, undoes: last.id });
  }

  private append(
    { built }: ReviewedQuestion,
    { reviewer, blind, toolVersion }: ReviewerIdentity,
    said: Pick<ReviewEvent, "decision" | "seconds"> & Partial<ReviewEvent>,
  ): Promise<ReviewedQuestion> {
    // A clock that is set back must not put a decision before the one that it follows.
    this.lastAt = Math.max(Date.now(), this.lastAt + 1);
    const event: ReviewEvent = {
      v: 1,
      kind: "review",
      id: reviewId(reviewer),
      target: { kind: "question", id: built.id },
      question_sha: built.content_sha,
      reviewer,
      ...{ blind, at: new Date(this.lastAt).toISOString(), tool_version: toolVersion },
      ...said,
    };
    const written = this.writing
      .catch(() => undefined) // the one before failed and was told of
      .then(async () => {
        const { before, after } = await appendReviewLine(this.paths.reviews, event);
        // What another window wrote in between is still to be read.
        if (before === this.size) this.size = after;
        return this.take(event);
      });
    this.writing = written;
    return written;
  }

  private take(event: ReviewEvent): ReviewedQuestion {
    const { id } = event.target;
    const about = [...(this.byQuestion.get(id) ?? []), event];
    this.events = [...this.events, event];
    this.byQuestion.set(id, about);
    const folded = foldQuestion(this.required(id).built, about);
    this.reviewed.set(id, folded);
    return folded;
  }

  private foldAll(): readonly string[] {
    const changed: string[] = [];
    for (const [id, before] of this.reviewed) {
      const after = foldQuestion(before.built, this.byQuestion.get(id) ?? []);
      if (standOf(after) === standOf(before)) continue;
      this.reviewed.set(id, after);
      changed.push(id);
    }
    for (const { at } of this.events) this.lastAt = Math.max(this.lastAt, latestKnown(at));
    return changed;
  }

  private required(question: string): ReviewedQuestion {
    const found = this.reviewed.get(question);
    if (found === undefined) throw new Error(`there is no question ${question}`);
    return found;
  }
}

/** By which two foldings of a question are the same: every decision and every undo changes it. */
function standOf({ decisions, stale, refused }: ReviewedQuestion): string {
  return JSON.stringify([decisions.map(({ reviewer, last }) => [reviewer, last.id]), stale, refused]);
}

/** When an event was written; one from a clock that runs days ahead does not push ours along. */
function latestKnown(at: string): number {
  const time = Date.parse(at);
  return Number.isNaN(time) || time > Date.now() + 60_000 ? 0 : time;
}

function reasonOf(read: { readonly kind: string; readonly reason?: string }): string {
  return read.reason ?? read.kind;
}
