import type { PageRecord } from "../pageRecord.js";
import type { PromptTemplate } from "../promptTemplate.js";
import type { QuestionRecord } from "../questionRecord.js";
import { askedQuestion, type AskedQuestion } from "./askedQuestion.js";
import type { ExportOptions } from "./exportOptions.js";
import { planImages, type ImagePlan } from "./planImages.js";

/** A question with all that is made of it but the images. */
export interface PreparedQuestion {
  readonly question: QuestionRecord;
  readonly asked: AskedQuestion;
  readonly plan: ImagePlan;
  readonly hasMarks: boolean;
}

function imagePlan(question: QuestionRecord, page: PageRecord | null, options: ExportOptions): ImagePlan {
  // A record names its page, and says itself which part of it is shown aside.
  const whole = options.to === "jsonl" ? { ...question, shown: null } : question;
  return planImages(whole, page, { ...options, input: options.input === "panel" ? "panel" : "page" });
}

/** VLMEvalKit puts choices into words of its own, and records are put by whoever reads them. */
const inOwnWords = ({ answer_type: type }: QuestionRecord, { to }: ExportOptions): boolean =>
  to === "jsonl" || (to === "vlmevalkit" && type === "choice");

/** Plans a question's images and puts it into its prompt; null: there is no prompt for it. */
export function prepareQuestion(
  question: QuestionRecord,
  page: PageRecord | null,
  prompts: readonly PromptTemplate[],
  options: ExportOptions,
): PreparedQuestion | null {
  const plan = imagePlan(question, page, options);
  const input = options.input === "zoom" ? "zoom" : plan.input;
  const asked = inOwnWords(question, options)
    ? { system: "", user: question.question, prompt: null }
    : askedQuestion(question, input, options.use, prompts);
  return asked === null ? null : { question, asked, plan, hasMarks: options.marks === "drawn" };
}
