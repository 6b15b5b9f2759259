/** A part of a trajectory's text. */
export type OutlineKind = "turn" | "think" | "call" | "reply" | "answer" | "images";

export interface OutlinePart {
  readonly kind: OutlineKind;
  /** First and last line, from 0; both belong to it. */
  readonly from: number;
  readonly to: number;
  /** What tells it from others: a turn's heading, a call's box, the answer's text. May be empty. */
  readonly detail: string;
  /** Of a turn its number, of a call the how manieth of the text it is, from 1; else 0. */
  readonly number: number;
  /** Parts of a turn; others have none. */
  readonly parts: readonly OutlinePart[];
}

type Tagged = Exclude<OutlineKind, "turn" | "images">;

const tagKinds: Readonly<Record<string, Tagged>> = {
  ...{ think: "think", answer: "answer" },
  ...{ tool_call: "call", grounding: "call", tool_response: "reply", tool: "call" },
};
const heading = /^## (\d+) (.*)$/;
const tags = /<(\/?)(think|answer|tool_call|grounding|tool_response|tool)>/g;
const imageLine = /^\s*(?:<\|(?:vision_start|vision_end|image_pad|video_pad)\|>|<image>|<IMG_CONTEXT>|<\/?img>)+\s*$/;
const numbers = /\[\s*-?[\d.]+(?:\s*,\s*-?[\d.]+){1,3}\s*\]/;
const longestDetail = 80;

/** A list of numbers as people write one, whatever spaces the model left. */
const spaced = (list: string) => list.replace(/\s+/g, "").replaceAll(",", ", ");

interface Opened {
  readonly kind: Tagged;
  readonly tag: string;
  readonly line: number;
  readonly at: number;
}

const clipped = (text: string) => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longestDetail ? `${line.slice(0, longestDetail - 1)}…` : line;
};

/** Reads one trajectory's text from its first line to its last. */
class OutlineReader {
  private readonly lines: readonly string[];
  private readonly turns: OutlinePart[] = [];
  private parts: OutlinePart[] = [];
  private turn: { readonly number: number; readonly name: string; readonly line: number } | null = null;
  private opened: Opened | null = null;
  private imagesFrom: number | null = null;
  private calls = 0;

  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  read(): readonly OutlinePart[] {
    this.lines.forEach((text, line) => {
      this.takeHeading(text, line);
      this.takeImages(text, line);
      for (const match of text.matchAll(tags)) this.takeTag(match, line);
    });
    this.endTurn(this.lines.length - 1);
    return this.turns;
  }

  /** Only the number that comes next makes a heading: a model may write a line that looks like one. */
  private takeHeading(text: string, line: number): void {
    const found = heading.exec(text);
    if (found === null || Number(found[1]) !== this.turns.length + (this.turn === null ? 0 : 1)) return;
    this.endTurn(line - 1);
    this.turn = { number: Number(found[1]), name: found[2] ?? "", line };
  }

  private takeImages(text: string, line: number): void {
    if (imageLine.test(text)) this.imagesFrom ??= line;
    else this.endImages(line - 1);
  }

  private takeTag(match: RegExpExecArray, line: number): void {
    const tag = match[2] ?? "";
    const kind = tagKinds[tag];
    if (kind === undefined) return;
    const { opened } = this;
    if (match[1] === "") {
      // A thought may hold a call, which is a part of its own: the thought ends where the call begins.
      if (opened !== null && opened.kind !== "think") return;
      this.endPart(line, match.index);
      this.opened = { kind, tag, line, at: match.index + match[0].length };
    } else if (opened?.tag === tag) this.endPart(line, match.index);
  }

  private endPart(line: number, at: number): void {
    const { opened } = this;
    this.opened = null;
    if (opened === null) return;
    const text = this.textOf(opened, line, at);
    const number = opened.kind === "call" ? ++this.calls : 0;
    const detail = opened.kind === "call" ? spaced(numbers.exec(text)?.[0] ?? "") : clipped(text);
    this.parts.push({
      kind: opened.kind,
      from: opened.line,
      to: Math.max(opened.line, line),
      detail,
      number,
      parts: [],
    });
  }

  private textOf(opened: Opened, line: number, at: number): string {
    if (line === opened.line) return (this.lines[line] ?? "").slice(opened.at, at);
    const between = this.lines.slice(opened.line + 1, Math.min(line, opened.line + 40));
    return [(this.lines[opened.line] ?? "").slice(opened.at), ...between].join("\n");
  }

  private endImages(line: number): void {
    const from = this.imagesFrom;
    this.imagesFrom = null;
    if (from !== null && line > from)
      this.parts.push({ kind: "images", from, to: line, detail: String(line - from + 1), number: 0, parts: [] });
  }

  private endTurn(line: number): void {
    const last = this.lines[line] === "" ? line - 1 : line;
    if (this.opened !== null) this.endPart(last, (this.lines[last] ?? "").length);
    this.endImages(last);
    const { turn, parts } = this;
    this.parts = [];
    this.turn = null;
    if (turn === null) return;
    const to = Math.max(turn.line, last);
    this.turns.push({ kind: "turn", from: turn.line, to, detail: turn.name, number: turn.number, parts });
  }
}

/**
 * What a trajectory's text is made of, read from the text alone: so that it holds for a saved copy, too. A part without
 * its closing tag ends with its turn. Never throws; linear.
 */
export const trajectoryOutline = (text: string): readonly OutlinePart[] =>
  new OutlineReader(text.split(/\r?\n/)).read();
