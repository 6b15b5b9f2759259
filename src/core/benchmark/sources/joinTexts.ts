import { holderOf } from "./holderOf.js";
import type { SourceBubble } from "./sourcePage.js";

/** Words that were drawn around by themselves: a line, or a block of them. */
export interface SourceText extends SourceBubble {
  /** The id of the balloon that it names as its own; null where it names none. */
  readonly balloon: string | null;
}

export interface JoinedTexts {
  /** The balloons with the words that stand in them, then texts that stand in none, as balloons of their own. */
  readonly bubbles: readonly SourceBubble[];
  /** How many texts became part of a balloon. */
  readonly joined: number;
  /** For each text the balloon that it became part of, or itself. */
  readonly bubbleOf: ReadonlyMap<string, string>;
}

/** By their own numbers where all have one, else from the top. */
function inOrder(texts: readonly SourceText[]): readonly SourceText[] {
  const key = texts.every(({ order }) => order !== null)
    ? ({ order }: SourceText) => order ?? 0
    : ({ box }: SourceText) => box?.[1] ?? 0;
  return texts.toSorted((a, b) => key(a) - key(b));
}

/**
 * Puts texts into the balloons that hold them: the one that a text names, else the smallest that its middle lies in. A
 * balloon that has words of its own keeps them.
 */
export function joinTexts(balloons: readonly SourceBubble[], texts: readonly SourceText[]): JoinedTexts {
  const known = new Set(balloons.map(({ id }) => id));
  const parts = new Map<string, SourceText[]>();
  const bubbleOf = new Map<string, string>();
  const alone: SourceBubble[] = [];
  for (const text of texts) {
    const named = text.balloon !== null && known.has(text.balloon) ? text.balloon : null;
    const owner = named ?? holderOf(text.box, balloons);
    bubbleOf.set(text.id, owner ?? text.id);
    if (owner === null) alone.push(text);
    else parts.set(owner, [...(parts.get(owner) ?? []), text]);
  }
  const bubbles = balloons.map(balloon => {
    const words = inOrder(parts.get(balloon.id) ?? []).flatMap(({ text }) => text ?? []);
    return { ...balloon, text: balloon.text ?? (words.length === 0 ? null : words.join("\n")) };
  });
  return { bubbles: [...bubbles, ...alone], joined: texts.length - alone.length, bubbleOf };
}
