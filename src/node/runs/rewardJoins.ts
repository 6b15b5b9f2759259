import { basename } from "node:path";
import type { JsonObject } from "../../core/dataset/jsonObject.js";
import { rewardRow } from "../../core/rollout/rewardRow.js";
import type { Rollout } from "../../core/rollout/rollout.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { RunList } from "./buildRuns.js";
import { dumpsOf, RewardBook, type LinesLeft } from "./rewardBook.js";
import { responseSha256, RowKeys, type KnownRow } from "./rowKeys.js";
import type { Row } from "./rowsOf.js";
import type { RewardFiles, Run } from "./run.js";
import { mostLines, ScoredLines, type ScoredLine } from "./scoredLines.js";
import { validationSteps, type ScoredStep } from "./validationSteps.js";

/** What the trainer's own line says of a row, with the keys of a row. */
export interface JoinedLine {
  readonly row: JsonObject;
  /** The file's name. */
  readonly name: string;
}

interface Stage {
  readonly stamp: string;
  readonly book: RewardBook;
  /** Null: there is nothing to place, or no training step by whose time it could be. */
  readonly validation: readonly ScoredStep[] | null;
  readonly unplaced: number;
  /** As counted last; null: too much to read. Not asked for yet: nobody has looked at the run. */
  left: LinesLeft | null | "not-asked";
}

const fileStamp = ({ path, generation, columns }: IndexedFile) => `${path}/${generation}/${columns.count}`;
const stageKey = (run: Run, { stage }: RewardFiles) => stage?.folder ?? run.path;

/**
 * The trainer's own lines of all runs that have some, and the rows of dumps that they belong to. Lines are read when their
 * files change; rows are read when somebody opens them, asks for their facts, or unfolds their run.
 */
export class RewardJoins {
  private readonly lines = new ScoredLines();
  private readonly keys = new RowKeys();
  private stages = new Map<string, Stage>();
  private byDump = new Map<string, RewardBook>();
  /** Dumps with a row that was asked for and had no line: it may come. */
  private readonly missed = new Set<string>();
  private refreshing: Promise<unknown> = Promise.resolve();
  private readonly mayHaveLines: (file: IndexedFile) => boolean;

  /** `mayHaveLines`: the file's run has reward files, so that it is worth waiting for what is being read of them. */
  constructor(mayHaveLines: (file: IndexedFile) => boolean = () => true) {
    this.mayHaveLines = mayHaveLines;
  }

  /** True where there are lines to be read, or were. */
  isConcerned({ runs }: RunList): boolean {
    return this.stages.size > 0 || runs.some(({ rewards }) => rewards.length > 0);
  }

  /**
   * Reads what the lists' reward files have more than before. `isChanged`: validation rollouts came or went; `missed`:
   * dumps whose rows were asked for in vain and may have a line now.
   */
  refresh(list: RunList): Promise<{ readonly isChanged: boolean; readonly missed: readonly string[] }> {
    const next = this.refreshing.then(() => this.read(list));
    this.refreshing = next.catch(() => undefined);
    return next;
  }

  /** Resolves when what was begun to be read is read. Never rejects. */
  async whenRead(): Promise<void> {
    await this.refreshing;
  }

  /** The line of a row that was read; null where it has none, or says itself what a line could. */
  async lineOf(row: Row, rollout: Rollout): Promise<JoinedLine | null> {
    if (rollout.executed !== undefined || !this.mayHaveLines(row.file)) return null;
    await this.refreshing;
    const book = this.byDump.get(row.file.path);
    if (book === undefined) return null;
    const key = { sha256: responseSha256(rollout), questionId: rollout.fields.questionId };
    return this.joined(book, row, key);
  }

  /** What lines say of some rows of a file, by row. Null where the file's run has no lines. */
  async linesOf(file: IndexedFile, rows: readonly number[]): Promise<ReadonlyMap<number, JsonObject> | null> {
    if (!this.mayHaveLines(file)) return null;
    await this.refreshing;
    const book = this.byDump.get(file.path);
    if (book === undefined) return null;
    const keys = await this.keys.of(file, rows);
    const found = new Map<number, JsonObject>();
    for (const [at, row] of rows.entries()) {
      const key = keys[at];
      const line = key === undefined ? null : await this.joined(book, { file, row }, key);
      if (line !== null) found.set(row, line.row);
    }
    return found;
  }

  /** The validation steps that lines make up by themselves, of one stage. */
  readonly validationOf = (run: string, stage: string | null): readonly ScoredStep[] =>
    this.stages.get(stage ?? run)?.validation ?? [];

