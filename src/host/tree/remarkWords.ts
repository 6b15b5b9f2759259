import type { Remarks } from "../../core/notes/noteBook.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";

/** What people said of a rollout, for its item. */
export const remarkWords = {
  /** Before everything else of a description: signs for the golden list and a note, and the tags. */
  short(remarks: Remarks | undefined): string {
    if (remarks === undefined) return "";
    const signs = `${remarks.isGolden ? "★" : ""}${remarks.note === null ? "" : "✎"}`;
    return [signs, ...remarks.tags.map(tag => `#${tag}`)].filter(word => word !== "").join(" ");
  },
  /** In words, for the tooltip and for who listens. */
  long(remarks: Remarks | undefined, t: Translate): readonly string[] {
    if (remarks === undefined) return [];
    const { note, tags, isGolden } = remarks;
    return [
      isGolden ? t("on the golden list") : "",
      tags.length === 0 ? "" : t("tags: {0}", tags.join(", ")),
      note === null ? "" : t("note: {0}", clip(note, 400)),
    ].filter(line => line !== "");
  },
} as const;
