import { signedText } from "../signedText.js";

/** Within this of 0 an advantage has no direction to speak of. */
const nearZero = 0.05;
/** The advantage that fills half of a bar. */
const fullScale = 2;

const shapeOf = (value: number) =>
  Math.abs(value) <= nearZero ? "M3 8h10" : value > 0 ? "M8 3l5 9H3z" : "M8 13L3 4h10z";

/** An advantage as a triangle up or down, or a dash near 0, and its signed number. */
export function Advantage({ value }: { readonly value: number }) {
  const isFlat = Math.abs(value) <= nearZero;
  return (
    <span class="advantage">
      <svg class="ico" viewBox="0 0 16 16" aria-hidden="true">
        <path d={shapeOf(value)} fill={isFlat ? "none" : "currentColor"} stroke={isFlat ? "currentColor" : "none"} />
      </svg>
      <b>{signedText(value)}</b>
    </span>
  );
}

/** An advantage as a bar from the middle, on the same scale everywhere. */
export function AdvantageBar({ value }: { readonly value: number }) {
  const share = Math.min(1, Math.abs(value) / fullScale) * 50;
  const left = value < 0 ? 50 - share : 50;
  return (
    <svg class="ab" aria-hidden="true">
      <rect class="axis" x="50%" y="0" width="1" height="6" />
      <rect class="line" x="0" y="3" width="100%" height="1" />
      <rect class="reach" x={`${left}%`} y="1" width={`${share}%`} height="4" />
    </svg>
  );
}
