import { createHash } from "node:crypto";
import type { JoinAnswer, JoinRequest } from "./factTask.js";

/** Answers are forgotten when there are more: a run of real length has some thousand questions. */
const mostAnswers = 20_000;

/** A question that rows of a task have, and its answer once it is there. */
export interface JoinSlot {
  readonly request: JoinRequest;
  answer: JoinAnswer | null;
}

/** Remembers what rows were joined with, since the rollouts of a group have one question. */
export class JoinMemory {
  private context = -1;
  private slots = new Map<string, JoinSlot>();
  private last: { readonly prompt: string; readonly rest: string; readonly slot: JoinSlot } | null = null;

  /** Answers of another context do not hold. */
  enter(context: number): void {
    if (context === this.context && this.slots.size < mostAnswers) return;
    this.context = context;
    this.slots = new Map();
    this.last = null;
  }

  slotOf(request: JoinRequest): JoinSlot {
    const { prompt, groundTruth, fields } = request;
    const rest = JSON.stringify([groundTruth?.text, fields]);
    const { last } = this;
    // The prompt of a group's rollouts is one string, so that comparing takes no time.
    if (last !== null && last.rest === rest && last.prompt === prompt) return last.slot;
    const key = createHash("sha1").update(rest).update("\n").update(prompt).digest("base64");
    const slot = this.slots.get(key) ?? { request: { prompt, groundTruth, fields }, answer: null };
    this.slots.set(key, slot);
    this.last = { prompt, rest, slot };
    return slot;
  }
}
