import type { PageImage } from "../../../core/benchmark/import/pageImage.js";

export type ShelvedImage = Extract<PageImage, { readonly kind: "image" }>;

/** The images below a source and below the folders that `--images` names. Nothing outside is ever opened. */
export interface ImageShelf {
  /**
   * The page's image by its name as annotated: the whole name as the end of a path, else its last part. `hints` are
   * folder names (a split, a book's title) that decide where several files bear that name. Never rejects.
   */
  find(name: string, hints: readonly string[]): Promise<PageImage>;
  /** The greyscale map of the same name in a folder called maps or saliency; null: there is none. Never rejects. */
  findSaliency(name: string, hints: readonly string[]): Promise<PageImage | null>;
  /** Whether there is any such map with these hints, so that one that is not there is missing. */
  hasSaliency(hints: readonly string[]): boolean;
}
