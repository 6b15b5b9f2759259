import type { Size } from "../../src/core/page/size.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";
import type { Translate } from "../translate.js";

type Mark = RolloutView["marks"][number];

/** Dataset colours are untrusted text: what is no colour becomes the text's own. */
const asColor = (text: string) => (CSS.supports("color", text) ? text : "currentColor");

interface MarkLinesProps {
  readonly mark: Mark;
  readonly page: Size;
  readonly t: Translate;
}

/** A mark of the question, drawn as the model sees it: part of the page, in the dataset's colour, scaling with it. */
export function MarkLines({ mark, page, t }: MarkLinesProps) {
  const [x1, y1, x2, y2] = mark.box;
  const color = asColor(mark.color);
  const line = Math.max(page.width, page.height) / 250;
  const side = line * 6.4;
  return (
    <g role="img" aria-label={t("nameMark", mark.label)} class="mark">
      <rect x={x1} y={y1} width={x2 - x1} height={y2 - y1} fill="none" stroke={color} stroke-width={line} />
      {mark.label !== "" && (
        <>
          <rect x={x1} y={y1} width={side * Math.max(1, mark.label.length * 0.6)} height={side} fill={color} />
          <text x={x1 + side / 2} y={y1 + side * 0.8} font-size={side * 0.8} text-anchor="middle">
            {mark.label}
          </text>
        </>
      )}
    </g>
  );
}
