import { createHash } from "node:crypto";
import type { Box } from "../../core/page/box.js";
import type { JoinAnswer, JoinRequest } from "./factTask.js";

/** Answers are forgotten when there are more: a run of real length has some thousand questions. */
const mostAnswers = 20_000;

/** A question that rows of a task have: what it is asked by until it is answered, then its answer. */
export interface JoinSlot {
  request: JoinRequest | null;
  answer: JoinAnswer | null;
}

/** Remembers what rows were joined with, since the rollouts of a group have one question. */
export class JoinMemory {
  private context = -1;
  private slots = new Map<string, JoinSlot>();
  private last: { readonly request: JoinRequest; readonly slot: JoinSlot } | null = null;

  /** Answers of another context do not hold. */
  enter(context: number): void {
    if (context === this.context && this.slots.size < mostAnswers) return;
    this.context = context;
    this.slots = new Map();
    this.last = null;
  }

  slotOf(request: JoinRequest): JoinSlot {
    const { last } = this;
    if (last !== null && isSame(last.request, request)) return last.slot;
    const { prompt, groundTruth, fields } = request;
    const rest = JSON.stringify([groundTruth?.text, fields]);
    const key = createHash("sha1").update(rest).update("\n").update(prompt).digest("base64");
    const asked = { prompt, groundTruth, fields };
    const slot = this.slots.get(key) ?? { request: asked, answer: null };
    this.slots.set(key, slot);
    this.last = { request: asked, slot };
    return slot;
  }
}

/** The prompt of a group's rollouts is one string, so that comparing takes no time. */
function isSame(a: JoinRequest, b: JoinRequest): boolean {
  const [one, other] = [a.fields, b.fields];
  return (
    a.prompt === b.prompt &&
    a.groundTruth?.text === b.groundTruth?.text &&
    one.questionId === other.questionId &&
    one.image === other.image &&
    one.taskKind === other.taskKind &&
    one.prompt === other.prompt &&
    one.answer === other.answer &&
    one.size?.width === other.size?.width &&
    one.size?.height === other.size?.height &&
    hasSameBoxes(one.targets, other.targets)
  );
}

function hasSameBoxes(a: readonly Box[] | null, b: readonly Box[] | null): boolean {
  if (a === null || a.length !== b?.length) return a === b;
  return a.every((box, at) => box.every((side, k) => side === b[at]?.[k]));
}
