import type { Size } from "../../core/page/size.js";
import type { ImageKind } from "./imageKind.js";

/** What an image file says of itself before it is decoded. */
export interface ImageHeader {
  readonly format: ImageKind;
  /** As stored; of an SVG image, as its root element gives it. */
  readonly size: Size;
  /** EXIF orientation, 1 to 8; 1 without one. */
  readonly orientation: number;
  /** As it looks once the orientation is applied. */
  readonly rotated: Size;
}

export type ImageHeaderRead =
  | { readonly kind: "header"; readonly header: ImageHeader }
  | { readonly kind: "no-image" }
  | { readonly kind: "no-size" }
  | { readonly kind: "entities" }
  | { readonly kind: "broken"; readonly message: string }
  | { readonly kind: "too-large"; readonly bytes: number }
  | { readonly kind: "too-many-pixels"; readonly size: Size };
