/** What is wrong with one thing of an annotated set; the rest of the set is imported. */
export interface ImportProblem {
  /** Relative to the source. */
  readonly file: string;
  /** As in the file; null where a whole file or page is meant. */
  readonly annotation_id: string | null;
  readonly code:
    | "unreadable-file"
    | "unknown-shape"
    | "unknown-category"
    | "unmapped-category"
    | "no-box"
    | "box-outside"
    | "bad-polygon"
    | "bad-rle"
    | "empty-segmentation"
    | "no-attributes"
    | "bad-attribute"
    | "twice-the-id"
    | "same-box"
    | "no-page"
    | "missing-image"
    | "unreadable-image"
    | "wrong-size"
    | "tail-as-bubble"
    | "empty-page"
    | "no-panel"
    | "bad-question"
    | "bad-writing"
    | "other-writing"
    | "unwritable-writings"
    | "missing-saliency"
    | "bad-saliency"
    | "astray"
    | "earlier-pages"
    | "other-mapping"
    | "damaged-pages";
  /** `left-out`: it is not in the result; `repaired`: it is, read in another way; `noted`: it is, as it stands. */
  readonly effect: "left-out" | "repaired" | "noted";
  /** Figures or names that explain it, for the log. */
  readonly detail: string | null;
}
