import type { QuestionRecord } from "../benchmark/questionRecord.js";
import { compatible } from "./compatible.js";
import { isHedged } from "./isHedged.js";
import { lastAnswer } from "./lastAnswer.js";
import { namesAnother } from "./namesAnother.js";
import { numbersOf, parseInteger } from "./parseInteger.js";
import { plainAnswer } from "./plainAnswer.js";
import { readChoice } from "./readChoice.js";
import type { ParsedReply, ReplyRule } from "./parsedReply.js";
import { unreadChoice } from "./unreadChoice.js";

/** Raised when a reply may read differently than before; predictions say which one read them. */
export const replyVersion = 2;

export type AskedQuestion = Pick<QuestionRecord, "answer_type" | "options">;
type Reading = Omit<ParsedReply, "version">;

/**
 * What a reply answers, by rule alone: (1) the last `<answer>` after the last `</think>`; (2) the last line "Answer: X";
 * (3) the last "answer is X"; (4) the whole reply. The first of these that is there decides, whatever follows from it; only
 * the question's own letters are valid, and nothing is ever guessed (facts: evaluation 1.2 and 1.6).
 */
export function parseReply(text: string | null, question: AskedQuestion): ParsedReply {
  return { ...reading(text ?? "", question), version: replyVersion };
}

function reading(text: string, question: AskedQuestion): Reading {
  if (text.trim() === "") return nothing("empty");
  const tagged = lastAnswer(text);
  const open = text.lastIndexOf("<think>");
  const close = text.lastIndexOf("</think>");
  const rest = close === -1 ? text : text.slice(close + "</think>".length);
  if (tagged === null && (open > close || rest.includes("<answer>"))) return nothing("unclosed");
  const said = (tagged ?? withoutCalls(rest)).trim();
  if (said === "") return nothing(tagged === null && rest.trim() === "" ? "empty" : "none");
  const read =
    question.answer_type === "open" ? openReading(said, tagged !== null) : closed(said, tagged !== null, question);
  return read.answer === null && isRefusal(said) ? nothing("refusal") : read;
}

/** Numbers in a call's box are no answer, nor is the call. */
function withoutCalls(text: string): string {
  return text.includes("<tool_call>") ? text.replace(/<tool_call>[^]*?(?:<\/tool_call>|$)/g, "") : text;
}

const nothing = (rule: ReplyRule): Reading => ({ answer: null, rule, candidates: [] });

function openReading(said: string, isTagged: boolean): Reading {
  return isRefusal(said) ? nothing("refusal") : { answer: said, rule: isTagged ? "tag" : "text", candidates: [] };
}

function closed(said: string, isTagged: boolean, question: AskedQuestion): Reading {
  const declared = isTagged ? null : declaredIn(said);
  const sought = declared ?? said;
  if (question.answer_type === "integer") return integerReading(sought);
  const found = readChoice(sought, question.options) ?? (declared === null ? null : leadingLetter(declared, question));
  if (found === null) return unreadChoice(sought, question.options);
  const rule = declared !== null ? "declared" : found.by === "text" ? "text" : isTagged ? "tag" : "letter";
  return { answer: found.label, rule, candidates: [found.label] };
}

function integerReading(sought: string): Reading {
  const numbers = numbersOf(sought);
  const candidates = numbers.filter(Number.isFinite).map(String);
  const answer = parseInteger(sought);
  if (answer !== null) return { answer, rule: "integer", candidates };
  const [first] = numbers;
  const isOne = numbers.length === 1 && first !== undefined && Number.isSafeInteger(first);
  const rule = isOne && isHedged(compatible(sought)) ? "hedged" : numbers.length > 1 ? "several" : "none";
  return { answer: null, rule, candidates };
}

/** What stands behind the last "Answer:" that begins a line, else behind the last "answer is", up to the line's end. */
function declaredIn(said: string): string | null {
  const text = compatible(said);
  const lines = Array.from(
    text.matchAll(/^[ \t>*_#`-]*(?:final\s+)?answer[*_\s]*:[*_\s]*(\S.*)$/gim),
    match => match[1],
  );
  const stated = Array.from(text.matchAll(/\banswer\s+is\s*:?\s*(\S.*)$/gim), match => match[1]);
  return lines.at(-1)?.trim() ?? afterLast(stated.at(-1));
}

/** Two statements may stand on one line: the later one holds. */
function afterLast(stated: string | undefined): string | null {
  if (stated === undefined) return null;
  const again = /^.*\banswer\s+is\s*:?\s*(\S.*)$/i.exec(stated)?.[1];
  return (again ?? stated).trim();
}

/** "B because he sits": behind "answer is" a capital is a letter, unless it is an article. */
function leadingLetter(declared: string, { options }: AskedQuestion) {
  const plain = plainAnswer(declared);
  const [, label, said = ""] =
    /^\(?([B-J]|A(?=\)?\s+(?:because|since|as)(?![a-z])))\)?(\s+[a-z][^]*)$/.exec(plain) ?? [];
  const isValid = options.some(option => option.label.toUpperCase() === label);
  if (label === undefined || !isValid || namesAnother(said, label, options)) return null;
  return { label, by: "letter" as const };
}

const refusal =
  /^(?:(?:i['’]?m|i am)\s+(?:very\s+)?sorry[,.!]?\s*|sorry[,.!]?\s*|unfortunately,?\s*)?(?:but\s+)?(?:i|we)\s+(?:cannot|can['’]?t|can not|won['’]t|will not|am unable to|am not able to|['’]m unable to)\s+(?:help|assist|answer|comply|fulfil|provide|continue|discuss|engage|identify)\b/i;
/** A longer text has something to say. */
const longestRefusal = 400;

function isRefusal(said: string): boolean {
  return said.length <= longestRefusal && refusal.test(said);
}
