import type { PredictionRecord, PredictionTurn } from "../evaluation/predictionRecord.js";

/** The words of a trace. */
export interface TraceWords {
  /** Each turn of the model, with its reasoning in `<think>` where the server keeps that apart. */
  readonly turns: readonly string[];
  /** What stands inside `<think>`, of all turns. */
  readonly thoughts: string;
  /** Of the thoughts; a character of a script without blanks is a word. */
  readonly count: number;
}

const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/** The words of a text, as they are counted. */
export const wordsIn = (text: string): readonly string[] => text.match(word) ?? [];

/** A turn of the model with its reasoning where the model would have written it. */
export function wholeTurn({ text }: Pick<PredictionTurn, "text">, reasoning: unknown): string {
  if (typeof reasoning !== "string" || reasoning.trim() === "" || text.includes("<think>")) return text;
  return `<think>\n${reasoning.trim()}\n</think>\n${text}`;
}

/** The words of an attempt. An imported one has no turns: its text stands for them. */
export function traceWords({ turns, text, reasoning }: PredictionRecord): TraceWords {
  const said = turns.filter(({ role }) => role === "assistant").map(turn => wholeTurn(turn, turn["reasoning"]));
  const whole = said.length > 0 ? said : [wholeTurn({ text: text ?? "" }, reasoning)];
  const thoughts = whole
    .flatMap(one => Array.from(one.matchAll(/<think>([\s\S]*?)(?:<\/think>|$)/g), ([, thought = ""]) => thought.trim()))
    .join("\n\n");
  return { turns: whole, thoughts, count: wordsIn(thoughts).length };
}
