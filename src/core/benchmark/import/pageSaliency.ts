import type { Size } from "../../page/size.js";
import type { ImportProblem } from "../importProblem.js";
import { isSameShape } from "./isSameShape.js";
import type { PageImage } from "./pageImage.js";

export interface PageSaliency {
  /** As in a PageRecord; null: there is none, or it cannot be laid on the page. */
  readonly path: string | null;
  readonly problems: readonly ImportProblem[];
}

const written = ({ width, height }: Size) => `${width} × ${height}`;

/**
 * The map of where people look on a page. AI4VA's maps bear their page's name, and nothing more is said of them (facts:
 * benchmark 1): one of another size but the page's shape is the page made smaller, kept and told; one of another shape, or
 * that is no image, is not this page's, and is left out.
 */
export function pageSaliency(map: PageImage | null, page: Size): PageSaliency {
  if (map === null || map.kind === "missing") return { path: null, problems: [] };
  const tell = (effect: ImportProblem["effect"], detail: string): readonly ImportProblem[] => [
    { file: map.file, annotation_id: null, code: "bad-saliency", effect, detail },
  ];
  if (map.kind === "unreadable") return { path: null, problems: tell("left-out", map.reason) };
  const { size, path } = map;
  if (size.width === page.width && size.height === page.height) return { path, problems: [] };
  const detail = `${written(size)}, the page ${written(page)}`;
  return isSameShape(size, page)
    ? { path, problems: tell("noted", detail) }
    : { path: null, problems: tell("left-out", detail) };
}
