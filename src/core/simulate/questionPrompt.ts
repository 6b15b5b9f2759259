import type { SimulatedQuestion } from "./simulatedQuestion.js";

type Asked = Pick<SimulatedQuestion, "question" | "options" | "marks" | "width" | "height" | "answer_type">;

const instruction =
  "Think between <think> and </think>. Zoom in with the tool where the page is too small to read. Give the answer between <answer> and </answer>";

const answerRules: Readonly<Record<SimulatedQuestion["answer_type"], string>> = {
  choice: ", as one letter.",
  integer: ", as one whole number.",
  open: ", in a few words.",
};

const systemText = `You are a helpful assistant. (Simulated: this prompt, its page and every reply to it were made up by a program. No model was run.)

# Tools

You may call one or more functions to assist with the user query.

You are provided with function signatures within <tools></tools> XML tags:
<tools>
{"type": "function", "function": {"name": "image_zoom_in_tool", "description": "Zoom in on a region of the page. The box counts pixels of the page.", "parameters": {"type": "object", "properties": {"bbox_2d": {"type": "array", "description": "The region as [x1, y1, x2, y2].", "items": {"type": "number"}}, "label": {"type": "string", "description": "What the region shows."}}, "required": ["bbox_2d"]}}}
</tools>

For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:
<tool_call>
{"name": <function-name>, "arguments": <args-json-object>}
</tool_call>`;

/**
 * The user's message. It names the page and where the marks are, so that no two questions have the same text: dumps
 * tell groups apart by their prompts alone.
 */
export function questionPrompt(asked: Asked, pageNumber: number): string {
  const marks = asked.marks.map(({ label, box }) => `${label} is the box [${box.join(", ")}].`);
  const options = asked.options.map(({ label, text }) => `${label}. ${text}`);
  return [
    `Page ${pageNumber} of a comic, ${asked.width} x ${asked.height} pixels.`,
    ...(marks.length === 0 ? [] : [`Marked on it: ${marks.join(" ")}`]),
    asked.question,
    ...options,
    instruction + answerRules[asked.answer_type],
  ].join("\n");
}

/** The whole prompt as verl decodes it: role words stay, chat and vision tokens do not. */
export function decodedPrompt(prompt: string): string {
  return `system\n${systemText}\nuser\n${prompt}\nassistant\n`;
}
