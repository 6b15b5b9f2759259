import type { AnnotationMapping } from "../../../src/core/benchmark/annotationMapping.js";
import { cocoDocument } from "../../../src/core/benchmark/import/cocoDocument.js";
import { cocoPage, type CocoPageRead } from "../../../src/core/benchmark/import/cocoPage.js";
import { cocoPlan, type CocoPlan } from "../../../src/core/benchmark/import/cocoPlan.js";
import type { PageImage } from "../../../src/core/benchmark/import/pageImage.js";
import { splitOfName } from "../../../src/core/benchmark/import/splitOfName.js";
import type { ImportProblem } from "../../../src/core/benchmark/importProblem.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";

export const mapping: AnnotationMapping = {
  categories: { Panel: "panel", Person: "character", "Comic Bubble": "bubble", Tree: "other" },
  attributes: {
    Interdepth: "depth_inter",
    Intradepth: "depth_intra",
    Action: "action",
    Who: "identity",
    Text: "text",
    Order: "order",
  },
  depth: { larger: "farther" },
};

export const categories = [
  { id: 1, name: "Panel" },
  { id: 11, name: "Person" },
  { id: 26, name: "Comic Bubble" },
  { id: 18, name: "Tree" },
  { id: 30, name: "Cloud" },
];

/** A page of 200 × 300 with these annotations. */
export const documentOf = (annotations: readonly unknown[], images: readonly unknown[] = [page]): unknown => ({
  images,
  categories,
  annotations,
});

export const page = { id: 7, file_name: "Invented_0500_1954_12_12-28.png", width: 200, height: 300 };

export const stored = (width = 200, height = 300, orientation = 1): PageImage => ({
  kind: "image",
  path: "pages/a.png",
  file: "a.png",
  size: { width, height },
  orientation,
  mime: "image/png",
  sha256: null,
  bytes: 1,
});

export interface ReadSet {
  readonly plan: CocoPlan;
  readonly reads: readonly CocoPageRead[];
  readonly pages: readonly PageRecord[];
  readonly problems: readonly ImportProblem[];
}

/** Imports annotation files by path, every page with this image. */
export function readSet(files: Readonly<Record<string, unknown>>, image: PageImage = stored(), keeps = false): ReadSet {
  const parsed = Object.entries(files).flatMap(([path, value]) => {
    const document = cocoDocument(value);
    return document === null ? [] : [{ path, split: splitOfName(path), document }];
  });
  const plan = cocoPlan(parsed);
  const reading = { dataset: "made", mapping, keepsPagesWithoutImage: keeps };
  const reads = plan.drafts.map(draft => cocoPage(draft, { image, saliency: null }, reading));
  return {
    plan,
    reads,
    pages: reads.flatMap(read => read.page ?? []),
    problems: [...plan.problems, ...reads.flatMap(read => read.problems)],
  };
}
