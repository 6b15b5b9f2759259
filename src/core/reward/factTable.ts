import type { Size } from "../page/size.js";
import type { Outcome } from "../rollout/outcome.js";
import { CallPool } from "./callPool.js";
import {
  correctIn,
  cutIn,
  type FactState,
  flagsOf,
  outcomeIn,
  stateIn,
  unreadFlags,
  wellFormedIn,
} from "./factFlags.js";
import type { FactNames, NameNumbers } from "./factNames.js";
import { grown } from "./grown.js";
import { LoggedCells } from "./loggedCells.js";
import type { PackedFacts } from "./packedFacts.js";
import { optimalIou } from "./optimalIou.js";
import type { CallSums, CoinFacts, FactCall, RewardFacts, ToolFacts } from "./rewardFacts.js";
import type { LoggedReward } from "./rolloutFacts.js";
import type { RowFacts } from "./rowFacts.js";

/** Columns of whole numbers; -1 stands for "unknown" where there is such a thing. */
const flags = 0;
const question = 1;
const scene = 2;
const taskKind = 3;
const page = 4;
const answerChars = 5;
const responseChars = 6;
const tokens = 7;
const refused = 8;
const otherCalls = 9;
const responseCrc = 10;
const answerKey = 11;
const rule = 12;
const firstCall = 13;
const callCount = 14;
const executedCount = 15;
const ints = 16;

const loggedParts = ["format", "accuracy", "toolCount", "toolAccuracy", "total"] as const;
const total = 4;
const found = 5;
const optimal = 6;
const floats = 7;

/** Number of an id's question key, cut off: see `questionKeyOf`. */
const idPrefix = "id:";

/**
 * What a rule pays by, read from a table: calls only for those that look at them, since most rules do with sums that are
 * kept beside them.
 */
class TableReward implements RewardFacts {
  readonly page: Size | null;
  readonly tool: ToolFacts;
  readonly answerChars: number;
  readonly isWellFormed: RewardFacts["isWellFormed"];
  readonly isCorrect: boolean | null;
  private readonly table: FactTable;
  private readonly row: number;
  private made: readonly FactCall[] | null = null;

  constructor(table: FactTable, row: number, bits: number, chars: number, page: Size | null, tool: ToolFacts) {
    this.page = page;
    this.tool = tool;
    this.answerChars = chars;
    this.isWellFormed = wellFormedIn(bits);
    this.isCorrect = correctIn(bits);
    this.table = table;
    this.row = row;
  }

  get calls(): readonly FactCall[] {
    this.made ??= this.table.zoomCallsOf(this.row);
    return this.made;
  }
  get sums(): CallSums {
    return this.table.sumsOf(this.row);
  }
  get coin(): CoinFacts {
    return this.table.coinOf(this.row);
  }
}

/** An object of own members, to be spread and sent. */
function plain({ page, isWellFormed, isCorrect, answerChars, calls, tool, coin }: RewardFacts): RewardFacts {
  return { page, isWellFormed, isCorrect, answerChars, calls, tool, coin };
}

/**
 * The facts of one file's rows in typed arrays that grow: 120 bytes a row beside its calls (see `CallPool`). Row k of the
 * table is row k of the file. Rows may be written in any order.
 */
export class FactTable {
  readonly names: FactNames;
  private rows = 0;
  private whole: Int32Array<ArrayBuffer>;
  private real: LoggedCells;
  private readonly calls = new CallPool();

  /** `expected`: as many rows as are known to come. */
  constructor(names: FactNames, expected = 0) {
    this.names = names;
    this.whole = new Int32Array(expected * ints);
    this.real = new LoggedCells(new Float64Array(expected * floats));
  }

  get bytes(): number {
    return this.whole.byteLength + this.real.doubles.byteLength + this.calls.bytes;
  }

  private reserve(row: number): void {
    this.rows = Math.max(this.rows, row + 1);
    this.whole = grown(this.whole, this.rows * ints);
    const real = grown(this.real.doubles, this.rows * floats);
    if (real !== this.real.doubles) this.real = new LoggedCells(real);
  }

