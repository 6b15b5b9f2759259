import type { Size } from "../../../core/page/size.js";

/** An image of a page that was found and whose header was read. */
export interface ShelvedImage {
  readonly kind: "image";
  /** As a PageRecord has it: relative to the benchmark's folder below it, else absolute; forward slashes. */
  readonly path: string;
  /** Relative to its folder, for problems. */
  readonly file: string;
  /** In pixels, as stored: an EXIF orientation is not applied. */
  readonly size: Size;
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number;
  readonly mime: string;
  /** Only where hashing was asked for. */
  readonly sha256: string | null;
}

export type ShelfAnswer =
  | ShelvedImage
  /** No file of this name lies below the source or the image folders. `outside`: the name leads out of them. */
  | { readonly kind: "missing"; readonly outside: boolean }
  | { readonly kind: "unreadable"; readonly file: string; readonly reason: string };

/** The images below a source and below the folders that `--images` names. Nothing outside is ever opened. */
export interface ImageShelf {
  /**
   * The page's image by its name as annotated: the whole name as the end of a path, else its last part. `hints` are
   * folder names (a split, a book's title) that decide where several files bear that name. Never rejects.
   */
  find(name: string, hints: readonly string[]): Promise<ShelfAnswer>;
  /** The greyscale map of the same name in a folder called maps or saliency, as a path of a PageRecord. */
  findSaliency(name: string, hints: readonly string[]): string | null;
  /** Whether there is any such map with these hints, so that one that is not there is missing. */
  hasSaliency(hints: readonly string[]): boolean;
}
