import type { Comparison } from "./filterExpression.js";
import type { FilterProblem } from "./filterProblem.js";

interface Place {
  /** In UTF-16 units of the text. */
  readonly at: number;
  readonly end: number;
}

export type FilterToken = Place &
  (
    | { readonly kind: "word"; readonly text: string }
    /** A word that belongs to the language, in lower case. */
    | { readonly kind: "keyword"; readonly text: Keyword }
    /** `text`: as it was written. */
    | { readonly kind: "number"; readonly value: number; readonly text: string }
    /** What begins with a number and goes on: `2.jsonl`, `5abc`. A text, where one is asked for. */
    | { readonly kind: "odd"; readonly text: string }
    /** A quoted text, without its quotes. */
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "operator"; readonly text: Comparison }
    | { readonly kind: "open" }
    | { readonly kind: "close" }
    | { readonly kind: "comma" }
    | { readonly kind: "dot" }
    | { readonly kind: "end" }
  );

export const filterKeywords = ["and", "or", "not", "in", "between", "has", "asc", "desc"] as const;
export type Keyword = (typeof filterKeywords)[number];

/** Longer texts are no expressions that a person wrote. */
export const longestFilter = 4000;

const blank = /\s+/uy;
const word = /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{N}_]*)*/uy;
const number = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/uy;
/** What may not follow a number at once. */
const inWord = /[\p{L}\p{N}_.]+/uy;
const symbol = /&&|\|\||==|!=|<=|>=|[=<>~≠≤≥!(),.]/uy;

/** Symbols of other languages that people write by habit mean what they mean there. */
const comparisonOf: Readonly<Partial<Record<string, Comparison>>> = {
  "=": "=",
  "==": "=",
  "!=": "!=",
  "≠": "!=",
  "<": "<",
  "<=": "<=",
  "≤": "<=",
  ">": ">",
  ">=": ">=",
  "≥": ">=",
  "~": "~",
};
const keywordOf: Readonly<Partial<Record<string, Keyword>>> = { "&&": "and", "||": "or", "!": "not" };
const markOf: Readonly<Partial<Record<string, "open" | "close" | "comma" | "dot">>> = {
  "(": "open",
  ")": "close",
  ",": "comma",
  ".": "dot",
};

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

const isKeyword = (text: string): text is Keyword => (filterKeywords as readonly string[]).includes(text);

type Read = FilterToken | FilterProblem;

function readWord(text: string, at: number): Read | null {
  const found = matchAt(word, text, at);
  if (found === null) return null;
  const end = at + found.length;
  const lower = found.toLowerCase();
  return isKeyword(lower) ? { kind: "keyword", text: lower, at, end } : { kind: "word", text: found, at, end };
}

function readNumber(text: string, at: number): Read | null {
  const found = matchAt(number, text, at);
  if (found === null) return null;
  const end = at + found.length;
  const rest = matchAt(inWord, text, end) ?? "";
  const value = Number(found);
  if (rest === "" && Number.isFinite(value)) return { kind: "number", value, text: found, at, end };
  return { kind: "odd", text: found + rest, at, end: end + rest.length };
}

/** A text in double or single quotes; a backslash takes the character after it as it is, `\n` and `\t` as in JSON. */
function readQuoted(text: string, at: number): Read | null {
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return null;
  let value = "";
  for (let i = at + 1; i < text.length; i++) {
    const one = text.charAt(i);
    if (one === quote) return { kind: "text", text: value, at, end: i + 1 };
    if (one !== "\\") value += one;
    else {
      const escaped = text.charAt(++i);
      value += escaped === "n" ? "\n" : escaped === "t" ? "\t" : escaped;
    }
  }
  return { at, end: text.length, why: { code: "unclosed-text" } };
}

function readSymbol(text: string, at: number): Read {
  const found = matchAt(symbol, text, at);
  const end = at + (found ?? "").length;
  const operator = comparisonOf[found ?? ""];
  const mark = markOf[found ?? ""];
  const keyword = keywordOf[found ?? ""];
  if (operator !== undefined) return { kind: "operator", text: operator, at, end };
  if (mark !== undefined) return { kind: mark, at, end };
  if (keyword !== undefined) return { kind: "keyword", text: keyword, at, end };
  const strange = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return { at, end: at + strange.length, why: { code: "strange-character", found: strange } };
}

/** The words of an expression, with an end after the last; or the first thing that is none. Each character is read once. */
export function tokenizeFilter(text: string): readonly FilterToken[] | FilterProblem {
  if (text.length > longestFilter)
    return { at: longestFilter, end: text.length, why: { code: "too-long", limit: longestFilter } };
  const tokens: FilterToken[] = [];
  for (let at = 0; at < text.length;) {
    const skipped = matchAt(blank, text, at);
    if (skipped !== null) {
      at += skipped.length;
      continue;
    }
    const read = readWord(text, at) ?? readNumber(text, at) ?? readQuoted(text, at) ?? readSymbol(text, at);
    if ("why" in read) return read;
    tokens.push(read);
    at = read.end;
  }
  return [...tokens, { kind: "end", at: text.length, end: text.length }];
}
