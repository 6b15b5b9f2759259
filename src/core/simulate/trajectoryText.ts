import { pythonFloat } from "./pythonJson.js";
import type { SimulatedCall, SimulatedRollout } from "./simulatedRollout.js";

/** The answer of a model that does not decide. */
export const undecided = "A or B, it is hard to tell";

/** Characters of a tool's text that reach the model; verl's `multi_turn.max_tool_response_length`. */
const longestReply = 256;

const tool = "image_zoom_in_tool";

const pythonList = (numbers: readonly number[]) =>
  `[${numbers.map(number => (Number.isInteger(number) ? String(number) : pythonFloat(number))).join(", ")}]`;

/** verl cuts the middle out of a long reply. */
function shortened(text: string): string {
  if (text.length <= longestReply) return text;
  return `${text.slice(0, longestReply / 2)}...(truncated)...${text.slice(-longestReply / 2)}`;
}

/** The body between the tags; Python's json.dumps, since models are trained on its spacing. */
function callBody(call: SimulatedCall): string {
  const box = pythonList(call.requested);
  const label = `, "label": ${JSON.stringify(call.label)}`;
  const body = (name: string, written: string, end: string) =>
    `{"name": "${name}", "arguments": {"bbox_2d": ${written}${call.writing === "unlabelled" ? "" : label}${end}`;
  switch (call.writing) {
    case "plain":
    case "unlabelled":
    case "long-label":
      return body(tool, box, "}}");
    case "other-tool":
      return body("image_rotate_tool", box, "}}");
    case "box-as-text":
      return body(tool, JSON.stringify(box), "}}");
    case "broken-json":
      return body(tool, box, "}");
    default: {
      const never: never = call.writing;
      return never;
    }
  }
}

/** What verl's `image_zoom_in_tool.py` answers; it prints the requested box, also where it cropped another one. */
function replyText(call: SimulatedCall): string {
  const box = pythonList(call.requested);
  if (call.writing === "other-tool") return `Unknown function 'image_rotate_tool'. Available tools: ['${tool}']`;
  if (call.writing === "box-as-text") return "Error: bbox_2d parameter is missing or not a list of 4 numbers.";
  if (call.outcome?.kind !== "executed")
    return `Error: The specified bounding box ${box} is invalid or results in a crop smaller than the minimum size of 28x28.`;
  const label = call.writing === "unlabelled" ? "" : ` with label ${call.label}`;
  return `Zoomed in on the image to the region ${box}${label}.`;
}

function callText(call: SimulatedCall): string {
  const written = `<think>${call.thought}</think>\n<tool_call>\n${callBody(call)}\n</tool_call>`;
  // A body that is no JSON is skipped by verl's parser, and without another call the trajectory ends there.
  if (call.writing === "broken-json") return written;
  return `${written}\nuser\n<tool_response>\n${shortened(replyText(call))}\n</tool_response>\nassistant\n`;
}

function endingText({ ending, thought, answer }: Omit<SimulatedRollout, "isRight">): string {
  switch (ending) {
    case "answer":
      return `<think>${thought}</think>\n<answer>${answer}</answer>`;
    case "unclosed-think":
      return `<think>${thought}\n<answer>${answer}</answer>`;
    case "double-think":
      return `<think><think>${thought}</think>\n<answer>${answer}</answer>`;
    case "double-answer":
      return `<think>${thought}</think>\n<answer><answer>${answer}</answer>`;
    case "bare-text":
      return `${thought}\nThe answer is <answer>${answer}</answer>.`;
    case "two-answers":
      return `<think>${thought}</think>\n<answer>${undecided}</answer>`;
    case "empty-answer":
      return `<think>${thought}</think>\n<answer></answer>`;
    case "cut-thought":
      return `<think>${thought.slice(0, Math.ceil(thought.length * 0.7))}`;
    case "cut-answer":
      return `<think>${thought}</think>\n<answer>`;
    case "cut-call":
      return `<think>${thought}</think>\n<tool_call>\n{"name": "${tool}", "arguments": {"bbox_2d": [`;
    case "no-output":
      return "";
    default: {
      const never: never = ending;
      return never;
    }
  }
}

/** The response as verl decodes it: all turns in one text, chat and vision tokens gone, role words left. */
export function trajectoryText(rollout: Omit<SimulatedRollout, "isRight">): string {
  const calls = rollout.calls.map(callText).join("");
  return rollout.calls.at(-1)?.writing === "broken-json" ? calls : calls + endingText(rollout);
}
