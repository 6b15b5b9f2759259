import type { Box } from "../../page/box.js";
import type { AnnotatedCategoryName } from "./annotatedCategories.js";

/** A mask in run lengths, as COCO has them; the counts as a list or in the compressed form. */
export interface MadeRuns {
  readonly size: readonly [height: number, width: number];
  readonly counts: readonly number[] | string;
}

export type MadeAttributes = Readonly<Record<string, string | number | boolean | null>>;

/** An annotation before it has its number. */
export interface MadeAnnotation {
  /** By which the truth names it: its page's part and place. */
  readonly key: string;
  /** Null: a category that is in no list. */
  readonly category: AnnotatedCategoryName | null;
  /** x, y, width, height in page pixels, two decimals. */
  readonly bbox: readonly [number, number, number, number];
  readonly segmentation: readonly (readonly number[])[] | MadeRuns;
  readonly isCrowd: boolean;
  /** Null: the annotation has no such key at all. */
  readonly attributes: MadeAttributes | null;
  /** True where its image is in no list. */
  readonly isStray: boolean;
}

/** A box in whole pixels with the fractions that it was annotated with. */
export interface MadeBox {
  readonly whole: Box;
  readonly drawn: Box;
}
