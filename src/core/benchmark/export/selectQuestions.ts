import type { QuestionRecord } from "../questionRecord.js";
import type { ExportOptions } from "./exportOptions.js";
import type { LeftOut, LeftOutCode } from "./leftOut.js";
import { questionFault } from "./questionFault.js";

export interface SelectedQuestions {
  /** In the order given. */
  readonly kept: readonly QuestionRecord[];
  /** Of the splits that were asked for. */
  readonly leftOut: readonly LeftOut[];
}

type Choice = Pick<ExportOptions, "to" | "splits" | "marks" | "acceptedOnly">;

function reviewFault({ review }: QuestionRecord, acceptedOnly: boolean): LeftOutCode | null {
  switch (review.state) {
    case "rejected":
    case "conflict":
      return review.state;
    case "new":
      return acceptedOnly ? "not-accepted" : null;
    case "accepted":
    case "edited":
      return null;
  }
}

/** Formats whose rows say which marks are still to be drawn: records, and verl's rows, whose marks our trainer draws. */
const carriesMarks = ({ to }: Choice): boolean => to === "jsonl" || to === "verl";

/** A question with marks asks about what is marked: without them nobody knows whom it means, or sees what is to be found out. */
const needsMarks = ({ marks }: QuestionRecord, choice: Choice): boolean =>
  choice.marks === "none" && !carriesMarks(choice) && marks.length > 0;

function fault(question: QuestionRecord, choice: Choice): LeftOutCode | null {
  const found = reviewFault(question, choice.acceptedOnly) ?? questionFault(question);
  return found ?? (needsMarks(question, choice) ? "needs-marks" : null);
}

/** The questions of an export, folded with their reviews: rejected ones never, edited ones as they were edited. */
export function selectQuestions(questions: readonly QuestionRecord[], choice: Choice): SelectedQuestions {
  const kept: QuestionRecord[] = [];
  const leftOut: LeftOut[] = [];
  const ids = new Set<string>();
  for (const question of questions) {
    if (!choice.splits.includes(question.split)) continue;
    const code = ids.has(question.id) ? "same-id" : fault(question, choice);
    ids.add(question.id);
    if (code === null) kept.push(question);
    else leftOut.push({ id: question.id, task: question.task, code, detail: null });
  }
  return { kept, leftOut };
}
