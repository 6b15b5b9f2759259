import type { ImportProblem } from "../importProblem.js";
import { cocoCategorySchema } from "./cocoDocument.js";
import type { CocoFile } from "./cocoFile.js";
import { shownValue } from "./shownValue.js";

/** Names of a file's categories by id. Damaged entries are added to `problems`; of two with one id the first holds. */
export function cocoCategories({ path, document }: CocoFile, problems: ImportProblem[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const tell = (code: ImportProblem["code"], detail: string) =>
    problems.push({ file: path, annotation_id: null, code, effect: "left-out", detail });
  for (const [index, given] of document.categories.entries()) {
    const parsed = cocoCategorySchema.safeParse(given);
    if (!parsed.success) tell("unknown-shape", `categories[${index}]`);
    else if (names.has(parsed.data.id)) {
      const { id, name } = parsed.data;
      if (names.get(id) !== name) tell("twice-the-id", `category ${id}: ${shownValue(name)}`);
    } else names.set(parsed.data.id, parsed.data.name);
  }
  return names;
}
