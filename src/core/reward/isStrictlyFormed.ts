import { endOfTurn } from "../rollout/endOfTurn.js";
import type { Tag } from "../rollout/tag.js";
import type { Trajectory, Turn, TurnPart } from "../rollout/trajectory.js";
import type { ZoomCall } from "../rollout/zoomCall.js";

/**
 * The rule `strict`: in the model's turns every think, call and answer tag that is opened is closed in the same turn, and
 * every call's body can be read as one; there is at least one think, and exactly one answer, which stands in the last
 * turn behind its last think, with nothing but white space behind it. A think that the prompt opened counts as opened.
 * Tags inside a call's body are its text, and what a tool or a user wrote is not looked at. Tokens that end a turn, in
 * dumps that keep them, are no text of the model.
 */
export function isStrictlyFormed({ turns, tags, calls }: Trajectory): boolean {
  const last = turns.findLast(turn => !isBlankFrom(turn.text, 0));
  if (last === undefined || !isModels(last)) return false;
  const form = new TurnForm();
  for (const turn of turns) {
    if (!isModels(turn)) continue;
    if (turn.parts.some(part => part.kind === "call" && !isReadable(part, calls))) return false;
    if (!form.readTurn(turn, tags[turn.index] ?? [])) return false;
    if (turn === last) break;
  }
  return form.thinks > 0 && form.answers === 1 && form.answerEnd !== -1 && isBlankFrom(last.text, form.answerEnd);
}

const isModels = ({ role }: Turn): boolean => role === "model" || role === "unsure";

/** Nothing but white space from a position on, and the tokens that end a turn. */
const isBlankFrom = (text: string, at: number): boolean =>
  at >= text.length || text.slice(at, endOfTurn(text, at, text.length)).trim() === "";

function isReadable(part: TurnPart & { readonly kind: "call" }, calls: readonly ZoomCall[]): boolean {
  if (part.problem === "unclosed-call") return false;
  switch (calls[part.call]?.problem?.code) {
    case "not-json":
    case "no-name":
    case "no-arguments":
      return false;
    // A box that the tool cannot use stands in a body that was read.
    case "no-box":
    case "box-not-four-numbers":
    case "no-point":
    case undefined:
      return true;
  }
}

/** Walks over the think and answer tags of the model's turns. */
class TurnForm {
  thinks = 0;
  answers = 0;
  /** Where the answer of the turn that was read last ends; -1 when it has none behind its last think. */
  answerEnd = -1;
  private isThinking = false;
  private isAnswering = false;
  private isBroken = false;

  /** False when a tag of the turn is not closed in it. */
  readTurn(turn: Turn, tags: readonly Tag[]): boolean {
    this.answerEnd = -1;
    this.isThinking = startsInThink(turn);
    this.isAnswering = false;
    if (this.isThinking) this.thinks++;
    const calls = turn.parts.filter(({ kind }) => kind === "call");
    let next = 0;
    for (const tag of tags) {
      while ((calls[next]?.end ?? Infinity) <= tag.at) next++;
      if (tag.at < (calls[next]?.start ?? Infinity)) this.readTag(tag);
    }
    return !this.isBroken && !this.isThinking && !this.isAnswering;
  }

  private readTag({ name, isClose, end }: Tag): void {
    if (name === "think") this.readThink(isClose);
    else if (name === "answer") this.readAnswer(isClose, end);
  }

  private readThink(isClose: boolean): void {
    if (!isClose) {
      if (this.isThinking) this.isBroken = true;
      this.thinks++;
    } else {
      // An answer that goes on behind it does not stand behind it.
      if (this.isAnswering) this.isBroken = true;
      this.answerEnd = -1;
    }
    this.isThinking = !isClose;
  }

  private readAnswer(isClose: boolean, end: number): void {
    if (!isClose) {
      if (this.isAnswering) this.isBroken = true;
      this.answers++;
    } else if (this.isAnswering) {
      this.answerEnd = end;
    }
    this.isAnswering = !isClose;
  }
}

/** A first part that is a think without its opening tag, and without fault: the prompt ended with the tag. */
function startsInThink(turn: Turn): boolean {
  const first = turn.parts[0];
  return first?.kind === "think" && first.problem === null && !turn.text.startsWith("<think>", first.start);
}
