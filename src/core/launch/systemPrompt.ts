import type { RunConfig } from "./runConfig.js";
import { zoomToolText } from "./zoomToolText.js";

const introduction = "You answer questions about pages of comics.";
const answering =
  "Reason between <think> and </think>, then give the final answer alone between <answer> and </answer>.";

/** In a configuration's own system prompt this stands for the description of the zoom tool. */
export const toolsPlaceholder = "{tools}";

/**
 * What the model is told before the question, in place of a row's own system message. Qwen2.5-VL's template drops `tools`,
 * so that the description of the tool stands in the text. Vanilla RL is told of no tool.
 */
export function systemPrompt({ method, prompt }: RunConfig): string {
  const tools = method === "RARL" ? zoomToolText : "";
  if (prompt.system !== undefined) return prompt.system.replaceAll(toolsPlaceholder, tools);
  return [introduction, tools, answering].filter(part => part !== "").join("\n\n");
}
