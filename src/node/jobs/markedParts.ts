/** A piece of an answer: what stood after a line `<marker> <words…>`. */
export interface MarkedPart {
  readonly words: readonly string[];
  readonly bytes: Buffer;
}

/**
 * Cuts an answer at the lines `\n<marker> <words…>\n` that a script printed between what it read from files. The marker
 * is made anew for every request, so that no file can hold it; what stands before the first is dropped.
 */
export function markedParts(answer: Buffer, marker: string): readonly MarkedPart[] {
  const parts: MarkedPart[] = [];
  const sign = `\n${marker} `;
  let at = answer.indexOf(sign);
  while (at >= 0) {
    const head = at + sign.length;
    const end = answer.indexOf("\n", head);
    if (end < 0) break;
    const next = answer.indexOf(sign, end + 1);
    // A part's own text ends where the next line feed, which is the script's, begins.
    const bytes = answer.subarray(end + 1, next < 0 ? answer.length : Math.max(end + 1, next));
    parts.push({ words: answer.toString("utf8", head, end).split(" "), bytes });
    at = next;
  }
  return parts;
}
