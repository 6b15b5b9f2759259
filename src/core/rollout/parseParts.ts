import type { CallSpan } from "./callSpan.js";
import type { Tag } from "./tag.js";
import { forwardTag } from "./forwardTag.js";
import type { PartProblem, TurnPart } from "./trajectory.js";

/**
 * Divides a model's turn into parts that tile its text: think, answer, calls at the given spans, and text between them
 * (blank stretches too). `tags` are those of the text. A think or answer that holds a call continues behind it as a further part. `firstCall` is the
 * index of the first span's call in the trajectory; `startsInThink` says that the prompt already opened `<think>`.
 */
export function parseParts(
  text: string,
  tags: readonly Tag[],
  spans: readonly CallSpan[],
  firstCall: number,
  callProblems: readonly (PartProblem | null)[],
  startsInThink: boolean,
): readonly TurnPart[] {
  const scanner = new PartScanner(text, tags, startsInThink);
  spans.forEach((span, index) => {
    scanner.readTo(span.start);
    scanner.pushCall(span, firstCall + index, callProblems[index] ?? null);
  });
  scanner.readTo(text.length);
  return scanner.parts;
}

type OpenTag = "think" | "answer";

/** Owns the position and the tag that is open at it. */
class PartScanner {
  readonly parts: TurnPart[] = [];
  private readonly text: string;
  private readonly tags: readonly Tag[];
  private readonly findClose: Readonly<Record<OpenTag, (from: number) => number>>;
  private readonly findAnswer: (from: number) => number;
  private at = 0;
  /** Index of a tag: all before it lie before `at`. */
  private next = 0;
  private open: OpenTag | null;
  /** Only the first `</think>` of a turn may close what was never opened; a later one is a stray tag. */
  private hasSeenThink: boolean;

  constructor(text: string, tags: readonly Tag[], startsInThink: boolean) {
    this.text = text;
    this.tags = tags;
    this.findClose = { think: forwardTag(tags, "think", true), answer: forwardTag(tags, "answer", true) };
    this.findAnswer = forwardTag(tags, "answer", false);
    this.open = startsInThink ? "think" : null;
    this.hasSeenThink = startsInThink;
  }

  /** Reads the stretch up to `end`, which is the start of a call or the end of the text. */
  readTo(end: number): void {
    while (this.at < end) {
      if (this.open === null) this.readText(end);
      else this.readOpen(this.open, end);
    }
  }

  pushCall(span: CallSpan, call: number, problem: PartProblem | null): void {
    this.parts.push({ kind: "call", start: span.start, end: span.end, text: span.body, call, problem });
    this.at = span.end;
    // What is closed nowhere behind the call ends with it.
    if (this.open !== null && this.findClose[this.open](this.at) === Infinity) this.open = null;
  }

  private readText(end: number): void {
    const tag = this.nextTag(end);
    if (tag === null) {
      this.pushText(end, null);
      return;
    }
    if (tag.isClose) {
      this.readStrayClose(tag);
      return;
    }
    this.pushText(tag.at, null);
    this.open = tag.name === "answer" ? "answer" : "think";
    if (tag.name === "think") this.hasSeenThink = true;
  }

  private readOpen(open: OpenTag, end: number): void {
    const closeAt = this.findClose[open](this.at);
    if (closeAt < end) {
      this.pushOpen(open, closeAt + open.length + "</>".length, null, true);
      return;
    }
    if (closeAt !== Infinity) {
      this.pushOpen(open, end, null, false);
      return;
    }
    const answerAt = open === "think" ? this.findAnswer(this.at + 1) : Infinity;
    this.pushOpen(open, Math.min(answerAt, end), open === "think" ? "unclosed-think" : "unclosed-answer", true);
  }

  private readStrayClose(tag: Tag): void {
    if (tag.name === "think" && !this.hasSeenThink) {
      this.hasSeenThink = true;
      this.pushOpen("think", tag.end, "unopened-think", true);
      return;
    }
    this.pushText(tag.at, null);
    this.pushText(tag.end, tag.name === "think" || tag.name === "answer" ? `unopened-${tag.name}` : "unopened-call");
  }

  private pushText(end: number, problem: PartProblem | null): void {
    if (end <= this.at) return;
    this.parts.push({ kind: "text", start: this.at, end, text: this.text.slice(this.at, end), problem });
    this.at = end;
  }

  private pushOpen(kind: OpenTag, end: number, problem: PartProblem | null, isLast: boolean): void {
    if (isLast) this.open = null;
    const text = withoutTags(this.text.slice(this.at, end), kind);
    const isEmpty = kind === "answer" && isLast && text.trim() === "" && problem === null;
    this.parts.push({ kind, start: this.at, end, text, problem: isEmpty ? "empty-answer" : problem });
    this.at = end;
  }

  private nextTag(end: number): Tag | null {
    for (let tag = this.tags[this.next]; tag !== undefined && tag.at < end; tag = this.tags[++this.next]) {
      if (tag.at >= this.at && partsText(tag)) return tag;
    }
    return null;
  }
}

/** Openings of calls are not among the tags that part a model's text: those lie at the spans. */
function partsText(tag: Tag): boolean {
  switch (tag.name) {
    case "think":
    case "answer":
      return true;
    case "tool_call":
    case "grounding":
      return tag.isClose;
    case "tool_response":
      return false;
  }
}

function withoutTags(text: string, kind: OpenTag): string {
  const open = `<${kind}>`;
  const close = `</${kind}>`;
  const from = text.startsWith(open) ? open.length : 0;
  const to = text.endsWith(close) && text.length - close.length >= from ? text.length - close.length : text.length;
  return text.slice(from, to);
}
