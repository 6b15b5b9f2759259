import { llamaFactoryGrid } from "../launch/llamaFactoryGrid.js";
import { textTokens, type TokenEstimate } from "../launch/textTokens.js";
import type { Size } from "../page/size.js";
import type { JudgedTrace } from "./judgedTrace.js";
import type { StudentSettings } from "./studentSettings.js";
import type { TrainedTurn } from "./trainedTurns.js";

/**
 * A row of training data: LLaMA-Factory's sharegpt (facts: formats 3.5), of which it reads `messages` and `images`. Every
 * column has one type in all rows, since its loader makes a table of them first.
 */
export interface DistilRow {
  readonly id: string;
  readonly question_id: string;
  readonly question_sha: string;
  readonly prediction_id: string;
  readonly attempt: number;
  readonly task: string;
  readonly page_id: string;
  readonly issue_id: string;
  readonly split: string;
  readonly answer: string;
  readonly teacher: string;
  readonly zooms: number;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly images: readonly string[];
}

/** An image of a row, as a file. */
export interface RowImage extends Size {
  readonly path: string;
}

/** The row of a trace. `teacher`: the model as it named itself; empty: none. */
export function distilRow(
  { prediction, question, grade }: JudgedTrace,
  turns: readonly TrainedTurn[],
  images: readonly RowImage[],
  teacher: string,
): DistilRow {
  return {
    id: `tr-${prediction.id}`,
    ...{ question_id: question.id, question_sha: question.content_sha },
    ...{ prediction_id: prediction.id, attempt: prediction.attempt },
    ...{ task: question.task, page_id: question.page_id, issue_id: question.issue_id, split: question.split },
    ...{ answer: String(grade.answer ?? ""), teacher },
    zooms: turns.filter(({ images: shown }) => shown !== null && shown !== "shown").length,
    messages: turns.map(({ role, content }) => ({ role, content })),
    images: images.map(({ path }) => path),
  };
}

/** Chat tokens of a message. */
const templateTokens = 8;

/** About how many tokens LLaMA-Factory makes of a row: its images exactly, its text estimated. Null: an image it refuses. */
export function rowTokens(
  { messages }: Pick<DistilRow, "messages">,
  images: readonly Size[],
  { resize }: Pick<StudentSettings, "resize">,
): TokenEstimate | null {
  let fixed = messages.length * templateTokens;
  for (const image of images) {
    const grid = llamaFactoryGrid(image, resize);
    if (grid === null) return null;
    fixed += (grid.width / resize.factor) * (grid.height / resize.factor);
  }
  const text = textTokens(messages.map(({ content }) => content.replaceAll("<image>", "")).join("\n"));
  return { low: fixed + text.low, high: fixed + text.high };
}
