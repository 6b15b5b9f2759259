import type { MarkToDraw } from "../marks/markShape.js";
import type { WholeBox } from "../wholeBox.js";

/** An image of a question, before it is made. All boxes in whole pixels. */
export interface PlannedImage {
  readonly role: "page" | "panel" | "shown";
  /** The part of the stored page that is cut out, in its pixels; null: all of it. Never made larger or smaller. */
  readonly part: WholeBox | null;
  /** In pixels of what was cut out. */
  readonly marks: readonly MarkToDraw[];
  /** A part of the clean page that is laid to the right of it, where pixels of the page stay where they are. */
  readonly aside: WholeBox | null;
  /** Of the image as it will be. */
  readonly width: number;
  readonly height: number;
}

/** Whether an image is the stored page and nothing else. */
export const isCleanPage = ({ part, marks, aside }: PlannedImage): boolean =>
  part === null && marks.length === 0 && aside === null;
