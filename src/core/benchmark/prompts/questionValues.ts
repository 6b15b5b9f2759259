import type { QuestionRecord } from "../questionRecord.js";
import type { TemplateValues } from "./renderTemplate.js";

/**
 * What a question fills into a prompt of the uses answer, reason and distil. Options stand one a line, as they do where
 * a trainer's row has none (`askedText`). A prompt for the input `zoom` has a place for the tool besides.
 */
export function questionValues({
  question,
  hint,
  options,
}: Pick<QuestionRecord, "question" | "hint"> & {
  readonly options: readonly { readonly label: string; readonly text: string }[];
}): TemplateValues {
  return {
    question,
    hint: hint ?? "",
    options: options.map(({ label, text }) => `${label}. ${text}`).join("\n"),
  };
}
