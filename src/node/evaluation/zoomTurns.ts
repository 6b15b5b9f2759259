import type { PredictionTurn } from "../../core/evaluation/predictionRecord.js";
import { nextZoom } from "../../core/evaluation/nextZoom.js";
import { callConventions } from "../../core/rollout/callConventions.js";
import { parseTrajectory } from "../../core/rollout/parseTrajectory.js";
import type { CropTool } from "../../core/page/cropTool.js";
import type { ZoomCall } from "../../core/rollout/zoomCall.js";
import { writtenCall } from "../../core/evaluation/writtenCall.js";
import type { ChatAnswer } from "../endpoint/chatAnswer.js";
import type { ChatToolCall } from "../endpoint/chatRequest.js";

type Tool = NonNullable<PredictionTurn["tool"]>;

/** One call of a turn of the model. */
export interface AskedCall {
  readonly call: ZoomCall;
  /** Where it came as a function of the API: its number there. */
  readonly id: string | null;
  readonly name: string;
  /** As the model wrote them. */
  readonly arguments: string;
  /** The loop carries it out; others of the turn are left. */
  readonly isRun: boolean;
}

export interface AskedCalls {
  /** Empty: the turn is the answer, or asks for nothing that the loop takes for a call. */
  readonly calls: readonly AskedCall[];
  readonly isNative: boolean;
}

const hints = { conventions: callConventions("verl-rollouts"), prompt: "", storedAnswer: null };

function callsIn(text: string): readonly ZoomCall[] {
  return parseTrajectory({ kind: "messages", messages: [{ role: "assistant", text }] }, hints).calls;
}

/** A function of the API, read as a call in text would be. */
function nativeCall({ id, name, arguments: written }: ChatToolCall, at: number): readonly AskedCall[] {
  const [call] = callsIn(writtenCall({ name, arguments: written }));
  if (call === undefined) return [];
  // Some servers number no calls, and want numbers back.
  return [{ call, id: id === "" ? `call_${at + 1}` : id, name, arguments: written, isRun: at === 0 }];
}

/**
 * The calls of a turn, each with whether the loop runs it. Calls of the API come before those in the text; of these the
 * loop of training says which one is run.
 */
export function callsOf({ text, toolCalls }: Pick<ChatAnswer, "text" | "toolCalls">, tool: CropTool): AskedCalls {
  if (toolCalls.length > 0) return { calls: toolCalls.flatMap(nativeCall), isNative: true };
  const next = nextZoom(text, tool);
  if (next.kind === "end") return { calls: [], isNative: false };
  const calls = next.all.map((call, at) => ({
    ...{ call, id: null, name: call.tool ?? "", arguments: call.body, isRun: at === next.at },
  }));
  return { calls, isNative: false };
}

/** What is written down of a call. */
export function toolRecord(
  { call, name, arguments: written }: AskedCall,
  done: Pick<Tool, "requested" | "executed" | "error">,
): Tool {
  return { name, arguments: written, box_raw: call.requested === null ? null : [...call.requested], ...done };
}
