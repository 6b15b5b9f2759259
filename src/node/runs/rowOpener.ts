import { questionLine } from "../../core/notes/questionLine.js";
import { questionOf } from "../../core/evaluation/questionOf.js";
import { spaceByLog } from "../../core/reward/spaceByLog.js";
import type { SpaceGuess } from "../../core/page/coordinateSpace.js";
import type { PlacedCall } from "../../core/rollout/placedCall.js";
import type { Rollout } from "../../core/rollout/rollout.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { AtMost } from "./atMost.js";
import type { DetailStore } from "./detailStore.js";
import { malformedProblem } from "./malformedProblem.js";
import { malformedReasonOf } from "./malformedReasonOf.js";
import { openRollout } from "./openRollout.js";
import type { OpenedRowResult } from "./openedRow.js";
import { readUnit, rowAt, type ReadRow } from "./readRow.js";
import type { JoinedLine } from "./rewardJoins.js";
import type { Row } from "./rowsOf.js";
import type { RowSource } from "./rowSource.js";
import type { RunContext } from "./runContext.js";
import { SpaceVotes } from "./spaceVotes.js";
import { UnitMemory } from "./unitMemory.js";

/** A row's bytes, or why they cannot be read now. */
export type RowBytes =
  { readonly kind: "bytes"; readonly bytes: Buffer } | { readonly kind: "failed"; readonly problem: FileProblem };

export interface RowOpenerParts {
  readonly details: DetailStore;
  readonly readBytes: (row: Row) => Promise<RowBytes>;
  readonly contextOf: (file: IndexedFile) => Promise<RunContext>;
  readonly runPathOf: (file: IndexedFile) => string;
  readonly votersOf: (file: IndexedFile) => readonly Row[];
  /** The trainer's own line of a row; null where it has none. */
  readonly lineOf: (row: Row, rollout: Rollout) => Promise<JoinedLine | null>;
}

type Read =
  (ReadRow & { readonly lineFile: string | null }) | { readonly kind: "failed"; readonly problem: FileProblem };

/** How many opened rows are kept: a group's, for stepping back and forth. */
const keptRows = 24;
const keptQuestions = 4096;
/** Rows opened at a time: each holds its text, and DeepEyes writes megabytes a row. */
const openAtOnce = 8;

/** Opens rows: bytes → row → trajectory → page. Remembers the last ones, and the details of all. */
export class RowOpener implements RowSource {
  private readonly parts: RowOpenerParts;
  private readonly opened = new Map<string, { generation: number; result: Promise<OpenedRowResult> }>();
  private readonly votes: SpaceVotes;
  private readonly questions = new Map<string, { id: string | null; text: string }>();
  private readonly places = new AtMost(openAtOnce);
  private readonly units = new UnitMemory();

  constructor(parts: RowOpenerParts) {
    this.parts = parts;
    this.votes = new SpaceVotes({ ...parts, guessOf: row => this.ownGuess(row) });
  }

  /** Never rejects for what a file holds; a failure is a value. */
  async open(row: Row): Promise<OpenedRowResult> {
    const key = `${row.row} ${row.file.path}`;
    const found = this.opened.get(key);
    if (found?.generation === row.file.generation) return found.result;
    const result = this.openFresh(row);
    this.opened.set(key, { generation: row.file.generation, result });
    const oldest = this.opened.size > keptRows ? this.opened.keys().next().value : undefined;
    if (oldest !== undefined) this.opened.delete(oldest);
    const settled = await result;
    // What could not be read now may be readable later: only what is certain is remembered.
    if (settled.kind === "unreadable") this.opened.delete(key);
    return settled;
  }

  /** Forgets opened rows, after datasets, roots or the coordinate space changed. */
  forget(): void {
    this.opened.clear();
    this.questions.clear();
    this.votes.forget();
    this.units.forget();
  }

  /** Opens a row without keeping it: for whole steps, which would push out the rows that a person steps through. */
  openFresh(row: Row): Promise<OpenedRowResult> {
    return this.places.run(() => this.openNow(row));
  }

