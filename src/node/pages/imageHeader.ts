import type { Size } from "../../core/page/size.js";

/** What an image file says of itself before it is decoded. */
export interface ImageHeader {
  /** As stored. */
  readonly size: Size;
  /** EXIF orientation, 1 to 8; 1 without one. */
  readonly orientation: number;
  /** As it looks once the orientation is applied. */
  readonly rotated: Size;
}

export type ImageHeaderRead =
  | { readonly kind: "header"; readonly header: ImageHeader }
  | { readonly kind: "no-image" }
  | { readonly kind: "broken"; readonly message: string }
  | { readonly kind: "too-large"; readonly bytes: number }
  | { readonly kind: "too-many-pixels"; readonly size: Size };
