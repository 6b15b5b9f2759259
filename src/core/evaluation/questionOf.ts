import type { Rollout } from "../rollout/rollout.js";
import { type QuestionText, readQuestionText } from "./readQuestionText.js";

/**
 * The question that a rollout answered. Where the response is a list of messages the prompt that was really sent stands
 * before the model's first message, with the options that a `question` column leaves out.
 */
export function questionOf(rollout: Pick<Rollout, "prompt" | "response">): QuestionText {
  const { response } = rollout;
  if (response.kind !== "messages") return readQuestionText(rollout.prompt);
  const first = response.messages.findIndex(message => message.role === "assistant");
  const sent = response.messages
    .slice(0, first === -1 ? undefined : first)
    .findLast(message => message.role === "user");
  const asked = readQuestionText(sent?.text ?? rollout.prompt);
  return rollout.prompt.trim() === "" ? asked : { ...asked, question: readQuestionText(rollout.prompt).question };
}
