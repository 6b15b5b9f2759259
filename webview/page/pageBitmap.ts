/** A decoded page. Bitmaps hold memory outside of the heap until they are closed. */
export interface PageBitmap {
  readonly full: ImageBitmap;
  /** A copy of about two thousand pixels, for showing a large page whole. */
  readonly small: ImageBitmap | null;
  /** Size of the page in page pixels; `full` can be smaller when the page would not fit the budget. */
  readonly width: number;
  readonly height: number;
}
