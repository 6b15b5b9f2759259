import type { TargetRecord } from "../../src/core/benchmark/questionRecord.js";
import { effectiveEdit } from "../../src/core/benchmark/review/effectiveEdit.js";
import type { QuestionEdit } from "../../src/core/benchmark/reviewEvent.js";
import type { WholeBox } from "../../src/core/benchmark/wholeBox.js";
import type { DraggedKind, ReviewModel } from "./reviewModel.js";

/** Changes that are not saved yet. */
export const draftEdits = {
  /** Sets all changes of a question at once; without any there is no draft. */
  set({ drafts }: ReviewModel, id: string, edit: QuestionEdit): void {
    const next = new Map(drafts.value);
    if (Object.keys(edit).length === 0) next.delete(id);
    else next.set(id, edit);
    drafts.value = next;
  },

  /** Lays changes over those of the question on show. */
  change(model: ReviewModel, edit: QuestionEdit): void {
    const shown = model.shown.value;
    if (shown === null) return;
    draftEdits.set(model, shown.question.id, effectiveEdit(shown.question, { ...model.draft.value, ...edit }));
  },

  /** The targets as they stand now. */
  targets: ({ current }: ReviewModel): readonly TargetRecord[] => current.value?.targets ?? [],

  /** The boxes of targets or marks as they stand now. */
  boxes: ({ current }: ReviewModel, what: DraggedKind): readonly WholeBox[] =>
    ((what === "target" ? current.value?.targets : current.value?.marks) ?? []).map(({ box }) => box),

  setTargets(model: ReviewModel, targets: readonly TargetRecord[]): void {
    draftEdits.change(model, {
      targets: targets.map(({ box, role, source_annotation_ids }) => ({ box, role, source_annotation_ids })),
    });
  },

  setBox(model: ReviewModel, what: DraggedKind, place: number, box: WholeBox): void {
    if (what === "mark") {
      const boxes = draftEdits.boxes(model, "mark").map((one, i) => (i === place ? box : one));
      draftEdits.change(model, { mark_boxes: boxes });
      return;
    }
    const targets = draftEdits.targets(model).map((target, i) => (i === place ? { ...target, box } : target));
    draftEdits.setTargets(model, targets);
  },
} as const;
