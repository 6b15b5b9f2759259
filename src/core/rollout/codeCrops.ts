import type { Box } from "../page/box.js";

/** A crop that stands in the code of a model whose tool is Python. */
export interface CodeCrop {
  /** The variable that is cropped, as written: `image_1` in DeepEyesV2, `image_clue_0` in PyVision. */
  readonly image: string;
  /** Four literal numbers, in whatever space the code means; null where it computes them. */
  readonly numbers: Box | null;
  /** What stands between the brackets, cut where it is long. */
  readonly written: string;
}

/** A list for people is no longer. */
const most = 50;
const longestArguments = 300;
const openings = /<code>|```python/g;
const closing = /<\/code>|```\s*(?:<|$)/;
const crop = /\b([A-Za-z_]\w{0,60})\s{0,5}\.\s{0,5}crop\s{0,5}\(/g;
const number = /^-?\d{1,9}(?:\.\d{1,12})?$/;

/**
 * The crops that stand literally in the code of a model's turn (`<code>` of DeepEyesV2 and PyVision, blocks of Python). A
 * listing, and nothing more: code may run otherwise than it reads, so that no box is drawn of it.
 */
export function codeCrops(text: string): readonly CodeCrop[] {
  if (!text.includes(".crop")) return [];
  const crops: CodeCrop[] = [];
  let readTo = 0;
  for (const open of text.matchAll(openings)) {
    if (open.index < readTo) continue;
    const from = open.index + open[0].length;
    const close = text.slice(from).search(closing);
    readTo = close === -1 ? text.length : from + close;
    for (const found of text.slice(from, readTo).matchAll(crop)) {
      if (crops.length >= most) return crops;
      crops.push(readCrop(found[1] ?? "", argumentsAt(text, from + found.index + found[0].length, readTo)));
    }
  }
  return crops;
}

function readCrop(image: string, written: string): CodeCrop {
  const inner = written
    .trim()
    .replace(/^[([]/, "")
    .replace(/[)\]]$/, "");
  const parts = inner.split(",").map(part => part.trim());
  const [x1, y1, x2, y2] = parts.map(part => (number.test(part) ? Number(part) : NaN));
  const isLiteral = parts.length === 4 && parts.every(part => number.test(part));
  const numbers = isLiteral ? ([x1 ?? 0, y1 ?? 0, x2 ?? 0, y2 ?? 0] as const) : null;
  return { image, numbers, written: written.trim() };
}

/** The text between a call's brackets, or as much of it as is shown. */
function argumentsAt(text: string, from: number, limit: number): string {
  const end = Math.min(limit, from + longestArguments);
  let depth = 1;
  for (let at = from; at < end; at++) {
    const char = text.charAt(at);
    if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return text.slice(from, at);
  }
  return text.slice(from, end);
}