  private int(row: number, column: number): number {
    return row < this.rows ? (this.whole[row * ints + column] ?? 0) : 0;
  }

  private float(row: number, column: number): number {
    return row < this.rows ? (this.real.doubles[row * floats + column] ?? NaN) : NaN;
  }

  stateOf(row: number): FactState {
    return stateIn(this.int(row, flags));
  }

  /** A row that cannot be read as a rollout. */
  setUnread(row: number): void {
    this.reserve(row);
    this.whole[row * ints + flags] = unreadFlags;
  }

  set(row: number, facts: RowFacts): void {
    this.reserve(row);
    const { names, calls } = this;
    const { rulePhase, strategyHash } = facts;
    const first = calls.count;
    facts.calls.forEach((call, k) => calls.push(call, facts.ious[k] ?? NaN));
    const columns: readonly number[] = [
      flagsOf(facts),
      names.questions.numberOf(facts.questionKey),
      names.sceneNumber(facts),
      facts.taskKind === null ? -1 : names.taskKinds.numberOf(facts.taskKind),
      facts.pageKey === null ? -1 : names.pages.numberOf(facts.pageKey),
      facts.answerChars,
      facts.responseChars,
      facts.tokens ?? -1,
      facts.refused,
      facts.otherCalls,
      facts.coin.responseCrc,
      facts.answerKey === null ? -1 : names.answers.numberOf(facts.answerKey),
      rulePhase === null && strategyHash === null ? -1 : names.ruleNumber({ rulePhase, strategyHash }),
      first,
      facts.calls.length,
      facts.calls.reduce((count, { isExecuted }) => count + (isExecuted ? 1 : 0), 0),
    ];
    this.whole.set(columns, row * ints);
    this.writeReals(row, facts);
  }

  private writeReals(row: number, facts: RowFacts): void {
    const { logged } = facts;
    loggedParts.forEach((part, column) => this.real.write(row * floats + column, logged[part], this.names.texts));
    this.real.doubles[row * floats + found] = facts.found ?? NaN;
    this.real.doubles[row * floats + optimal] = optimalIou(facts) ?? NaN;
  }

  /** The table as it crosses a thread. */
  pack(): PackedFacts {
    return {
      rows: this.rows,
      whole: this.whole.slice(0, this.rows * ints),
      real: this.real.doubles.slice(0, this.rows * floats),
      calls: this.calls.pack(),
      names: this.names.pack(),
    };
  }

  /** Takes over the rows of another table: its row k is `rowNumbers[k]` here. */
  take(packed: PackedFacts, rowNumbers: Uint32Array): void {
    const numbers = this.names.take(packed.names);
    const calls = this.calls.count;
    this.calls.take(packed.calls);
    for (let from = 0; from < packed.rows; from++) {
      const row = rowNumbers[from] ?? 0;
      this.reserve(row);
      const { doubles } = this.real;
      this.whole.set(packed.whole.subarray(from * ints, (from + 1) * ints), row * ints);
      doubles.set(packed.real.subarray(from * floats, (from + 1) * floats), row * floats);
      this.renumber(row, numbers, calls);
    }
  }

  private renumber(row: number, numbers: NameNumbers, calls: number): void {
    if (this.stateOf(row) !== "known") return;
    const at = row * ints;
    const move = (column: number, list: Int32Array) => {
      const old = this.whole[at + column] ?? -1;
      if (old !== -1) this.whole[at + column] = list[old] ?? -1;
    };
    move(question, numbers.questions);
    move(scene, numbers.scenes);
    move(taskKind, numbers.taskKinds);
    move(page, numbers.pages);
    move(answerKey, numbers.answers);
    move(rule, numbers.rules);
    this.whole[at + firstCall] = this.int(row, firstCall) + calls;
    for (let part = 0; part < loggedParts.length; part++) this.real.renumber(row * floats + part, numbers.texts);
  }

