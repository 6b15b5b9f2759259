import type { RowKey } from "../../core/rollout/joinRewardLines.js";
import { joinRewardLines } from "../../core/rollout/joinRewardLines.js";
import type { Phase } from "../../protocol/treeNode.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { KnownRow, RowKeys } from "./rowKeys.js";
import { rowsOf, type Row } from "./rowsOf.js";
import type { DumpFolder, RewardFiles, Run, Step, StepPart } from "./run.js";
import type { ScoredLine, StageLines } from "./scoredLines.js";

/** What would have to be read to compare every row of a stage with the lines: more is not read unasked. */
const mostBytes = 2 ** 31;

/** How many lines fit no rollout, and are none of their own. */
export interface LinesLeft {
  /** Scored before one that has its rollout: theirs was lost, or sampled again. */
  readonly lost: number;
  /** Scored after all that have theirs: trainers dump a step when all of it is scored. */
  readonly waiting: number;
}

/** Which line each row has, over all dumps of a stage. */
interface StageJoin {
  readonly stamp: string;
  readonly byFile: ReadonlyMap<string, ReadonlyMap<number, ScoredLine>>;
  readonly left: LinesLeft;
}

function linesLeft(lines: readonly ScoredLine[], lineOf: Int32Array, unjoined: readonly number[]): LinesLeft {
  const latest = lineOf.reduce((time, at) => Math.max(time, lines[at]?.time ?? -Infinity), -Infinity);
  const lost = unjoined.filter(at => (lines[at]?.time ?? Infinity) <= latest).length;
  return { lost, waiting: unjoined.length - lost };
}

/** The dumps of a stage: the run's own folders, without the one that lines themselves make up. */
export const dumpsOf = (run: Run, { stage, files }: RewardFiles): readonly DumpFolder[] =>
  run.folders.filter(folder => folder.stage === stage && !folder.steps.some(({ parts }) => isOf(parts, files)));
const isOf = (parts: Step["parts"], files: readonly IndexedFile[]) =>
  parts.some(({ file }) => files.some(({ path }) => path === file.path));

/** In the order in which they were sampled: what a dead branch left comes before what took its place. */
function stepsInOrder({ steps }: DumpFolder): readonly Step[] {
  const rank = ({ staleBy }: Step) => (staleBy === null ? 1 : 0);
  return steps.toSorted((a, b) => rank(a) - rank(b) || a.segment - b.segment || a.step - b.step);
}

const fileStamp = ({ path, generation, columns }: IndexedFile) => `${path}/${generation}/${columns.count}`;

/** The trainer's own lines of one stage of a run, and the rows of its dumps that they belong to. */
export class RewardBook {
  readonly run: string;
  readonly known: StageLines;
  private readonly bySha = new Map<string, ScoredLine[]>();
  private readonly folders: readonly DumpFolder[];
  private readonly keys: RowKeys;
  private readonly files: ReadonlyMap<string, IndexedFile>;
  private join: StageJoin | null = null;

  constructor(run: Run, own: RewardFiles, known: StageLines, keys: RowKeys) {
    this.run = run.path;
    this.known = known;
    this.keys = keys;
    this.folders = dumpsOf(run, own);
    this.files = new Map(own.files.map(file => [file.path, file]));
    for (const line of known.lines) {
      const found = this.bySha.get(line.sha256);
      if (found === undefined) this.bySha.set(line.sha256, [line]);
      else found.push(line);
    }
  }

  /** Files whose rows its lines belong to. */
  dumps(): readonly IndexedFile[] {
    return this.folders.flatMap(({ steps }) => steps.flatMap(({ parts }) => parts.map(({ file }) => file)));
  }

  fileOf(line: ScoredLine): IndexedFile | undefined {
    return this.files.get(line.path);
  }

  /** Lines that are rollouts of their own, since the stage has no validation dump. */
  validationLines(): readonly ScoredLine[] {
    if (this.folders.some(({ phase }) => phase === "validation")) return [];
    return this.known.lines.filter(({ phase, isRollout }) => isRollout && phase !== "training");
  }

  /** Lines that may be a row's, by its response, question and phase. */
  candidates({ sha256, questionId }: KnownRow, phase: Phase | null): readonly ScoredLine[] {
    const lines = sha256 === null ? [] : (this.bySha.get(sha256) ?? []);
    return lines.filter(
      line =>
        (questionId === null || line.questionId === questionId) &&
        (line.phase === null || phase === null || line.phase === phase),
    );
  }

  /**
   * The line of a row whose key is known; null where it has none, or nobody can tell which. Where all candidates say the
   * same, or there is one, no other row has to be read.
   */
  async lineOf(row: Row, key: KnownRow): Promise<ScoredLine | null> {
    const lines = this.candidates(key, this.phaseOf(row.file));
    const [first] = lines;
    if (first === undefined) return null;
    const isSame = lines.every(line => line.content === first.content && line.questionId === first.questionId);
    if (isSame) return first;
    return (await this.whole())?.byFile.get(row.file.path)?.get(row.row) ?? null;
  }

  /** Null where telling that would take too much reading. */
  async left(): Promise<LinesLeft | null> {
    return (await this.whole())?.left ?? null;
  }

  private phaseOf({ path }: IndexedFile): Phase | null {
    const holds = ({ steps }: DumpFolder) => steps.some(({ parts }) => parts.some(({ file }) => file.path === path));
    return this.folders.find(holds)?.phase ?? null;
  }

  private async whole(): Promise<StageJoin | null> {
    const stamp = this.dumps().map(fileStamp).join("\n");
    if (this.join?.stamp === stamp) return this.join;
    const rows = this.folders.flatMap(folder =>
      stepsInOrder(folder).flatMap(step => rowsOf(step).map(row => ({ ...row, step }))),
    );
    const bytes = rows.reduce((sum, { file, row }) => sum + this.keys.bytesToRead(file, [row]), 0);
    if (bytes > mostBytes) return null;
    for (const folder of this.folders)
      for (const step of folder.steps) for (const part of step.parts) await this.readPart(part);
    const keys: RowKey[] = [];
    for (const row of rows) keys.push(await this.keyOf(row, row.step));
    const rollouts = new Set(this.validationLines());
    const lines = this.known.lines.filter(line => !rollouts.has(line));
    const { lineOf, unjoined } = joinRewardLines(lines, keys);
    const byFile = new Map<string, Map<number, ScoredLine>>();
    for (const [at, { file, row }] of rows.entries()) {
      const line = lines[lineOf[at] ?? -1];
      if (line === undefined) continue;
      const ofFile = byFile.get(file.path) ?? new Map<number, ScoredLine>();
      byFile.set(file.path, ofFile.set(row, line));
    }
    return (this.join = { stamp, byFile, left: linesLeft(lines, lineOf, unjoined) });
  }

  /** Rows of a part are read together, so that its file is opened once. */
  private async readPart({ file, rows }: StepPart): Promise<void> {
    const all = rows === null ? Array.from({ length: file.columns.count }, (_, row) => row) : [...rows];
    await this.keys.of(
      file,
      all.filter(row => !file.columns.isMalformed(row)),
    );
  }

  private async keyOf({ file, row }: Row, { phase, step, segment }: Step): Promise<RowKey> {
    const [key] = file.columns.isMalformed(row) ? [] : await this.keys.of(file, [row]);
    const { columns } = file;
    const group = `${phase} ${String(step)} ${String(segment)} ${columns.groupHashOf(columns.groupOf(row))}`;
    return { sha256: key?.sha256 ?? null, questionId: key?.questionId ?? null, phase, group };
  }
}
