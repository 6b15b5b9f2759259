/** Mean width of a capital of the lettering font, in ems; the page is laid out without the font at hand. */
const capital = 0.63;

/** Estimated width of a line in ems, a little wide so that real lettering fits. */
export function estimateWidth(text: string): number {
  const narrow = text.match(/[ I.,!'’:;|-]/g)?.length ?? 0;
  const wide = text.match(/[MW…]/g)?.length ?? 0;
  return (text.length - narrow - wide) * capital + narrow * 0.3 + wide * 0.86;
}

/** Breaks text into lines of about equal width, none wider than `limit` ems unless a single word is. */
export function breakLines(text: string, limit: number): readonly string[] {
  const words = text.split(" ");
  const count = Math.max(1, Math.ceil(estimateWidth(text) / limit));
  for (let lines = count; ; lines++) {
    const target = Math.max(estimateWidth(text) / lines, 1);
    const broken = fill(words, Math.min(limit, target * 1.18));
    if (broken.length <= lines || lines >= words.length) return broken;
  }
}

function fill(words: readonly string[], limit: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && estimateWidth(`${last} ${word}`) <= limit) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
