import type { LetterShape } from "./markShape.js";
import { letterGap, strokeLetter, strokeWidth } from "./strokeLetters.js";

const unitsHigh = 100;

/** Longer labels are cut: a label names a mark, and says nothing. */
const mostLetters = 4;

const lettersOf = (label: string) => Array.from(label.trim()).slice(0, mostLetters).map(strokeLetter);

/** Width of a label whose letters are so high, in pixels. 0 for none. */
export function labelWidth(label: string, letter: number): number {
  const letters = lettersOf(label);
  const units = letters.reduce((sum, { width }) => sum + width, 0) + letterGap * Math.max(0, letters.length - 1);
  return (units * letter) / unitsHigh;
}

/** A label around a middle, its letters so high, in pixels. */
export function labelShapes(
  label: string,
  [middleX, middleY]: readonly [number, number],
  letter: number,
  { mark, color }: Pick<LetterShape, "mark" | "color">,
): readonly LetterShape[] {
  const scale = letter / unitsHigh;
  const half = (strokeWidth * scale) / 2;
  const y = middleY - letter / 2;
  let x = middleX - labelWidth(label, letter) / 2;
  return lettersOf(label).flatMap(({ path, width }) => {
    const left = x;
    x += (width + letterGap) * scale;
    if (path === "") return [];
    const box = [left - half, y - half, left + width * scale + half, y + letter + half] as const;
    return [{ kind: "letter" as const, mark, path, x: left, y, scale, color, width: strokeWidth, box }];
  });
}
