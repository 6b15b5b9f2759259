import type { Trajectory, Turn, TurnPart } from "../rollout/trajectory.js";
import type { ZoomCall } from "../rollout/zoomCall.js";
import { scanTags, type TextTag } from "./scanTags.js";

/**
 * The rule `strict`: in the model's turns every think, call and answer tag that is opened is closed in the same turn, and
 * every call's body can be read as one; there is at least one think, and exactly one answer, which stands in the last
 * turn behind its last think, with nothing but white space behind it. A think that the prompt opened counts as opened.
 * Tags inside a call's body are its text, and what a tool or a user wrote is not looked at.
 */
export function isStrictlyFormed({ turns, calls }: Trajectory): boolean {
  const last = turns.findLast(turn => turn.text.trim() !== "");
  if (last === undefined || !isModels(last)) return false;
  const tags = new TagState();
  for (const turn of turns) {
    if (!isModels(turn)) continue;
    if (turn.parts.some(part => part.kind === "call" && !isReadable(part, calls))) return false;
    if (!tags.readTurn(turn)) return false;
    if (turn === last) break;
  }
  return (
    tags.thinks > 0 && tags.answers === 1 && tags.answerEnd !== -1 && last.text.slice(tags.answerEnd).trim() === ""
  );
}

const isModels = ({ role }: Turn): boolean => role === "model" || role === "unsure";

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
    case undefined:
      return true;
  }
}

/** Walks over the tags of the model's turns. */
class TagState {
  thinks = 0;
  answers = 0;
  /** Where the answer of the turn that was read last ends; -1 when it has none behind its last think. */
  answerEnd = -1;
  private isThinking = false;
  private isAnswering = false;
  private isBroken = false;

  /** False when a tag of the turn is not closed in it. */
  readTurn(turn: Turn): boolean {
    this.answerEnd = -1;
    this.isThinking = startsInThink(turn);
    this.isAnswering = false;
    if (this.isThinking) this.thinks++;
    for (const part of turn.parts) {
      if (part.kind !== "call") scanTags(turn.text, part.start, part.end, this.visit);
    }
    return !this.isBroken && !this.isThinking && !this.isAnswering;
  }

  private readonly visit = (tag: TextTag, _: number, behind: number): void => {
    switch (tag) {
      case "think":
        if (this.isThinking) this.isBroken = true;
        this.isThinking = true;
        this.thinks++;
        break;
      case "/think":
        // An answer that goes on behind it does not stand behind it.
        if (this.isAnswering) this.isBroken = true;
        this.isThinking = false;
        this.answerEnd = -1;
        break;
      case "answer":
        if (this.isAnswering) this.isBroken = true;
        this.isAnswering = true;
        this.answers++;
        break;
      case "/answer":
        if (this.isAnswering) this.answerEnd = behind;
        this.isAnswering = false;
    }
  };
}

/** A first part that is a think without its opening tag, and without fault: the prompt ended with the tag. */
function startsInThink(turn: Turn): boolean {
  const first = turn.parts[0];
  return first?.kind === "think" && first.problem === null && !turn.text.startsWith("<think>", first.start);
}
