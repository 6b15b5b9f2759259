/** A message of a chat; `images` come before its text. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly images: number;
  readonly text: string;
}

/** Whose template renders: the model's own (Qwen2.5-VL) or ours, see `chatTemplate`. */
export type ChatTemplateId = "qwen2.5-vl" | "loupe";

const imageTokens = "<|vision_start|><|image_pad|><|vision_end|>";
const defaultSystem: ChatMessage = { role: "system", images: 0, text: "You are a helpful assistant." };

/**
 * A chat as the model reads it. An image is one `<|image_pad|>` here and as many as it has visual tokens in the trainer.
 */
export function renderChat(messages: readonly ChatMessage[], template: ChatTemplateId, isAsking: boolean): string {
  const whole = messages[0]?.role === "system" ? messages : [defaultSystem, ...messages];
  const turns = whole.map(message => renderTurn(message, template));
  return turns.join("") + (isAsking ? "<|im_start|>assistant\n" : "");
}

function renderTurn({ role, images, text }: ChatMessage, template: ChatTemplateId): string {
  const content = imageTokens.repeat(images) + text;
  if (role === "tool" && template === "loupe")
    return `<|im_start|>user\n<tool_response>\n${content}\n</tool_response><|im_end|>\n`;
  return `<|im_start|>${role}\n${content}<|im_end|>\n`;
}
