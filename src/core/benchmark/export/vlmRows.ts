import type { TaskKind } from "../taskKinds.js";
import { answerText, type ExportedQuestion } from "./exportedQuestion.js";
import { pandasId, pandasText } from "./pandasText.js";

/** VLMEvalKit's letters for options. */
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Rotations of a question stand so far apart, which is how VLMEvalKit finds them. */
const rotationStep = 1_000_000;

/** The paper's two groups of task kinds (Table 2). */
const understanding: readonly TaskKind[] = ["panel_understanding", "dialog_reordering", "panel_reordering"];

/** What the columns of a table are called; `options`: how many letters it has. */
export function vlmColumns(options: number, image: "image" | "image_path", isCircular: boolean): readonly string[] {
  return [
    "index",
    ...(isCircular ? ["g_index"] : []),
    "question",
    "hint",
    ...Array.from(letters.slice(0, options)),
    "answer",
    ...["category", "l2-category", "split", "our_id", "page_id", "issue_id"],
    image,
  ];
}

/** Whether a question can be a row of choices. */
export const isLettered = ({ question }: ExportedQuestion): boolean =>
  question.answer_type === "choice" && question.options.length <= letters.length;

/** Its options turned by so many places, and the letter that is right then. */
function turned(
  { question }: ExportedQuestion,
  by: number,
): { readonly texts: readonly string[]; readonly answer: string } {
  const { options } = question;
  const order = options.map((_, at) => options[(at + by) % options.length]);
  const right = order.findIndex(option => option?.label === question.answer);
  return { texts: order.map(option => option?.text ?? ""), answer: letters[right] ?? "" };
}

function tail({ question }: ExportedQuestion): readonly string[] {
  return [
    question.task,
    understanding.includes(question.task) ? "understanding" : "recognition",
    question.split,
    pandasId(question.id),
    pandasId(question.page_id),
    pandasId(question.issue_id),
  ];
}

/** A cell of the image column: what is given, or a reference to the row whose image it shares. */
export interface VlmPlace {
  /** From 1. */
  readonly index: number;
  readonly image: string;
  /** For the rotations of the question, which share its image. */
  readonly again: string;
}

/** The rows of a question with choices: one, or one for each rotation of its options. */
export function vlmChoiceRows(
  exported: ExportedQuestion,
  { index, image, again }: VlmPlace,
  options: number,
  isCircular: boolean,
): readonly (readonly (string | number)[])[] {
  const count = isCircular ? exported.question.options.length : 1;
  const words = [pandasText(exported.question.question), exported.question.hint ?? ""];
  return Array.from({ length: count }, (_, by) => {
    const { texts, answer } = turned(exported, by);
    const cells = Array.from({ length: options }, (_cell, at) => {
      const text = texts[at];
      return text === undefined ? "" : pandasText(text);
    });
    const own = [index + by * rotationStep, ...(isCircular ? [index] : [])];
    const picture = by === 0 ? image : again;
    return [...own, ...words, ...cells, answer, ...tail(exported), picture];
  });
}

/** The row of a question that is answered in words or by a number. Its prompt says how, and holds its hint. */
export function vlmOpenRow(exported: ExportedQuestion, { index, image }: VlmPlace): readonly (string | number)[] {
  const { question, asked: prompt } = exported;
  const answer = question.answer_type === "integer" ? answerText(question) : pandasText(answerText(question));
  return [index, pandasText(prompt.user), "", answer, ...tail(exported), image];
}
