import { forwardSearch } from "./forwardSearch.js";
import { lineEnd } from "./lineEnd.js";
import { opensReply } from "./opensReply.js";
import { scanTurn } from "./scanTurn.js";
import { skipBlank } from "./skipBlank.js";
import { sliceTurn } from "./sliceTurn.js";
import { ToolLines } from "./toolLines.js";
import type { TurnRole } from "./trajectory.js";
import type { TurnSlice, TurnSplit } from "./turnSlice.js";

const userWord = "\nuser";
const toolWord = "\ntool";
const assistantWord = "\nassistant";
const callClose = "</tool_call>";
const replyOpen = "<tool_response>";
const replyClose = "</tool_response>";

/**
 * Cuts a response whose chat tokens were dropped when it was decoded, so that turns are divided by the words `user`,
 * `tool` and `assistant` alone on a line. Each may also be the model's own: an `assistant` line counts only where another
 * turn is to be left, a `user` line surely only before a tool's reply. Every other `user` line is weighed: inside a call
 * that is closed later it is part of the call, before an `assistant` line it opens a user's turn, else what follows is
 * "unsure". The first and the last are counted as suspect. A `tool` line (Qwen2.5-VL's template gives replies that role,
 * and no tags) opens a reply where one is tagged, where it stands right behind a call, and where an `assistant` line
 * follows in a turn that called; else it is text. Lines may end in CRLF: some tools' templates write it.
 */
export function splitPlainTurns(text: string): TurnSplit {
  return new PlainSplitter(text).split();
}

/**
 * `forwardSearch` for a role word that ends its line, with LF or CRLF. Nearly all texts have no CRLF, and are searched
 * once.
 */
function searchLine(text: string, hasReturns: boolean, word: string, next = ""): (from: number) => number {
  const plain = forwardSearch(text, `${word}\n${next}`);
  if (!hasReturns) return plain;
  const returned = forwardSearch(text, `${word}\r\n${next}`);
  return from => Math.min(plain(from), returned(from));
}

interface RoleLine {
  readonly word: "user" | "tool";
  /** Where the text before it ends, and where the text after it starts. */
  readonly at: number;
  readonly after: number;
}

/** Owns the positions of one forward walk over a text. */
class PlainSplitter {
  private readonly text: string;
  private readonly findUser: (from: number) => number;
  private readonly findGluedUser: (from: number) => number;
  private readonly findAssistant: (from: number) => number;
  private readonly findCallOpen: (from: number) => number;
  private readonly findCallClose: (from: number) => number;
  private readonly findReplyClose: (from: number) => number;
  private readonly findReplyLine: (from: number) => number;
  /** Null in the many texts in which no line begins with the word. */
  private readonly toolLines: ToolLines | null;
  private readonly turns: TurnSlice[] = [];
  private suspectTurns = 0;
  private role: TurnRole = "model";
  private start = 0;
  /** The word of the line that opened the turn. */
  private openedBy: RoleLine["word"] | "assistant" = "assistant";
  /** Calls before this position are known to be closed. */
  private callsClosedTo = 0;

  constructor(text: string) {
    this.text = text;
    const hasReturns = text.includes("\r\n");
    this.findUser = searchLine(text, hasReturns, userWord);
    this.findGluedUser = searchLine(text, hasReturns, ">user");
    this.findAssistant = searchLine(text, hasReturns, assistantWord);
    this.findCallOpen = forwardSearch(text, "<tool_call>");
    this.findCallClose = forwardSearch(text, callClose);
    this.findReplyClose = forwardSearch(text, replyClose);
    const findUserReply = searchLine(text, hasReturns, userWord, replyOpen);
    const hasToolLines = text.includes(toolWord) || text.includes(">tool");
    this.toolLines = hasToolLines ? new ToolLines(text, hasReturns) : null;
    const findToolReply = hasToolLines ? searchLine(text, hasReturns, toolWord, replyOpen) : null;
    this.findReplyLine =
      findToolReply === null ? findUserReply : from => Math.min(findUserReply(from), findToolReply(from));
  }

  split(): TurnSplit {
    let from = 0;
    while (from !== Infinity) from = this.role === "tool" ? this.leaveTool() : this.leaveText(from);
    return { turns: this.turns, suspectTurns: this.suspectTurns };
  }

