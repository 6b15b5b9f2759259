import { rejectReasons } from "../../src/core/benchmark/review/rejectReasons.js";
import type { Decided, DecideParams, QueueEntry } from "../../src/protocol/review/reviewViewApi.js";
import { errorText } from "../errorText.js";
import { fitCamera } from "../page/fitCamera.js";
import { unionOf } from "../page/unionOf.js";
import { draftEdits } from "./draftEdits.js";
import { noEdit, type DraggedKind, type ReviewModel, type ShownThings } from "./reviewModel.js";
import { reviewStage } from "./reviewStage.js";
import { walkQueue } from "./walkQueue.js";

/** After a question came, decisions are not taken for so long: a key that was held or hit twice decides nothing unseen. */
const deadMilliseconds = 250;

/** CSS pixels around a target that is zoomed to. */
const zoomMargin = 48;

type Said = Pick<DecideParams, "decision" | "reason" | "note">;

function patch(model: ReviewModel, entry: QueueEntry): void {
  const { entries } = model;
  entries.value = entries.value?.map(one => (one.id === entry.id ? entry : one)) ?? null;
}

function take(model: ReviewModel, { shown, entry, progress }: Decided): void {
  walkQueue.remember(model, shown);
  patch(model, entry);
  model.progress.value = progress;
  if (model.shown.value?.question.id === entry.id) model.shown.value = shown;
}

/** How an entry will stand, before the host has said so. */
function expected(entry: QueueEntry, { decision, reason }: Said, isEdit: boolean): QueueEntry {
  switch (decision) {
    case "right":
      return { ...entry, state: isEdit ? "edited" : "accepted", own: isEdit ? "edited" : "accepted", reason: null };
    case "wrong":
      return { ...entry, state: "rejected", own: "rejected", reason: reason ?? null };
    case "unsure":
      return { ...entry, own: "unsure" };
    case "skip":
      return { ...entry, own: entry.own ?? "passed" };
    case "flag":
      return { ...entry, isFlagged: true };
  }
}

async function send(model: ReviewModel, params: DecideParams, before: QueueEntry): Promise<void> {
  const { saving, word, t, host } = model;
  saving.value++;
  try {
    take(model, await host.decide(params));
    if (word.value?.kind === "failed") word.value = null;
  } catch (error) {
    patch(model, before);
    model.known.delete(params.id);
    if (params.decision === "right") draftEdits.set(model, params.id, params.edit);
    word.value = { kind: "failed", text: t("notSaved", errorText(error)) };
  } finally {
    saving.value--;
  }
}

/** Says something of the question on show and goes on, without waiting for the disk. */
function decide(model: ReviewModel, said: Said): void {
  const { init, shown, entry, draft, problem, word, t, clock, filter } = model;
  const [question, at] = [shown.value, entry.value];
  if (question === null || at?.id !== question.question.id) return;
  if (!init.value.canWrite) {
    word.value = { kind: "failed", text: t("restricted") };
    return;
  }
  const now = performance.now();
  if (now - clock.since < deadMilliseconds) return;
  const edit = said.decision === "right" ? draft.value : noEdit;
  if (edit !== noEdit && problem.value !== null) return;
  if (said.decision !== "flag") clock.keyAt = now;
  word.value = null;
  const params = { id: at.id, edit, seconds: (now - clock.since) / 1000, filter: filter.value, ...said };
  patch(model, expected(at, said, edit !== noEdit));
  if (said.decision === "right") draftEdits.set(model, at.id, noEdit);
  model.run(send(model, params, at));
  model.mode.value = { kind: "look" };
  if (said.decision !== "flag") walkQueue.by(model, 1);
}

/** Goes to the question that an undo is about, wherever it is in the queue. */
function goTo(model: ReviewModel, decided: Decided): void {
  take(model, decided);
  const at = model.entries.value?.findIndex(({ id }) => id === decided.entry.id) ?? -1;
  if (at >= 0) walkQueue.to(model, at);
  model.word.value = { kind: "told", text: model.t("tookBack", decided.entry.id) };
}

/** What keys and buttons do. */
export const reviewActions = {
  accept: (model: ReviewModel) => decide(model, { decision: "right" }),
  unsure: (model: ReviewModel) => decide(model, { decision: "unsure" }),
  skip: (model: ReviewModel) => decide(model, { decision: "skip" }),
  flag: (model: ReviewModel) => decide(model, { decision: "flag" }),

  /** Asks for a reason. */
  reject(model: ReviewModel): void {
    if (model.shown.value !== null) model.mode.value = { kind: "reject" };
  },

  /** Rejects by the reason of a number key, from 1. The last one asks for words first. */
  rejectBy(model: ReviewModel, number: number): void {
    const shown = model.shown.value;
    const reason = shown === null ? undefined : rejectReasons[shown.question.task][number - 1];
    if (reason === undefined) return;
    if (reason === "other") model.mode.value = { kind: "note" };
    else decide(model, { decision: "wrong", reason });
  },

  rejectWith(model: ReviewModel, note: string): void {
    decide(model, { decision: "wrong", reason: "other", ...(note.trim() !== "" && { note: note.trim() }) });
  },

  /** Changes that are not saved go first, then what this reviewer said last. */
  undo(model: ReviewModel): void {
    const id = model.shown.value?.question.id;
    if (id !== undefined && model.draft.value !== noEdit) {
      draftEdits.set(model, id, noEdit);
      model.mode.value = { kind: "look" };
      return;
    }
    const { host, filter, word, t } = model;
    const work = async () => {
      try {
        const undone = await host.undo({ filter: filter.value });
        if (undone === null) word.value = { kind: "told", text: t("nothingToUndo") };
        else goTo(model, undone);
      } catch (error) {
        word.value = { kind: "failed", text: t("notSaved", errorText(error)) };
      }
    };
    model.run(work());
  },

  discard(model: ReviewModel): void {
    const shown = model.shown.value;
    if (shown !== null) draftEdits.set(model, shown.question.id, noEdit);
    model.mode.value = { kind: "look" };
  },

  /** Makes the option after the answer the answer. */
  swap(model: ReviewModel): void {
    const question = model.current.value;
    if (question === null || question.options.length < 2) return;
    const at = question.options.findIndex(({ label }) => label === question.answer);
    const next = question.options[(at + 1) % question.options.length];
    if (next !== undefined) draftEdits.change(model, { answer: next.label });
  },

  drag(model: ReviewModel, what: DraggedKind, place: number): void {
    if (model.current.value === null || !model.init.value.canWrite) return;
    if (draftEdits.boxes(model, what)[place] === undefined) {
      model.word.value = { kind: "told", text: model.t(what === "target" ? "nothingToDrag" : "noMarkToDrag") };
      return;
    }
    model.see.value = { ...model.see.value, [what === "target" ? "targets" : "marks"]: true };
    model.mode.value = { kind: "drag", what, place, grip: "move", before: model.draft.value };
  },

  toggle({ see }: ReviewModel, what: keyof ShownThings): void {
    see.value = { ...see.value, [what]: !see.value[what] };
  },

  /** Shows all targets as large as the stage allows, or the whole page again. */
  zoom(model: ReviewModel): void {
    const whole = model.camera.value === null ? unionOf(draftEdits.boxes(model, "target")) : null;
    model.camera.value = whole === null ? null : fitCamera(whole, reviewStage.of(model).stage.value, zoomMargin);
  },
} as const;
