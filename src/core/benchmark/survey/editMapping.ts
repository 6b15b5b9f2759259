import { applyEdits, modify } from "jsonc-parser";
import type { AnnotationMapping } from "../annotationMapping.js";

/** A change of one part of a mapping; null takes a name out. */
export type MappingEdit =
  | { readonly part: "categories" | "attributes"; readonly name: string; readonly value: string | null }
  | { readonly part: "depth"; readonly larger: AnnotationMapping["depth"]["larger"] };

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" } as const;

/**
 * The text of a mapping after some changes: everything else in it stays as it is written, comments too. A text that is
 * empty becomes an object.
 */
export function editMapping(text: string, edits: readonly MappingEdit[]): string {
  let after = text.trim() === "" ? "{}\n" : text;
  for (const edit of edits) {
    const path = edit.part === "depth" ? ["depth", "larger"] : [edit.part, edit.name];
    const value = edit.part === "depth" ? edit.larger : (edit.value ?? undefined);
    after = applyEdits(after, modify(after, path, value, { formattingOptions }));
  }
  return after;
}