  /** Throws for a row whose facts are not known. */
  at(row: number): RowFacts {
    const { names } = this;
    const ruleNumber = this.int(row, rule);
    const written = ruleNumber === -1 ? { rulePhase: null, strategyHash: null } : names.ruleOf(ruleNumber);
    const answer = this.int(row, answerKey);
    const view = this.float(row, found);
    const counted = this.tokensOf(row);
    const { pageKey, taskKind: kind } = names.sceneOf(this.int(row, scene));
    return {
      pageKey,
      taskKind: kind,
      questionKey: names.questions.textOf(this.questionOf(row)),
      outcome: this.outcomeOf(row),
      logged: this.loggedOf(row),
      rulePhase: written.rulePhase,
      strategyHash: written.strategyHash,
      ious: this.iousOf(row),
      found: Number.isNaN(view) ? null : view,
      refused: this.int(row, refused),
      otherCalls: this.int(row, otherCalls),
      cut: cutIn(this.int(row, flags)),
      responseChars: this.int(row, responseChars),
      tokens: Number.isNaN(counted) ? null : counted,
      answerKey: answer === -1 ? null : names.answers.textOf(answer),
      // Spread last: V8 makes an object whose spread comes first thirty times as slowly.
      ...plain(this.rewardAt(row)),
    };
  }

  /** Throws for a row whose facts are not known. */
  rewardAt(row: number): RewardFacts {
    const bits = this.int(row, flags);
    if (stateIn(bits) !== "known") throw new RangeError(`row ${row} has no facts`);
    const { page: size, tool } = this.names.sceneOf(this.int(row, scene));
    return new TableReward(this, row, bits, this.int(row, answerChars), size, tool);
  }

  zoomCallsOf(row: number): readonly FactCall[] {
    const first = this.int(row, firstCall);
    return Array.from({ length: this.callsOf(row) }, (_, k) => this.calls.at(first + k));
  }

  sumsOf(row: number): CallSums {
    const sum = this.float(row, optimal);
    return {
      calls: this.callsOf(row),
      executed: this.int(row, executedCount),
      optimal: Number.isNaN(sum) ? null : sum,
    };
  }

  coinOf(row: number): CoinFacts {
    const key = this.names.questions.textOf(this.questionOf(row));
    return {
      questionId: key.startsWith(idPrefix) ? key.slice(idPrefix.length) : null,
      responseCrc: this.int(row, responseCrc) >>> 0,
    };
  }

  private loggedOf(row: number): LoggedReward {
    const part = (column: number) => this.real.read(row * floats + column, this.names.texts);
    return { format: part(0), accuracy: part(1), toolCount: part(2), toolAccuracy: part(3), total: part(total) };
  }

  private iousOf(row: number): readonly number[] {
    const values: number[] = [];
    for (let k = 0; k < this.callsOf(row); k++) {
      const iou = this.iouOf(row, k);
      if (!Number.isNaN(iou)) values.push(iou);
    }
    return values;
  }

  questionOf(row: number): number {
    return this.int(row, question);
  }
  /** -1 when unknown. */
  taskKindOf(row: number): number {
    return this.int(row, taskKind);
  }
  /** -1 when unknown. */
  pageOf(row: number): number {
    return this.int(row, page);
  }
  outcomeOf(row: number): Outcome {
    return outcomeIn(this.int(row, flags));
  }
  /** NaN when the logged total is no number. */
  scoreOf(row: number): number {
    return this.float(row, total);
  }
  tokensOf(row: number): number {
    const counted = this.int(row, tokens);
    return counted === -1 ? NaN : counted;
  }

  foundOf(row: number): number {
    return this.float(row, found);
  }
  callsOf(row: number): number {
    return this.int(row, callCount);
  }
  /** NaN without targets and beyond the last call. */
  iouOf(row: number, call: number): number {
    return call < this.callsOf(row) ? this.calls.iouAt(this.int(row, firstCall) + call) : NaN;
  }
  /** NaN without targets or calls. */
  meanIouOf(row: number): number {
    const count = this.callsOf(row);
    let sum = 0;
    for (let k = 0; k < count; k++) sum += this.iouOf(row, k);
    return sum / count;
  }
}
