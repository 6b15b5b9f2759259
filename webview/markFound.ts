import type { FoundText } from "../src/protocol/foundText.js";

/** Name of the highlight in style sheets. */
const highlightName = "loupe-found";

/** A text node and where its text begins in that of all. */
interface Piece {
  readonly node: Text;
  readonly at: number;
}

function piecesOf(root: Element): { readonly pieces: readonly Piece[]; readonly text: string } {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const pieces: Piece[] = [];
  let text = "";
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    pieces.push({ node, at: text.length });
    text += node.data;
  }
  return { pieces, text };
}

/** Where the nth match begins, else the first one: what the view shows of a turn may leave some of it out. */
function offsetOf(text: string, wanted: string, nth: number): number {
  const first = text.indexOf(wanted);
  let at = first;
  for (let k = 0; k < nth && at !== -1; k++) at = text.indexOf(wanted, at + wanted.length);
  return at === -1 ? first : at;
}

function rangeOf(root: Element, { text: wanted, nth }: FoundText): Range | null {
  const { pieces, text } = piecesOf(root);
  const start = wanted === "" ? -1 : offsetOf(text, wanted, nth);
  const first = pieces.findLast(({ at }) => at <= start);
  const last = pieces.findLast(({ at }) => at < start + wanted.length);
  if (start === -1 || first === undefined || last === undefined) return null;
  const range = new Range();
  range.setStart(first.node, start - first.at);
  range.setEnd(last.node, start + wanted.length - last.at);
  return range;
}

/**
 * Marks a found text where the view shows it, and brings it into view; a turn that shows it in another way (a call as its
 * line) is brought into view as a whole. Null takes the mark away. No element is changed: what draws them need not know.
 */
export function markFound(found: FoundText | null): void {
  CSS.highlights.delete(highlightName);
  if (found === null) return;
  const root = document.querySelector(found.turn === null ? "main.view" : `.turns > .turn[data-turn="${found.turn}"]`);
  if (root === null) return;
  const range = rangeOf(root, found);
  if (range !== null) CSS.highlights.set(highlightName, new Highlight(range));
  (range?.startContainer.parentElement ?? (found.turn === null ? null : root))?.scrollIntoView({ block: "center" });
}
