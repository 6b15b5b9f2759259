import type { ImageInput } from "./imageOptions.js";
import type { AskedQuestion } from "./askedQuestion.js";
import type { QuestionRecord } from "../questionRecord.js";

/** An image of a question, made. */
export interface ExportedImage {
  /** As it is to be written in the data; null: its bytes are. */
  readonly path: string | null;
  readonly bytes: Uint8Array | null;
  readonly width: number;
  readonly height: number;
}

/** All that a row is made of. */
export interface ExportedQuestion {
  readonly question: QuestionRecord;
  readonly asked: AskedQuestion;
  /** What the images show. */
  readonly input: ImageInput;
  readonly images: readonly ExportedImage[];
  /** Whether marks are to be seen in the images. */
  readonly hasMarks: boolean;
}

/** The answer as text: a label, digits, or words. */
export const answerText = ({ answer }: Pick<QuestionRecord, "answer">): string => String(answer);
