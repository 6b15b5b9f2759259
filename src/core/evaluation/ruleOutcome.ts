import type { QuestionRecord } from "../benchmark/questionRecord.js";
import type { GradeOutcome } from "./answerGrade.js";
import { lastAnswer } from "./lastAnswer.js";
import { matchesReference } from "./matchesReference.js";
import { parseChoice } from "./parseChoice.js";
import type { ParsedReply } from "./parsedReply.js";
import type { PredictionRecord } from "./predictionRecord.js";

/** Of a prediction as it was stored, or parsed again. */
type Parsed = Pick<ParsedReply, "answer"> & { readonly rule: string };
type Reference = Pick<QuestionRecord, "answer" | "alternatives" | "answer_type" | "options">;

/**
 * What an attempt comes to by rule alone: `unjudged` where an open answer is not the reference itself. An answer in a closed
 * tag stands even where what followed it was cut.
 */
export function ruleOutcome(
  { state, text, finish_reason }: Pick<PredictionRecord, "state" | "text" | "finish_reason">,
  question: Reference,
  parsed: Parsed,
): GradeOutcome {
  if (state === "failed" || state === "cancelled") return "failed";
  if (state === "refused") return "refused";
  if (state === "truncated" && lastAnswer(text ?? "") === null) return "truncated";
  if (parsed.answer === null) return unread(parsed, state === "truncated" || finish_reason === "length");
  return compared(parsed.answer, question);
}

function unread({ rule }: Parsed, isCut: boolean): GradeOutcome {
  if (rule === "refusal") return "refused";
  if (isCut && (rule === "unclosed" || rule === "empty")) return "truncated";
  return rule === "empty" ? "empty" : "unparsed";
}

function compared(answer: string | number, question: Reference): GradeOutcome {
  const right = String(question.answer);
  switch (question.answer_type) {
    case "choice":
      return answer === (parseChoice(right, question.options) ?? right) ? "correct" : "wrong";
    case "integer":
      return answer === Number(right) ? "correct" : "wrong";
    case "open":
      return matchesReference(String(answer), question) ? "correct" : "unjudged";
  }
}
