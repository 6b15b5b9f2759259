/** A think or answer tag. */
export type TextTag = "think" | "/think" | "answer" | "/answer";

const letter = { a: 97, t: 116, slash: 47 } as const;

/**
 * Calls `visit` with every think and answer tag between two positions of a text, in order: its kind, its start and the
 * position behind it (UTF-16). Makes nothing: it runs over every response of a dump.
 */
export function scanTags(
  text: string,
  start: number,
  end: number,
  visit: (tag: TextTag, at: number, behind: number) => void,
): void {
  for (let at = text.indexOf("<", start); at !== -1 && at < end; at = text.indexOf("<", at + 1)) {
    const second = text.charCodeAt(at + 1);
    const isClose = second === letter.slash;
    const first = isClose ? text.charCodeAt(at + 2) : second;
    if (first !== letter.a && first !== letter.t) continue;
    const tag = tagAt(text, at, isClose, first === letter.a);
    if (tag !== null) visit(tag, at, at + tag.length + "<>".length);
  }
}

function tagAt(text: string, at: number, isClose: boolean, isAnswer: boolean): TextTag | null {
  if (isAnswer) {
    if (isClose) return text.startsWith("</answer>", at) ? "/answer" : null;
    return text.startsWith("<answer>", at) ? "answer" : null;
  }
  if (isClose) return text.startsWith("</think>", at) ? "/think" : null;
  return text.startsWith("<think>", at) ? "think" : null;
}
