import type { Size } from "../../page/size.js";

/** What came of looking for a page's image. */
export type PageImage =
  | {
      readonly kind: "image";
      /** As a PageRecord has it: relative to the benchmark's folder, with forward slashes. */
      readonly path: string;
      /** Relative to its folder, for problems. */
      readonly file: string;
      /** In pixels, as stored: an EXIF orientation is not applied. */
      readonly size: Size;
      /** EXIF orientation, 1 to 8. */
      readonly orientation: number;
      readonly mime: string;
      /** Of the file. */
      readonly bytes: number;
      /** Only where hashing was asked for. */
      readonly sha256: string | null;
    }
  /** No file of this name lies below the source or the image folders. `outside`: the name leads out of them. */
  | { readonly kind: "missing"; readonly outside: boolean }
  | { readonly kind: "unreadable"; readonly file: string; readonly reason: string };
