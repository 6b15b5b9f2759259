/** Run lengths in COCO's compressed form (cocoapi, maskApi.c): from the fourth count on, the difference to the last but one. */
export function compressCounts(counts: readonly number[]): string {
  return counts.map((count, at) => compressOne(at > 2 ? count - (counts[at - 2] ?? 0) : count)).join("");
}

/** Groups of five bits, lowest first, until what is left is the sign. */
function compressOne(value: number): string {
  let rest = value;
  let text = "";
  for (;;) {
    const group = rest & 0x1f;
    rest >>= 5;
    const isLast = (group & 0x10) !== 0 ? rest === -1 : rest === 0;
    text += String.fromCharCode(48 + (isLast ? group : group | 0x20));
    if (isLast) return text;
  }
}
