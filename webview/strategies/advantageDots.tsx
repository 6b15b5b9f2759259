import { signedText } from "../signedText.js";
import { strategiesContext } from "./strategiesContext.js";

/** CSS pixels; the column is as wide. */
const width = 96;
const middle = width / 2;
const reach = middle - 5;

interface DotsProps {
  readonly before: number | null;
  readonly after: number | null;
  /** The advantage that lies at either end. */
  readonly scale: number;
}

/** An advantage before (open dot) and after (filled dot), around a common middle line. */
export function AdvantageDots({ before, after, scale }: DotsProps) {
  const { t } = strategiesContext.use();
  const place = (value: number) => middle + reach * Math.min(1, Math.max(-1, value / scale));

  const label =
    before === null || after === null
      ? t("advantageUnknown")
      : t("advantageFromTo", signedText(before), signedText(after));
  const [from, to] = [before === null ? null : place(before), after === null ? null : place(after)];
  return (
    <svg class="dots" width={width} height="16" role="img" aria-label={label}>
      <path class="axis" d={`M${String(middle)} 0V16`} />
      {from !== null && to !== null && <path d={`M${from.toFixed(1)} 8H${to.toFixed(1)}`} stroke-width="1.4" />}
      {from !== null && <circle class="open" cx={from} cy="8" r="3.2" />}
      {to !== null && <circle class="full" cx={to} cy="8" r="3.6" />}
    </svg>
  );
}
