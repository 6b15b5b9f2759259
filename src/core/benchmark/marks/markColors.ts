/** Colours of a mark: of its line and plate, and of the letters on them. */
export interface MarkColors {
  readonly ink: string;
  readonly onInk: string;
}

const written = /^#[0-9a-f]{6}$/i;
const fallback = "#b3261e";

/** Relative luminance from 0 to 1 (WCAG 2.2). */
function luminance(color: string): number {
  const parts = [1, 3, 5].map(at => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = parts;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colours that a mark is drawn in; what is no colour in the form #rrggbb is drawn in that of the first mark. */
export function markColors(color: string): MarkColors {
  const ink = written.test(color) ? color.toLowerCase() : fallback;
  return { ink, onInk: luminance(ink) > 0.3 ? "#000000" : "#ffffff" };
}