  /** From a turn of the model, the user or nobody sure to the next one. Returns where to search on, Infinity at the end. */
  private leaveText(from: number): number {
    const line = this.nextLine(from);
    const assistantAt = this.role === "model" ? Infinity : this.findAssistant(Math.max(0, this.start - 1));
    if (assistantAt < line.at) return this.enterModel(assistantAt);
    if (line.at === Infinity) return this.finish();
    if (opensReply(this.text, line.after)) return this.enterBy(line, "tool");
    if (this.isBlankFrom(line.after)) return this.finish();
    if (line.word === "tool") return this.enterBy(line, "tool");
    if (this.isInsideCall(line.at)) {
      this.suspectTurns++;
      return line.after - 1;
    }
    const role = this.isAnsweredByAssistant(line.after) ? "user" : "unsure";
    if (role === "unsure") this.suspectTurns++;
    return this.enterBy(line, role);
  }

  /** A reply ends with its tags and what the tool adds behind them, before the `assistant` line. */
  private leaveTool(): number {
    const tagged = this.endOfReplies();
    if (tagged === Infinity) return this.finish();
    const glued = tagged + assistantWord.length - 1;
    if (this.text.startsWith(assistantWord.slice(1), tagged) && this.lineEnd(glued) > glued) {
      return this.enter("model", tagged, this.lineEnd(glued));
    }
    const assistantAt = this.findAssistant(tagged);
    const line = this.nextLine(tagged);
    if (assistantAt <= line.at) return assistantAt === Infinity ? this.finish() : this.enterModel(assistantAt);
    if (line.word === "tool") return this.enterBy(line, "tool");
    // Another `user` line comes first: the text up to it may be the model's, after a reply that it made up itself.
    const end = tagged === this.start ? line.at : tagged;
    return this.enter("unsure", end, end);
  }

  private endOfReplies(): number {
    let end = this.start;
    for (;;) {
      const open = skipBlank(this.text, end);
      if (!this.text.startsWith(replyOpen, open)) return end;
      const close = this.findReplyClose(open);
      if (close === Infinity) return Infinity;
      end = close + replyClose.length;
    }
  }

  /** The next line that may open a turn which is not the model's. */
  private nextLine(from: number): RoleLine {
    const user = this.nextUserLine(from);
    if (this.toolLines === null) return user;
    const inReplies = this.role === "tool" && this.openedBy === "tool";
    return this.toolLines.next({ from, before: user.at, turn: this.start, inReplies }) ?? user;
  }

  /** A line `user`, or the word glued to a closed call, as DeepEyes' recipe for verl writes it. */
  private nextUserLine(from: number): RoleLine {
    const alone = this.findUser(from);
    for (let glued = this.findGluedUser(from); glued < alone; glued = this.findGluedUser(glued + 1)) {
      const at = glued + 1;
      if (this.text.endsWith(callClose, at)) return { word: "user", at, after: this.lineEnd(at + userWord.length - 1) };
    }
    return { word: "user", at: alone, after: this.lineEnd(alone + userWord.length) };
  }

  private lineEnd(at: number): number {
    return lineEnd(this.text, at);
  }

  /** True inside a call that is closed before the next tool's reply: then the line is text of that call. */
  private isInsideCall(at: number): boolean {
    for (;;) {
      const open = this.findCallOpen(this.callsClosedTo);
      if (open >= at) return false;
      const close = this.findCallClose(open);
      if (close > at) return close !== Infinity && close < this.findReplyLine(at);
      this.callsClosedTo = close + callClose.length;
    }
  }

  private isAnsweredByAssistant(after: number): boolean {
    const assistantAt = this.findAssistant(after - 1);
    return assistantAt < this.nextUserLine(after - 1).at && assistantAt < this.findCallOpen(after);
  }

  private isBlankFrom(after: number): boolean {
    return skipBlank(this.text, after) === this.text.length;
  }

  private enterBy({ word, at, after }: RoleLine, role: TurnRole): number {
    this.openedBy = word;
    return this.enter(role, at, after);
  }

  private enterModel(at: number): number {
    return this.enter("model", at, this.lineEnd(at + assistantWord.length));
  }

  private enter(role: TurnRole, end: number, start: number): number {
    this.push(end);
    this.role = role;
    this.start = start;
    this.callsClosedTo = start;
    // The newline in front may also open the next line: "\nuser\nassistant\n".
    return Math.max(0, start - 1);
  }

  private finish(): number {
    this.push(this.text.length);
    return Infinity;
  }

  private push(end: number): void {
    // The CR of a CRLF in front of a role word is no part of the text, as the LF is none.
    const last = this.text.startsWith("\r\n", end - 1) ? end - 1 : end;
    const text = this.text.slice(this.start, Math.max(this.start, last));
    const isNothing = text.trim() === "" && this.role !== "model";
    if (!isNothing) this.turns.push(sliceTurn(this.role, text, 0, text.length, scanTurn(text, 0, null)));
  }
}
