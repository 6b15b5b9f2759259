import { effect } from "@preact/signals";
import type { ReviewModel } from "./reviewModel.js";

/** How the time from a deciding key to the next question on its page is called among the browser's measures. */
const measureName = "loupe.review.next";

/** Measures from each deciding key to the frame that shows the next question with its page. */
export function measureNext({ shown, loader, clock }: ReviewModel): void {
  effect(() => {
    const image = loader.image.value;
    if (shown.value === null || image.kind === "loading" || clock.keyAt === null) return;
    const start = clock.keyAt;
    clock.keyAt = null;
    // The stage draws in the next frame; the one after it begins when that is on the screen.
    requestAnimationFrame(() => requestAnimationFrame(() => performance.measure(measureName, { start })));
  });
}