  /** What one should know of a run's lines, as far as it is known. */
  notesOf(run: Run): readonly FileProblem[] {
    return run.rewards.flatMap(own => {
      const stage = this.stages.get(stageKey(run, own));
      return stage === undefined ? [] : notesOf(stage);
    });
  }

  /** Compares every row of a run with its lines. True when its notes changed. */
  async count(run: Run): Promise<boolean> {
    await this.refreshing;
    let isChanged = false;
    for (const own of run.rewards) {
      const stage = this.stages.get(stageKey(run, own));
      if (stage === undefined) continue;
      const before = JSON.stringify(notesOf(stage));
      stage.left = await stage.book.left();
      isChanged ||= before !== JSON.stringify(notesOf(stage));
    }
    return isChanged;
  }

  /** Somebody has looked at the run: its notes are to be kept true. */
  isCounted(run: Run): boolean {
    return run.rewards.some(own => (this.stages.get(stageKey(run, own))?.left ?? "not-asked") !== "not-asked");
  }

  private async joined(book: RewardBook, row: Row, key: KnownRow): Promise<JoinedLine | null> {
    const line = await book.lineOf(row, key);
    const file = line === null ? undefined : book.fileOf(line);
    const said = line === null || file === undefined ? undefined : this.lines.contents(file, [line.row])[0];
    if (said === undefined || said === null || file === undefined) {
      this.missed.add(row.file.path);
      return null;
    }
    return { row: rewardRow(said), name: basename(file.path) };
  }

  private async read({ runs }: RunList) {
    const stages = new Map<string, Stage>();
    let isChanged = false;
    const grown = new Set<string>();
    for (const run of runs)
      for (const own of run.rewards) {
        const key = stageKey(run, own);
        const before = this.stages.get(key);
        const stage = await this.stageOf(run, own, before);
        stages.set(key, stage);
        if (stage === before) continue;
        isChanged ||= before?.validation !== stage.validation;
        for (const { path } of stage.book.dumps()) grown.add(path);
      }
    isChanged ||= [...this.stages].some(([key, { validation }]) => validation !== null && !stages.has(key));
    this.stages = stages;
    this.byDump = new Map(
      [...stages.values()].flatMap(({ book }) => book.dumps().map(({ path }) => [path, book] as const)),
    );
    this.keys.forget(path => this.byDump.has(path));
    const missed = [...this.missed].filter(path => grown.has(path));
    for (const path of missed) this.missed.delete(path);
    return { isChanged, missed };
  }

  private async stageOf(run: Run, own: RewardFiles, before: Stage | undefined): Promise<Stage> {
    const dumps = dumpsOf(run, own).flatMap(({ steps }) => steps.flatMap(({ parts }) => parts.map(({ file }) => file)));
    const stamp = [...own.files, ...dumps].map(fileStamp).join("\n");
    if (before?.stamp === stamp) return before;
    const book = new RewardBook(run, own, await this.lines.of(own.files), this.keys);
    const rollouts = book.validationLines();
    const validation = rollouts.length === 0 ? null : await this.placed(run, own, book, rollouts);
    const unplaced = validation === null ? rollouts.length : 0;
    return { stamp, book, validation, unplaced, left: before?.left ?? "not-asked" };
  }

  private placed(run: Run, own: RewardFiles, book: RewardBook, rollouts: readonly ScoredLine[]) {
    const training = dumpsOf(run, own).filter(({ phase }) => phase === "training");
    const linesOf = (sha256: string) => book.candidates({ sha256, questionId: null }, "training");
    return validationSteps(rollouts, training, linesOf, this.keys);
  }
}

function notesOf({ book, unplaced, left }: Stage): readonly FileProblem[] {
  const { known } = book;
  const { lost, waiting } = left === null || left === "not-asked" ? { lost: 0, waiting: 0 } : left;
  const note = (code: string, ...values: readonly number[]): FileProblem => ({ code, values: values.map(String) });
  return [
    ...(lost > 0 ? [note("reward-lines-unjoined", lost, known.lines.length)] : []),
    ...(waiting > 0 ? [note("reward-lines-waiting", waiting)] : []),
    ...(left === null ? [note("reward-lines-uncounted", known.lines.length)] : []),
    ...(unplaced > 0 ? [note("reward-lines-unplaced", unplaced)] : []),
    ...(known.unreadable > 0 ? [note("reward-lines-unreadable", known.unreadable)] : []),
    ...(known.left > 0 ? [note("reward-lines-left", known.left, mostLines)] : []),
  ];
}
