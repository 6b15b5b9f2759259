import { fillText } from "../benchmark/prompts/renderTemplate.js";
import withoutTool from "../benchmark/prompts/panel_understanding-page-reason.json";
import withTool from "../benchmark/prompts/panel_understanding-zoom-reason.json";
import type { RunConfig } from "./runConfig.js";
import { zoomToolText } from "./zoomToolText.js";

/** In a configuration's own system prompt this stands for the description of the zoom tool. */
export const toolsPlaceholder = "{tools}";

/**
 * What the model is told before the question, in place of a row's own system message. Qwen2.5-VL's template drops `tools`,
 * so that the description of the tool stands in the text. Vanilla RL is told of no tool. The words are those of the
 * benchmark's prompts that ask for reasoning, which are the same for every task kind: a run trains on several at once.
 */
export function systemPrompt({ method, prompt }: RunConfig): string {
  const tools = method === "RARL" ? zoomToolText : "";
  if (prompt.system !== undefined) return prompt.system.replaceAll(toolsPlaceholder, tools);
  return fillText((method === "RARL" ? withTool : withoutTool).system, { tools });
}
