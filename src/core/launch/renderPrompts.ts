import { renderChat, type ChatMessage, type ChatTemplateId } from "./renderChat.js";
import type { PlannedPrompts } from "./runPlan.js";
import type { RunConfig } from "./runConfig.js";
import { systemPrompt } from "./systemPrompt.js";
import { zoomToolName } from "./zoomToolText.js";

/** Stands for the question where none of the data is at hand. */
const anyQuestion = "(the question of the row)";
/** Made up; in the preview alone. */
export const exampleBox = [120, 80, 410, 300] as const;
const call = JSON.stringify({ name: zoomToolName, arguments: { bbox_2d: exampleBox, label: "panel 2" } });

/** A call as the model is told to write it. */
const exampleCall = `<think>(its reasoning)</think>\n<tool_call>\n${call}\n</tool_call>`;
/** What the tool says beside the crop: `answer` of src/trainer/zoom_replies.py. */
export const exampleReply = `This is the part [${exampleBox.join(", ")}] of the page.`;

/**
 * The first prompt and, for region-aware RL, a second turn (call, reply and crop) as the model reads them. `question` is
 * the user's message of a row, with `<image>` where the page stands.
 */
export function renderPrompts(config: RunConfig, question: string | null): PlannedPrompts {
  const template: ChatTemplateId =
    config.method === "RARL" && config.engine === "verl-current" ? "loupe" : "qwen2.5-vl";
  const first: readonly ChatMessage[] = [
    { role: "system", images: 0, text: systemPrompt(config) },
    { role: "user", images: 1, text: (question ?? anyQuestion).replace("<image>", "") },
  ];
  const prompts = { first: renderChat(first, template, true), second: null };
  if (config.method !== "RARL") return prompts;
  // The fork's loop writes the turn itself, current verl gives it the role `tool`.
  const reply: ChatMessage =
    config.engine === "verl-deepeyes"
      ? {
          role: "user",
          images: 0,
          text: `<tool_response>\n<|vision_start|><|image_pad|><|vision_end|>${exampleReply}\n</tool_response>`,
        }
      : { role: "tool", images: 1, text: exampleReply };
  const whole: readonly ChatMessage[] = [...first, { role: "assistant", images: 0, text: exampleCall }, reply];
  return { ...prompts, second: renderChat(whole, template, true) };
}
