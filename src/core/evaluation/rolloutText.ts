import { renderChat, type ChatMessage } from "../launch/renderChat.js";
import { callConventions } from "../rollout/callConventions.js";
import { parseTrajectory } from "../rollout/parseTrajectory.js";
import type { ZoomCall } from "../rollout/zoomCall.js";
import type { PredictionTurn } from "./predictionRecord.js";
import { placedCall, writtenCall } from "./writtenCall.js";

/** An attempt as a trainer's dump has it. */
export interface RolloutText {
  /** The prompt with its chat tokens, up to the opening of the model's turn. */
  readonly input: string;
  /** Everything from there on, with chat tokens between the turns. */
  readonly output: string;
  /** What was cropped for each zoom call, as readers count them, in page pixels; null: nothing was. */
  readonly executed: readonly (readonly number[] | null)[];
}

type Tool = NonNullable<PredictionTurn["tool"]>;

/** A turn of the model with what was answered to it. */
interface Exchange {
  readonly said: PredictionTurn;
  readonly tools: readonly Tool[];
  readonly replies: readonly PredictionTurn[];
}

const opening = "<|im_start|>assistant\n";
const image = "<|vision_start|><|image_pad|><|vision_end|>";
const hints = { conventions: callConventions("verl-rollouts"), prompt: "", storedAnswer: null };

const asMessage = ({ role, text, images }: PredictionTurn): ChatMessage => ({ role, images: images.length, text });

/** The turns before the model's first, and its turns with their replies. */
function divided(turns: readonly PredictionTurn[]): {
  readonly prompt: readonly PredictionTurn[];
  readonly exchanges: readonly Exchange[];
} {
  const first = turns.findIndex(({ role }) => role === "assistant");
  const prompt = first === -1 ? turns : turns.slice(0, first);
  const exchanges: { said: PredictionTurn; tools: Tool[]; replies: PredictionTurn[] }[] = [];
  for (const turn of first === -1 ? [] : turns.slice(first)) {
    if (turn.role === "assistant") exchanges.push({ said: turn, tools: [], replies: [] });
    else {
      exchanges.at(-1)?.replies.push(turn);
      if (turn.tool !== null) exchanges.at(-1)?.tools.push(turn.tool);
    }
  }
  return { prompt, exchanges };
}

const callsIn = (text: string): readonly ZoomCall[] =>
  parseTrajectory({ kind: "messages", messages: [{ role: "assistant", text }] }, hints).calls;

/** Calls with their boxes in page pixels: one after another, each where its body stands. */
function withPlacedBoxes(text: string, tools: readonly Tool[]): string {
  let [done, rest] = ["", text];
  for (const [at, call] of callsIn(text).entries()) {
    const tool = tools[at];
    const start = rest.indexOf(call.body);
    if (tool === undefined || tool.requested === null || start === -1) continue;
    done += `${rest.slice(0, start)}\n${placedCall(tool, call.body)}\n`;
    rest = rest.slice(start + call.body.length);
  }
  return done + rest;
}

/** What the server keeps apart as reasoning stands where the model would have written it. */
function withReasoning(text: string, reasoning: unknown): string {
  if (typeof reasoning !== "string" || reasoning === "" || text.includes("<think>")) return text;
  return `<think>\n${reasoning}\n</think>\n${text}`;
}

function saidText({ said, tools, replies }: Exchange, isVerbatim: boolean): string {
  const isNative = replies.some(({ role }) => role === "tool");
  const calls = isNative ? tools.map(writtenCall) : [];
  const text = [withReasoning(said.text, said["reasoning"]), ...calls].filter(part => part !== "").join("\n");
  return isVerbatim ? text : withPlacedBoxes(text, tools);
}

/** The reply in the form of training: one user's turn with the tags around it, whichever way it was sent. */
function replyText({ replies }: Exchange): string {
  const sent = replies.filter(({ text, images }) => text !== "" || images.length > 0);
  if (sent.length === 0) return "";
  const isNative = sent.some(({ role }) => role === "tool");
  const images = image.repeat(sent.reduce((sum, turn) => sum + turn.images.length, 0));
  const words = sent
    .filter(({ role }) => !isNative || role === "tool")
    .map(({ text }) => text.replace(/^<tool_response>\n/, "").replace(/\n<\/tool_response>$/, ""))
    .join("\n");
  return `<|im_end|>\n<|im_start|>user\n<tool_response>\n${images}${words}\n</tool_response><|im_end|>\n${opening}`;
}

/** For each zoom call of a turn, what its tool did. */
function executedIn(text: string, tools: readonly Tool[]): readonly (readonly number[] | null)[] {
  return callsIn(text).flatMap(({ isZoom }, at) => (isZoom ? [tools[at]?.executed ?? null] : []));
}

/**
 * The turns of an attempt in the form of training, whatever way the tool was offered in: calls as `<tool_call>`, replies
 * as a user's turn around `<tool_response>`, with chat tokens so that turns are divided surely.
 */
export function rolloutText(turns: readonly PredictionTurn[], isVerbatim: boolean): RolloutText {
  const { prompt, exchanges } = divided(turns);
  const input = renderChat(prompt.map(asMessage), "qwen2.5-vl", true);
  const said = exchanges.map(exchange => ({ exchange, text: saidText(exchange, isVerbatim) }));
  const output = said.map(({ exchange, text }) => text + replyText(exchange)).join("");
  const executed = said.flatMap(({ exchange, text }) => executedIn(text, exchange.tools));
  return { input, output: said.length > 0 ? `${output}<|im_end|>` : "", executed };
}
