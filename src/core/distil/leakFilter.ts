import type { QuestionRecord } from "../benchmark/questionRecord.js";
import { matchesReference } from "../evaluation/matchesReference.js";
import type { FilterResult, Trace } from "./judgedTrace.js";
import { literalPattern } from "./literalPattern.js";

/** What only somebody says who was told more than the question; the name is what the result shows. */
const phrases: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["reference", /\b(?:the|this|given|provided) reference(?: answer)?\b|\breference answer\b/i],
  ["ground-truth", /\bground[- ]truth\b/i],
  ["annotation", /\bannotat(?:ed|ions?)\b|\bmetadata\b/i],
  [
    "given-answer",
    /\b(?:given|provided|expected|known|stated) (?:correct )?answer\b|\bas the answer (?:says|states|key)\b/i,
  ],
  [
    "caption-says",
    /\bthe caption (?:given|provided|says that the answer)\b|\baccording to the (?:answer|label|caption provided)\b/i,
  ],
  ["labelled", /\b(?:box|mark|character|region) [A-Z0-9] is (?:labell?ed|tagged|annotated) (?:by|as|with)\b/i],
  ["bounding-box", /\bbounding box(?:es)? (?:say|given|provided|coordinates)/i],
  ["told", /\b(?:I was|we are|we were|I am) (?:told|given) (?:that )?the (?:correct |right )?answer\b/i],
];

const declares =
  /\b(?:the )?(?:correct |right |final )?answer (?:is|must be|has to be)\b|\b(?:option|choice) [A-H] is (?:correct|right)\b/i;
/** Part of the reasoning in which the answer is not to be named yet. */
const early = 0.15;
/** Pixels by which a box may be off and still be the one that nobody was told. */
const near = 1;

function answersFirst(thoughts: string): boolean {
  const at = thoughts.search(declares);
  return at !== -1 && at < thoughts.length * early;
}

/** Four numbers in a row that are a mark's or a target's box in page pixels, which no picture tells so exactly. */
function namesBox(thoughts: string, { marks, targets }: QuestionRecord): boolean {
  const boxes = [...marks, ...(targets ?? [])].map(({ box }) => box);
  const written = thoughts.matchAll(/(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*(\d{1,5})/g);
  return Array.from(written, ([, ...sides]) => sides.map(Number)).some(sides =>
    boxes.some(box => box.every((side, at) => Math.abs(side - (sides[at] ?? NaN)) <= near)),
  );
}

/** Whether a text gives an answer away by name: "the correct answer is B". */
function tellsAnswer(text: string, answer: string): boolean {
  const named = "(?:correct|right|reference|true|gold|expected|ground[- ]truth) answer";
  // "Is A, B, C or D" names what there is to choose from.
  const alone = `(?![\\p{L}\\p{N}]|["')\\]>]*\\s*(?:,|/|or\\b|and\\b)\\s*["'(\\[<]*[\\p{L}\\p{N}]{1,3}(?![\\p{L}\\p{N}]))`;
  return new RegExp(`${named}\\s*(?:is|:|=)\\s*["'(\\[<]*${literalPattern(answer)}${alone}`, "iu").test(text);
}

/**
 * Whether the answer stood in what the teacher was asked: named as the right one, or, of an open question, in its own
 * words though the question does not say them. Our prompts tell none; those of other programs may.
 */
export function sawAnswer({ prediction, question }: Pick<Trace, "prediction" | "question">): boolean {
  const answer = String(question.answer).toLowerCase();
  const first = prediction.turns.findIndex(({ role }) => role === "assistant");
  const asked = prediction.turns.slice(0, Math.max(0, first)).map(({ text }) => text.toLowerCase());
  const own = `${question.question}\n${question.hint ?? ""}`.toLowerCase();
  // Examples before the question have answers of their own.
  if (!tellsAnswer(own, answer) && tellsAnswer(asked.at(-1) ?? "", answer)) return true;
  if (question.answer_type !== "open") return false;
  if (answer.length < 12 || matchesReference(question.question, question)) return false;
  return !own.includes(answer) && asked.some(text => text.includes(answer));
}

/** What a trace gives away of having been told; null: nothing. */
function leakOf(trace: Trace): string | null {
  const { thoughts, turns } = trace.words;
  if (sawAnswer(trace)) return "saw-answer";
  const last = turns.at(-1) ?? "";
  const answer = last.indexOf("<answer>");
  if (answer !== -1 && answer < last.indexOf("<think>")) return "answer-first";
  const found = phrases.find(([, pattern]) => pattern.test(thoughts));
  if (found !== undefined) return found[0];
  if (namesBox(thoughts, trace.question)) return "box";
  return answersFirst(thoughts) ? "answer-first" : null;
}

/** Whether the reasoning leans on what is not on the page: the reference, annotations, an answer that it begins with. */
export function leakFilter(trace: Trace): FilterResult {
  const value = leakOf(trace);
  return { filter: "leak", code: value === null ? null : "leak", value, threshold: null };
}
