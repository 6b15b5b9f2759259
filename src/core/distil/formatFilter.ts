import type { PredictionTurn } from "../evaluation/predictionRecord.js";
import { aroundCall } from "./aroundCall.js";
import type { FilterResult, Trace } from "./judgedTrace.js";

const countOf = (text: string, part: string): number => text.split(part).length - 1;

/** What is wrong with the turn that answers; null: nothing. */
function answerProblem(text: string): string | null {
  for (const tag of ["think", "answer"]) {
    const [open, close] = [countOf(text, `<${tag}>`), countOf(text, `</${tag}>`)];
    if (open === 0 && close === 0) return `no-${tag}`;
    if (open !== close) return `${tag}-not-closed`;
    if (open > 1) return `several-${tag}`;
  }
  if (text.includes("<tool_call>") || aroundCall(text).calls > 0) return "call-in-answer";
  const [before = "", thought = "", between = "", answer = "", after = ""] =
    /^([\s\S]*?)<think>([\s\S]*)<\/think>([\s\S]*?)<answer>([\s\S]*)<\/answer>([\s\S]*)$/.exec(text)?.slice(1) ?? ["?"];
  if (before.trim() !== "") return "text-before";
  if (between.trim() !== "") return "text-between";
  if (after.trim() !== "") return "text-after";
  if (thought.trim() === "") return "empty-think";
  return answer.trim() === "" ? "empty-answer" : null;
}

type Tool = NonNullable<PredictionTurn["tool"]>;

/** Calls that belong to each turn of the model, in order. */
function callsByTurn(turns: readonly PredictionTurn[]): readonly (readonly Tool[])[] {
  const calls: Tool[][] = [];
  for (const { role, tool } of turns) {
    if (role === "assistant") calls.push([]);
    else if (tool !== null) calls.at(-1)?.push(tool);
  }
  return calls;
}

/** What is wrong with a turn that zooms: another than one call that was carried out is nothing to learn from. */
function zoomProblem(text: string, calls: readonly Tool[]): string | null {
  if (calls.length !== 1) return calls.length === 0 ? "no-call" : "several-calls";
  if (calls[0]?.error !== null || calls[0].executed === null) return "refused-call";
  if (text.includes("<answer>")) return "answer-in-call";
  if (countOf(text, "<think>") !== countOf(text, "</think>")) return "think-not-closed";
  if (countOf(text, "<think>") > 1) return "several-think";
  const { calls: written, after } = aroundCall(text);
  if (written > 1) return "several-calls";
  return after.trim() === "" ? null : "text-after";
}

/**
 * Whether a trace is in the form that training asks for: one thought and one answer, every tag closed and nothing around
 * them; and before it turns with one zoom each, carried out. An answer in the clear is put into its tag by nobody.
 */
export function formatFilter({ prediction, words }: Trace): FilterResult {
  const calls = callsByTurn(prediction.turns);
  const last = words.turns.length - 1;
  const problems = words.turns.map((text, at) =>
    at === last ? answerProblem(text) : zoomProblem(text, calls[at] ?? []),
  );
  const value = problems.find(problem => problem !== null) ?? null;
  return { filter: "format", code: value === null ? null : "format", value, threshold: null };
}
