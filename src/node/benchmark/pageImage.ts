import type { Size } from "../../core/page/size.js";
import type { ImageKind } from "../pages/imageKind.js";

/** A stored page that is decoded: three bytes a pixel, row by row, turned as its boxes are. */
export interface PageImage extends Size {
  readonly pixels: Buffer;
  /** What its file was. */
  readonly kind: ImageKind;
  /** Whether its file has an EXIF orientation, which some readers follow and others do not. */
  readonly hasOrientation: boolean;
}

/** Why a page cannot be drawn. */
export interface PageFailure {
  readonly kind: "failed";
  readonly code: "missing-image" | "unreadable-image" | "wrong-size" | "image-changed" | "too-large";
  readonly detail: string;
}
