import type { Box } from "../page/box.js";

/** A box in a model's words, as it wrote it: in its own convention, corners as they came. */
export interface WrittenBox {
  readonly box: Box;
  /** By which form it was told: that of Qwen2-VL, of JSON (Qwen2.5 and later, Gemini), of InternVL and MiniCPM. */
  readonly form: "box_start" | "json" | "box";
  /** UTF-16 offset. */
  readonly at: number;
}

const number = String.raw`\s*(-?\d+(?:\.\d+)?)\s*`;
const four = [number, number, number, number].join(",");
const pair = String.raw`\(${number},${number}\)`;

/** Forms by family (facts: evaluation 2.3). */
const forms: readonly (readonly [WrittenBox["form"], RegExp])[] = [
  ["box_start", new RegExp(String.raw`<\|box_start\|>\s*${pair}\s*,\s*${pair}\s*<\|box_end\|>`, "g")],
  ["json", new RegExp(String.raw`["'](?:bbox_2d|box_2d|bbox)["']\s*:\s*\[${four}\]`, "g")],
  ["box", new RegExp(String.raw`<box>\s*\[{1,2}${four}\]{1,2}\s*</box>`, "g")],
  ["box", new RegExp(String.raw`<box>${[number, number, number, number].join(String.raw`[\s]`)}</box>`, "g")],
];

/** Every box in a text, in the order of the text, in whichever family's form. */
export function readBoxes(text: string): readonly WrittenBox[] {
  const found = forms.flatMap(([form, pattern]) =>
    Array.from(text.matchAll(pattern), match => {
      const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = match.slice(1).map(Number);
      return { box: [x1, y1, x2, y2] as const, form, at: match.index };
    }),
  );
  return found.toSorted((a, b) => a.at - b.at);
}
