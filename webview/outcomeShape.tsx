import type { ComponentChildren } from "preact";
import type { Outcome } from "../src/core/rollout/outcome.js";

/** Told apart by shape alone: a filled disc, an open circle, a dashed circle, a dash. */
const shapes: Readonly<Record<Outcome, ComponentChildren>> = {
  correct: (
    <>
      <circle cx="8" cy="8" r="6.4" fill="currentColor" stroke="none" />
      <path class="cutout" d="M5 8.3l2.1 2.1 4-4.6" stroke-width="1.7" />
    </>
  ),
  wrong: (
    <>
      <circle cx="8" cy="8" r="5.9" />
      <path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" stroke-width="1.5" />
    </>
  ),
  unparsed: (
    <>
      <circle cx="8" cy="8" r="5.9" stroke-dasharray="2.2 1.9" />
      <path d="M6.3 6.6c0-2.3 3.5-2.2 3.4 0 0 1.2-1.7 1.3-1.7 2.6M8 11v.3" stroke-width="1.4" />
    </>
  ),
  unknown: <path d="M4 8h8" />,
};

/** Whether the answer was right, as a shape; `label` says it in words. */
export function OutcomeShape({ outcome, label }: { readonly outcome: Outcome; readonly label: string }) {
  return (
    <svg class={`ico ${outcome}`} viewBox="0 0 16 16" role="img" aria-label={label}>
      {shapes[outcome]}
    </svg>
  );
}
