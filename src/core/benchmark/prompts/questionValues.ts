import type { PromptInput } from "../promptTemplate.js";
import { questionAlone, type PlacedQuestion } from "../questionAlone.js";
import type { QuestionRecord } from "../questionRecord.js";
import type { TemplateValues } from "./renderTemplate.js";

type Asked = PlacedQuestion &
  Pick<QuestionRecord, "hint"> & {
    readonly options: readonly { readonly label: string; readonly text: string }[];
  };

/**
 * What a question fills into a prompt of the uses answer, reason and distil. Options stand one a line, as they do where
 * a trainer's row has none (`askedText`). A prompt for the input `zoom` has a place for the tool besides; beside a panel
 * shown alone a place on its page would mean nothing.
 */
export function questionValues(asked: Asked, input: PromptInput = "page"): TemplateValues {
  return {
    question: input === "panel" ? questionAlone(asked) : asked.question,
    hint: asked.hint ?? "",
    options: asked.options.map(({ label, text }) => `${label}. ${text}`).join("\n"),
  };
}
