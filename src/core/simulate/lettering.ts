import type { Glyphs } from "./glyphs.js";
import { svg } from "./svg.js";

/** Width of a line in ems. A character without an outline counts as a space. */
function widthOf(text: string, glyphs: Glyphs): number {
  return placed(text, glyphs).end / glyphs.unitsPerEm;
}

/** Where each character of a line starts, in font units. */
function placed(text: string, glyphs: Glyphs): { readonly starts: readonly number[]; readonly end: number } {
  let end = 0;
  let previous = "";
  const starts = Array.from(text).map(character => {
    end += glyphs.kerning[previous + character] ?? 0;
    const start = end;
    end += (glyphs.glyphs[character] ?? glyphs.glyphs[" "])?.advance ?? glyphs.unitsPerEm / 3;
    previous = character;
    return start;
  });
  return { starts, end };
}

/** One line as outlines: its middle at `x`, its baseline at `y`. `em` in page pixels. */
export function drawLine(text: string, x: number, y: number, em: number, glyphs: Glyphs): string {
  const { starts, end } = placed(text, glyphs);
  const scale = em / glyphs.unitsPerEm;
  const parts = Array.from(text).map((character, index) => {
    const path = glyphs.glyphs[character]?.path ?? "";
    return path === "" ? "" : svg`<path transform="translate(${starts[index] ?? 0} 0)" d="${path}"/>`;
  });
  // Six decimals: with two, letters of a large page would be off by a tenth of their size.
  return svg`<g transform="translate(${x - (end * scale) / 2} ${y}) scale(${scale.toFixed(6)})">${parts.join("")}</g>`;
}

/** Lines of lettering centred in a box of page pixels; shrunk where the font is wider than the box was planned for. */
export function drawLines(
  lines: readonly string[],
  [left, top, right, bottom]: readonly [number, number, number, number],
  em: number,
  glyphs: Glyphs,
): string {
  const widest = Math.max(...lines.map(line => widthOf(line, glyphs)));
  const size = Math.min(em, (right - left) / widest);
  const lead = em * lineHeight;
  const first = (top + bottom - lead * (lines.length - 1)) / 2 + size * 0.34;
  return lines.map((line, index) => drawLine(line, (left + right) / 2, first + index * lead, size, glyphs)).join("");
}

/** Distance of two baselines in ems. */
export const lineHeight = 1.06;
