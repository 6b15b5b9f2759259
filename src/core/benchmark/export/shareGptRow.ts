import { answerText, type ExportedQuestion } from "./exportedQuestion.js";
import { placedBoxes } from "./placedBoxes.js";

/**
 * A row of LLaMA-Factory's sharegpt data (formats.md 3.5): question and answer alone, which is what SFT-S trains on.
 * Columns besides `messages` and `images` are not read by it; each has one type in all rows, since its loader makes a
 * table of them first.
 */
export interface ShareGptRow {
  readonly id: string;
  readonly task: string;
  readonly page_id: string;
  readonly issue_id: string;
  readonly split: string;
  readonly question: string;
  readonly options: string;
  readonly answer: string;
  readonly targets: string;
  readonly width: number;
  readonly height: number;
  readonly messages: readonly { readonly role: "system" | "user" | "assistant"; readonly content: string }[];
  readonly images: readonly string[];
}

/** The row of a question whose images are files. The answer stands in the tag that the prompt asks for. */
export function shareGptRow(exported: ExportedQuestion): ShareGptRow {
  const { question, asked, images } = exported;
  const { width, height, targets } = placedBoxes(exported);
  return {
    id: question.id,
    task: question.task,
    page_id: question.page_id,
    issue_id: question.issue_id,
    split: question.split,
    question: question.question,
    options: JSON.stringify(question.options.map(({ label, text }) => ({ label, text }))),
    answer: answerText(question),
    targets: JSON.stringify(targets),
    width,
    height,
    messages: [
      { role: "system", content: asked.system },
      { role: "user", content: "<image>".repeat(images.length) + asked.user },
      { role: "assistant", content: `<answer>${answerText(question)}</answer>` },
    ],
    images: images.map(({ path }) => path ?? ""),
  };
}
