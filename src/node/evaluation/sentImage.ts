import type { ShownImage } from "../../core/evaluation/shownImage.js";
import type { WholeBox } from "../../core/benchmark/wholeBox.js";

/** An image as it is sent, and what it shows. */
export interface SentImage {
  readonly bytes: Uint8Array;
  readonly mime: "image/png" | "image/jpeg";
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  /** Which part of the stored page it shows, in whole pixels. */
  readonly box: WholeBox;
  readonly shown: ShownImage;
}

/** Why an image cannot be made: the page's own failures, and a ratio of sides that the model's processor refuses. */
export interface ImageFailure {
  readonly kind: "failed";
  readonly code: string;
  readonly detail: string;
}
