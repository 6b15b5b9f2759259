import { forwardSearch } from "./forwardSearch.js";
import { lineEnd } from "./lineEnd.js";
import { opensReply } from "./opensReply.js";

/** A line `tool` that opens a reply. */
export interface ToolLine {
  readonly word: "tool";
  /** Where the text before it ends, and where the text after it starts. */
  readonly at: number;
  readonly after: number;
}

export interface ToolLineQuery {
  readonly from: number;
  /** Only lines before this position are wanted. */
  readonly before: number;
  /** Where the turn begins that the line would end. */
  readonly turn: number;
  /** That turn is itself a reply which a `tool` line opened: another one is another reply. */
  readonly inReplies: boolean;
}

const word = "tool";
const callClose = "</tool_call>";

/**
 * Finds the lines `tool` that open a tool's reply in a text without chat tokens. Asked at rising positions, so that all
 * searches together read the text a bounded number of times.
 */
export class ToolLines {
  private readonly text: string;
  private readonly find: (from: number) => number;
  private readonly findAssistant: (from: number) => number;
  private readonly findUser: (from: number) => number;
  private readonly findCallOpen: (from: number) => number;
  private readonly findCallClose: (from: number) => number;

  constructor(text: string, hasReturns: boolean) {
    const line = (lead: string, name: string) => {
      const plain = forwardSearch(text, `${lead}${name}\n`);
      const returned = hasReturns ? forwardSearch(text, `${lead}${name}\r\n`) : () => Infinity;
      return (from: number) => Math.min(plain(from), returned(from));
    };
    this.text = text;
    this.find = line("", word);
    this.findAssistant = line("\n", "assistant");
    this.findUser = line("\n", "user");
    this.findCallOpen = forwardSearch(text, "<tool_call>");
    this.findCallClose = forwardSearch(text, callClose);
  }

  next(query: ToolLineQuery): ToolLine | null {
    const { from, before } = query;
    for (let start = this.find(from); start < before; start = this.find(start + 1)) {
      const isGlued = this.text.endsWith(callClose, start);
      const at = isGlued ? start : start - 1;
      if (at < from || at >= before || (!isGlued && this.text[at] !== "\n")) continue;
      const after = lineEnd(this.text, start + word.length);
      if (this.opens(at, after, query)) return { word, at, after };
    }
    return null;
  }

  private opens(at: number, after: number, { turn, inReplies }: ToolLineQuery): boolean {
    return inReplies || this.followsCall(at) || opensReply(this.text, after) || this.isAnswered(after, turn, at);
  }

  private followsCall(at: number): boolean {
    let end = at;
    while (end > 0 && this.text.charCodeAt(end - 1) <= 32) end--;
    return this.text.endsWith(callClose, end);
  }

  /** The turn has called, and the model answers before anything else happens. */
  private isAnswered(after: number, turn: number, at: number): boolean {
    if (this.findCallClose(turn) >= at) return false;
    const assistantAt = this.findAssistant(after - 1);
    return assistantAt < this.findUser(after - 1) && assistantAt < this.findCallOpen(after);
  }
}