  private async openNow(row: Row): Promise<OpenedRowResult> {
    const read = await this.read(row);
    if (read.kind === "failed") return { kind: "unreadable", problem: read.problem };
    if (read.kind === "malformed") {
      this.parts.details.set(row.file, row.row, null);
      // The scan also knows at which byte: the tree and `loupe index` tell the same.
      return { kind: "malformed", problem: malformedProblem(malformedReasonOf(row) ?? read.reason) };
    }
    if (read.kind === "metrics" || read.kind === "reward")
      return { kind: "malformed", problem: { code: "not-a-rollout", values: [] } };
    const context = await this.parts.contextOf(row.file);
    const voted = await this.votedSpace(row.file, context);
    const opened = await openRollout(read, context, voted);
    this.parts.details.set(row.file, row.row, opened.details);
    return opened;
  }

  /** The space that the rollouts of the file's run speak for; null where one is configured, or they do not agree. */
  votedSpace(file: IndexedFile, { space }: RunContext): Promise<SpaceGuess | null> {
    return space === null ? this.votes.of(file) : Promise.resolve(null);
  }

  /** What a row alone would guess; null without boxes. */
  private async ownGuess(row: Row): Promise<SpaceGuess | null> {
    const read = await this.read(row);
    if (read.kind !== "rollout") return null;
    const context = await this.parts.contextOf(row.file);
    const opened = await openRollout(read, context, null);
    if (!opened.placed.some(({ call }) => call.requested !== null)) return null;
    // Where a row's boxes say nothing, its logged reward may.
    if (opened.guess?.reason.code !== "format-default") return opened.guess;
    const question = opened.join.kind === "one" ? opened.join.joined.question : null;
    const space = spaceByLog({ ...opened, question, limits: context.limits });
    return space === null ? opened.guess : { space, reason: { code: "logged-iou" } };
  }

  private async read(row: Row): Promise<Read> {
    const { format } = row.file;
    if (format === null) return { kind: "failed", problem: { code: "unknown-format", values: [] } };
    const item = row.file.columns.itemOf(row.row);
    const known = this.units.find(row);
    if (known !== undefined) return { ...rowAt(known, item), lineFile: null };
    const bytes = await this.parts.readBytes(row);
    if (bytes.kind === "failed") return bytes;
    const { columns } = await this.parts.contextOf(row.file);
    const unit = readUnit(bytes.bytes, format, columns);
    this.units.keep(row, unit);
    const read = rowAt(unit, item);
    const isAlone = read.kind === "rollout" && unit.rows.length === 1;
    const line = isAlone ? await this.parts.lineOf(row, read.rollout) : null;
    if (line === null) return { ...read, lineFile: null };
    return { ...rowAt(readUnit(bytes.bytes, format, columns, line.row), item), lineFile: line.name };
  }

  async ensureDetails(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      if (this.parts.details.stateOf(row.file, row.row) !== "unknown") continue;
      await this.openFresh(row);
    }
  }

  async questionOf(row: Row): Promise<{ readonly id: string | null; readonly text: string }> {
    const { columns } = row.file;
    // A group of the same name in another file, or at another step of it, may ask something else.
    const key = `${columns.groupHashOf(columns.groupOf(row.row))} ${columns.stepOf(row.row)} ${row.file.path}`;
    const found = this.questions.get(key);
    if (found !== undefined) return found;
    const opened = await this.openFresh(row);
    if (opened.kind !== "rollout") return { id: null, text: "" };
    const question = opened.join.kind === "one" ? opened.join.joined.question : null;
    const made = {
      id: question?.id ?? opened.rollout.fields.questionId,
      text: questionLine(question?.question ?? questionOf(opened.rollout).question),
    };
    if (this.questions.size >= keptQuestions) this.questions.clear();
    this.questions.set(key, made);
    return made;
  }

  async zoomCallsOf(row: Row): Promise<readonly PlacedCall[]> {
    const opened = await this.open(row);
    return opened.kind === "rollout" ? opened.placed : [];
  }
}
