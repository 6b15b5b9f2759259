import { FactNames } from "../../core/reward/factNames.js";
import { FactTable } from "../../core/reward/factTable.js";
import { joinedFacts } from "../../core/reward/joinedFacts.js";
import type { PackedFacts } from "../../core/reward/packedFacts.js";
import type { RowFacts } from "../../core/reward/rowFacts.js";
import { textFactsOf, type TextFacts } from "../../core/reward/textFacts.js";
import { dialects } from "../../core/rollout/dialects.js";
import { placeRollout } from "../../core/rollout/placeRollout.js";
import type { Rollout, RolloutResponse } from "../../core/rollout/rollout.js";
import type { Trajectory } from "../../core/rollout/trajectory.js";
import { trajectoryOf } from "../../core/rollout/trajectoryOf.js";
import type { ZoomCall } from "../../core/rollout/zoomCall.js";
import { ByteScan } from "../index/byteScan.js";
import type { FactTask, JoinAnswer, JoinRequest } from "./factTask.js";
import { JoinMemory, type JoinSlot } from "./joinMemory.js";
import { responseCrc } from "./responseCrc.js";
import { RowBytes } from "./rowBytes.js";
import { type ParsedUnit, RowParser } from "./rowParser.js";

/** A row that was read, without its text: many of them wait for their questions. */
interface ReadRow {
  readonly rollout: Rollout;
  readonly trajectory: Pick<Trajectory, "answer" | "calls" | "dialect">;
  readonly text: TextFacts;
  readonly slot: JoinSlot;
}

/** A task whose rows are parsed and wait for the records of their questions. */
export interface StartedTask {
  readonly task: FactTask;
  /** By place in the task; null: no rollout. */
  readonly rows: readonly (ReadRow | null)[];
  /** Questions that are not known yet. */
  readonly slots: readonly JoinSlot[];
  readonly requests: readonly JoinRequest[];
}

const unknownQuestion: JoinAnswer = { question: null, pageSize: null };

/** Reads rows as opening each of them does, but many at a time: first their text, then, with their questions, their facts. */
export class FactReader {
  private readonly bytes = new RowBytes();
  private readonly joins = new JoinMemory();
  private readonly scan = new ByteScan();

  /** What has to be loaded before a task can be started; null where nothing has to be. */
  prepare({ format }: FactTask): Promise<unknown> | null {
    return this.bytes.prepare(format);
  }

  /** Null when it was cancelled, which is asked before every row. */
  start(task: FactTask, isCancelled: () => boolean): StartedTask | null {
    const parser = new RowParser(task.format, task.columns, this.scan);
    const rows: (ReadRow | null)[] = [];
    this.joins.enter(task.context);
    const isWhole = this.bytes.read(task, (at, bytes) => {
      if (isCancelled()) return false;
      rows.push(
        bytes === null
          ? null
          : this.readRow(
              parser.parseAt(
                bytes,
                { offset: task.offsets[at] ?? 0, item: task.items[at] ?? 0 },
                task.lines?.[at] ?? null,
              ),
              task,
            ),
      );
      return true;
    });
    if (!isWhole) return null;
    const slots = [...new Set(rows.flatMap(row => (row?.slot.answer === null ? [row.slot] : [])))];
    return { task, rows, slots, requests: slots.flatMap(({ request }) => request ?? []) };
  }

  private readRow({ read, response }: ParsedUnit, { dialect: named }: FactTask): ReadRow | null {
    if (read.kind !== "rollout") return null;
    const { rollout } = read;
    const trajectory = trajectoryOf(rollout, named);
    const { dialect } = trajectory;
    const { keepsResized } = dialects[dialect.id];
    return {
      rollout: { ...rollout, extras: [], response: withoutText(rollout.response) },
      trajectory: {
        answer: ownCopy(trajectory.answer),
        calls: trajectory.calls.map(call => withoutBody(call, keepsResized)),
        dialect,
      },
      text: textFactsOf(rollout, trajectory, responseCrc(rollout, response)),
      slot: this.joins.slotOf(rollout),
    };
  }

  /** `answers` by place in the requests. Null when it was cancelled. */
  finish(
    { task, rows, slots }: StartedTask,
    answers: readonly JoinAnswer[],
    isCancelled: () => boolean,
  ): PackedFacts | null {
    slots.forEach((slot, at) => {
      slot.answer = answers[at] ?? unknownQuestion;
      // Prompts are long, and a run has thousands.
      slot.request = null;
    });
    const table = new FactTable(new FactNames(), rows.length);
    for (const [at, row] of rows.entries()) {
      if (isCancelled()) return null;
      if (row === null) table.setUnread(at);
      else table.set(at, factsOf(row, task));
    }
    return table.pack();
  }
}

function factsOf({ rollout, trajectory, text, slot }: ReadRow, { space, limits }: FactTask): RowFacts {
  const { question, pageSize } = slot.answer ?? unknownQuestion;
  const { placed, outcome } = placeRollout(rollout, trajectory, { question, pageSize, space, limits });
  return joinedFacts({ rollout, trajectory, question, pageSize, placed, outcome, text });
}

/** The text of messages says what was asked; a response that is one text only answers. */
const withoutText = (response: RolloutResponse): RolloutResponse =>
  response.kind === "text" ? { kind: "text", text: "" } : response;

/** How far into a reply a tool tells the size of its crop. */
const toldLength = 400;

/**
 * Places are told by numbers alone. Texts of a call are parts of the response and would keep all of it. `keepsResized`: by
 * this dialect the tool's name and the beginning of its reply have a say in places, too.
 */
function withoutBody(call: ZoomCall, keepsResized: boolean): ZoomCall {
  const { problem, reply, aim, notRun } = call;
  const written = problem !== null && "written" in problem ? { ...problem, written: "" } : problem;
  return {
    ...(aim === undefined ? {} : { aim }),
    ...(notRun === undefined ? {} : { notRun }),
    index: call.index,
    turn: call.turn,
    tool: keepsResized ? ownCopy(call.tool) : null,
    isZoom: call.isZoom,
    requested: call.requested,
    label: null,
    source: call.source,
    tag: call.tag,
    closed: call.closed,
    body: "",
    problem: written,
    reply: reply && { ...reply, text: keepsResized ? ownCopy(reply.text.slice(0, toldLength)) : "" },
  };
}

/** The engine keeps short texts as copies, and longer ones as parts of the text that they were cut from. */
const longestCopy = 12;

function ownCopy<T extends string | null>(text: T): T | string {
  return text === null || text.length <= longestCopy ? text : Buffer.from(text, "utf16le").toString("utf16le");
}
