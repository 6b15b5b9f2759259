import type { Size } from "../../page/size.js";
import type { ImportProblem } from "../importProblem.js";
import type { SplitName } from "../pageRecord.js";
import { cocoImageSchema } from "./cocoDocument.js";
import type { CocoDraft, DraftAnnotation } from "./cocoDraft.js";
import type { CocoFile } from "./cocoFile.js";
import { shownValue } from "./shownValue.js";
import { splitOfName } from "./splitOfName.js";

/** A draft that annotations are still added to. */
export interface GrowingDraft extends CocoDraft {
  readonly files: string[];
  readonly annotations: DraftAnnotation[];
  readonly damaged: (string | null)[];
  readonly astray: Set<string | null>;
}

export interface CocoPages {
  readonly drafts: readonly GrowingDraft[];
  /** Of each file its image ids. */
  readonly byFile: ReadonlyMap<CocoFile, ReadonlyMap<string, GrowingDraft>>;
  readonly problems: readonly ImportProblem[];
}

const isSide = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0;

function sizeOf({ width, height }: { width?: unknown; height?: unknown }): Size | null {
  return isSide(width) && isSide(height) ? { width, height } : null;
}

const folderOf = (name: string) => name.replace(/[^\\/]*$/, "");

/** A file's own split holds for all its pages; else the page's folder says it. */
function splitOf(file: CocoFile, name: string): SplitName | null {
  return file.split ?? splitOfName(folderOf(name));
}

const newDraft = (
  { path: file }: CocoFile,
  name: string,
  split: SplitName | null,
  size: Size | null,
): GrowingDraft => ({
  ...{ file, name, split, size, files: [], annotations: [], damaged: [] },
  astray: new Set(),
});

/**
 * The pages that the files of a set name, in order. Two entries for one image are one page; of two images with one id in
 * a file the first holds.
 */
export function cocoPages(files: readonly CocoFile[]): CocoPages {
  const problems: ImportProblem[] = [];
  const drafts = new Map<string, GrowingDraft>();
  const byFile = new Map<CocoFile, ReadonlyMap<string, GrowingDraft>>();
  for (const file of files) {
    const tell = (code: ImportProblem["code"], effect: ImportProblem["effect"], detail: string) =>
      problems.push({ file: file.path, annotation_id: null, code, effect, detail });
    const pages = new Map<string, GrowingDraft>();
    const own = new Set<GrowingDraft>();
    byFile.set(file, pages);
    for (const [index, given] of file.document.images.entries()) {
      const parsed = cocoImageSchema.safeParse(given);
      if (!parsed.success) {
        tell("unknown-shape", "left-out", `images[${index}]`);
        continue;
      }
      const { id, file_name: name, ...sides } = parsed.data;
      if (pages.has(id)) {
        tell("twice-the-id", "left-out", `image ${id}: ${shownValue(name)}`);
        continue;
      }
      const split = splitOf(file, name);
      const key = JSON.stringify([split, name]);
      const draft = drafts.get(key) ?? newDraft(file, name, split, sizeOf(sides));
      if (own.has(draft)) tell("twice-the-id", "repaired", `${shownValue(name)}: two images, one page`);
      else draft.files.push(file.path);
      own.add(draft);
      drafts.set(key, draft);
      pages.set(id, draft);
    }
  }
  return { drafts: [...drafts.values()], byFile, problems };
}
