import { noteKey } from "../../core/notes/noteBook.js";
import type { NoteLine, RolloutNoteLine } from "../../core/notes/noteLine.js";
import type {
  GoldenItem,
  GoldenQuestionRef,
  GoldenStep,
  GoneRef,
  RemarkChange,
  RemarkOutcome,
  RemarksApi,
} from "../../protocol/remarks/remarksApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RowIdentities } from "../links/rowIdentities.js";
import type { RunsParts } from "../runs/runsParts.js";
import type { Row } from "../runs/rowsOf.js";
import type { Run, Step } from "../runs/run.js";
import { outcomeOf } from "../runs/stepStatistics.js";
import { scannedScore } from "../runs/treeItems.js";
import { goldenStep, questionSteps } from "./goldenQuestions.js";
import { placeInRun, type RemarkBooks } from "./remarkBooks.js";
import type { PlacedRollout } from "./placeRemarks.js";

type Parts = Pick<RunsParts, "list" | "row" | "opener" | "details" | "state">;

/** Steps of a question that are listed: each is opened. */
const mostSteps = 200;

const none: RemarkOutcome = { kind: "no-row" };

/** Serves what people say of rollouts: writing it down, and the golden list as it stands now. */
export class RemarkCalls implements RemarksApi {
  private readonly parts: Parts;
  private readonly books: RemarkBooks;
  private readonly identities: RowIdentities;
  private readonly now: () => Date;

  constructor(parts: Parts, books: RemarkBooks, identities: RowIdentities, now: () => Date = () => new Date()) {
    this.parts = parts;
    this.books = books;
    this.identities = identities;
    this.now = now;
  }

  async remark({ ref, change }: { ref: RolloutRef; change: RemarkChange }): Promise<RemarkOutcome> {
    const row = this.parts.row(ref.file, ref.row);
    const found = row === undefined ? null : this.homeOf(row);
    if (row === undefined || found === null) return none;
    const line = await this.lineOf(row, found, change);
    return line === null ? none : this.write(found.run, line);
  }

  knownTags(): Promise<readonly string[]> {
    const uses = new Map<string, number>();
    for (const { notes } of this.books.all())
      for (const { remarks } of notes.book.rollouts.values())
        for (const tag of remarks.tags) uses.set(tag, (uses.get(tag) ?? 0) + 1);
    const sorted = [...uses].toSorted(([a, ofA], [b, ofB]) => ofB - ofA || a.localeCompare(b));
    return Promise.resolve(sorted.map(([tag]) => tag));
  }

  async goldenList(): Promise<readonly GoldenItem[]> {
    const items: GoldenItem[] = [];
    for (const { run, notes } of this.books.all()) {
      for (const { question, group, text } of notes.book.questions)
        items.push(await this.questionItem(run, { run: run.path, question, group, text }));
      for (const rollout of notes.placed)
        if (rollout.remarks.isGolden) items.push(await this.rolloutItem(run, rollout));
    }
    return items;
  }

  async goldenSteps({ question }: { question: GoldenQuestionRef }): Promise<readonly GoldenStep[]> {
    const run = this.run(question.run);
    if (run === undefined) return [];
    const steps: GoldenStep[] = [];
    for (const one of (await this.stepsOf(run, question)).slice(0, mostSteps)) {
      const step = await goldenStep(one, this.parts.details, this.parts.opener);
      if (step !== null) steps.push(step);
    }
    return steps;
  }

  removeGoldenQuestion({ question }: { question: GoldenQuestionRef }): Promise<RemarkOutcome> {
    const run = this.run(question.run);
    if (run === undefined) return Promise.resolve(none);
    const { group, text } = question;
    const named = { group, question: question.question, text };
    return this.write(run, { v: 1, kind: "golden-question", at: this.at(), ...named, on: false });
  }

  removeGone({ gone }: { gone: GoneRef }): Promise<RemarkOutcome> {
    const run = this.run(gone.run);
    const noted = run === undefined ? undefined : this.books.of(run).book.rollouts.get(noteKey(gone));
    if (run === undefined || noted === undefined) return Promise.resolve(none);
    return this.write(run, { v: 1, kind: "golden", at: this.at(), ...noted.about, on: false });
  }

  private at(): string {
    return this.now().toISOString();
  }

  private run(path: string): Run | undefined {
    return this.parts.list().runs.find(run => run.path === path);
  }

  private async write(run: Run, line: NoteLine): Promise<RemarkOutcome> {
    const outcome = await this.books.append(run, [line]);
    return outcome.kind === "written" ? outcome : { ...outcome, folder: run.path };
  }

  private async lineOf(row: Row, { run, step }: Home, change: RemarkChange): Promise<NoteLine | null> {
    const { columns } = row.file;
    if (columns.isMalformed(row.row)) return null;
    const group = columns.groupHashOf(columns.groupOf(row.row));
    const at = this.at();
    if (change.kind === "golden-question") {
      const { id, text } = await this.parts.opener.questionOf(row);
      return { v: 1, kind: change.kind, at, group, question: id, text, on: change.on };
    }
    const id = await this.identities.of(row);
    if (id === null) return null;
    const about: Pick<RolloutNoteLine, "id" | "step" | "group" | "file" | "row"> = {
      ...{ id, group, ...placeInRun(run, row) },
      step: step?.step ?? null,
    };
    return { v: 1, at, ...about, ...change };
  }

  /** The run and the step that a row is listed in; null for a file that belongs to no run. */
  private homeOf(row: Row): Home | null {
    const { state } = this.parts;
    const { path } = row.file;
    const run = state.file(path)?.run ?? null;
    const step = state.stepOfRow(row) ?? null;
    if (run === null || (step === null && !run.stepless.some(file => file.path === path))) return null;
    return { run, step };
  }

  private stepsOf(run: Run, question: GoldenQuestionRef) {
    return questionSteps({ ...question, at: "" }, run, this.parts.opener);
  }

  private async questionItem(run: Run, question: GoldenQuestionRef): Promise<GoldenItem> {
    const steps = await this.stepsOf(run, question);
    const newest = steps[0];
    const latest = newest === undefined ? null : await goldenStep(newest, this.parts.details, this.parts.opener);
    return { kind: "question", run: run.path, runName: run.name, question, latest, steps: steps.length };
  }

  private async rolloutItem(run: Run, { about, remarks, rows }: PlacedRollout): Promise<GoldenItem> {
    const row = rows.find(one => one.row === about.row) ?? rows[0];
    const named = {
      kind: "rollout",
      run: run.path,
      runName: run.name,
      id: about.id,
      step: about.step,
      remarks,
    } as const;
    if (row === undefined) return { ...named, ref: null, question: "", outcome: null, score: null };
    const { opener, details } = this.parts;
    if (outcomeOf(row, details) === null) await opener.ensureDetails([row]);
    const { text } = await opener.questionOf(row);
    const ref = { file: row.file.path, row: row.row };
    return { ...named, ref, question: text, outcome: outcomeOf(row, details), score: scannedScore(row) };
  }
}

interface Home {
  readonly run: Run;
  readonly step: Step | null;
}
