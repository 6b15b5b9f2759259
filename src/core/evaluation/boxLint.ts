import type { Box } from "../page/box.js";
import type { BoxConvention } from "./modelFamily.js";
import { conventionSize } from "./boxOnPage.js";
import type { RunFinding } from "./runFinding.js";
import type { ShownImage } from "./shownImage.js";

/** Above this share of boxes that lie outside, the convention is in doubt (facts: evaluation 2.3). */
const doubtfulShare = 0.05;
/** Fewer boxes may be slips. */
const enoughBoxes = 10;

/** Counts the boxes of a run, as they were written, and says whether they can count in what they were taken to count in. */
export class BoxLint {
  readonly #convention: BoxConvention;
  #boxes = 0;
  #outside = 0;
  #fractions = 0;

  constructor(convention: BoxConvention) {
    this.#convention = convention;
  }

  add(written: Box, shown: Pick<ShownImage, "sent" | "seen">): void {
    const { width, height } = conventionSize(this.#convention, shown);
    const [w, h] = this.#convention === "norm1000_yxyx" ? [height, width] : [width, height];
    const [x1, y1, x2, y2] = written;
    const isOutside = Math.min(x1, y1, x2, y2) < 0 || Math.max(x1, x2) > w || Math.max(y1, y2) > h;
    this.#boxes++;
    if (isOutside) this.#outside++;
    if (Math.max(x1, y1, x2, y2) < 1.01) this.#fractions++;
  }

  /** Values: boxes, those outside, and the convention; the last, whether all of them are fractions. */
  findings(): readonly RunFinding[] {
    const boxes = this.#boxes;
    if (boxes < enoughBoxes) return [];
    const areFractions = this.#convention !== "norm1" && this.#fractions === boxes;
    if (!areFractions && this.#outside / boxes <= doubtfulShare) return [];
    const values = [String(boxes), String(this.#outside), this.#convention, areFractions ? "norm1" : ""];
    return [{ code: "box-convention", level: "warning", values }];
  }
}
