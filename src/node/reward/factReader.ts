import { FactNames } from "../../core/reward/factNames.js";
import { FactTable } from "../../core/reward/factTable.js";
import type { PackedFacts } from "../../core/reward/packedFacts.js";
import { rowFactsOf } from "../../core/reward/rowFactsOf.js";
import { placeRollout } from "../../core/rollout/placeRollout.js";
import type { Rollout } from "../../core/rollout/rollout.js";
import type { Trajectory } from "../../core/rollout/trajectory.js";
import { trajectoryOf } from "../../core/rollout/trajectoryOf.js";
import type { FactTask, JoinAnswer, JoinRequest } from "./factTask.js";
import { JoinMemory, type JoinSlot } from "./joinMemory.js";
import { responseCrc } from "./responseCrc.js";
import { RowBytes } from "./rowBytes.js";
import { RowParser } from "./rowParser.js";

interface ParsedRow {
  readonly rollout: Rollout;
  readonly trajectory: Trajectory;
  readonly slot: JoinSlot;
}

/** A task whose rows are parsed and wait for the records of their questions. */
export interface StartedTask {
  readonly task: FactTask;
  /** By place in the task; null: no rollout. */
  readonly rows: readonly (ParsedRow | null)[];
  /** Questions that are not known yet. */
  readonly slots: readonly JoinSlot[];
  readonly requests: readonly JoinRequest[];
}

const unknownQuestion: JoinAnswer = { question: null, pageSize: null };

/** Reads rows as opening each of them does, but many at a time: first their text, then, with their questions, their facts. */
export class FactReader {
  private readonly bytes = new RowBytes();
  private readonly joins = new JoinMemory();

  /** Null when it was cancelled, which is asked before every row. */
  start(task: FactTask, isCancelled: () => boolean): StartedTask | null {
    const parser = new RowParser(task.format, task.columns);
    const rows: (ParsedRow | null)[] = [];
    this.joins.enter(task.context);
    const isWhole = this.bytes.read(task, (_, bytes) => {
      if (isCancelled()) return false;
      rows.push(bytes === null ? null : this.parseRow(parser, bytes));
      return true;
    });
    if (!isWhole) return null;
    const slots = [...new Set(rows.flatMap(row => (row?.slot.answer === null ? [row.slot] : [])))];
    return { task, rows, slots, requests: slots.map(({ request }) => request) };
  }

  private parseRow(parser: RowParser, bytes: Buffer): ParsedRow | null {
    const read = parser.parse(bytes);
    if (read.kind !== "rollout") return null;
    const { rollout } = read;
    return { rollout, trajectory: trajectoryOf(rollout), slot: this.joins.slotOf(rollout) };
  }

  /** `answers` by place in the requests. Null when it was cancelled. */
  finish(
    { task, rows, slots }: StartedTask,
    answers: readonly JoinAnswer[],
    isCancelled: () => boolean,
  ): PackedFacts | null {
    slots.forEach((slot, at) => (slot.answer = answers[at] ?? unknownQuestion));
    const table = new FactTable(new FactNames());
    for (const [at, row] of rows.entries()) {
      if (isCancelled()) return null;
      if (row === null) table.setUnread(at);
      else table.set(at, factsOf(row, task));
    }
    return table.pack();
  }
}

function factsOf({ rollout, trajectory, slot }: ParsedRow, { space, limits }: FactTask) {
  const { question, pageSize } = slot.answer ?? unknownQuestion;
  const { placed, outcome } = placeRollout(rollout, trajectory, { question, pageSize, space, limits });
  const crc = responseCrc(rollout);
  return rowFactsOf({ rollout, trajectory, question, pageSize, placed, outcome, responseCrc: crc });
}
