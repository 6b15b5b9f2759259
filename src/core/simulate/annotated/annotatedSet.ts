import type { AnnotationMapping } from "../../benchmark/annotationMapping.js";
import { pageId } from "../../benchmark/pageId.js";
import type { SetWriting } from "../../benchmark/setWriting.js";
import { annotatedCategories, annotatedMapping } from "./annotatedCategories.js";
import { padding } from "./annotateOthers.js";
import { annotatePage, pageTruth } from "./annotatePage.js";
import { writeOfPage } from "./writeOfPage.js";
import type { AnnotationTruth, PageTruth } from "./annotationTruth.js";
import type { MadeAnnotation } from "./madeAnnotation.js";
import { planAnnotatedPages, type AnnotatedPage } from "./planAnnotatedPages.js";

export interface AnnotatedSetOptions {
  readonly seed: number;
  readonly pages: number;
  /** About the height of a page in pixels. */
  readonly height: number;
  /** Annotations in all, made up by things in the background; what the pages have anyway where that is more. */
  readonly annotations: number;
}

/** A file of annotations of the set. */
export interface AnnotatedFile {
  readonly split: PageTruth["split"];
  /** As AI4VA calls it, below `annotations`. */
  readonly name: string;
  /** COCO instances as CVAT writes them. */
  readonly document: object;
}

export interface AnnotatedSet {
  readonly pages: readonly AnnotatedPage[];
  readonly files: readonly AnnotatedFile[];
  readonly mapping: AnnotationMapping;
  readonly truth: AnnotationTruth;
  /** What a model could have written of the pages; all of it is true. */
  readonly writings: readonly SetWriting[];
}

const fileNames: Readonly<Record<PageTruth["split"], string>> = {
  train: "train-annotations.json",
  val: "val-annotations.json",
  test: "depth_TEST_segments.json",
};

/** What an import calls sets whose files are named as AI4VA's. */
const setName = "ai4va";

/** A page that the file of the validation split names and nobody has. */
const pageWithout = "Invented_0499_1954_12_05-94.png";

interface Numbered {
  readonly page: AnnotatedPage;
  readonly image: number;
  readonly annotations: readonly { readonly id: number; readonly made: MadeAnnotation }[];
}

/** Numbers begin anew in each split; in between some are missing, as of annotations that were deleted. */
function numbered(
  pages: readonly { readonly page: AnnotatedPage; readonly made: readonly MadeAnnotation[] }[],
): readonly Numbered[] {
  let id = 0;
  return pages.map(({ page, made }, at) => ({
    page,
    image: at + 1,
    annotations: made.map(one => {
      id += id % 41 === 40 ? 2 : 1;
      return { id, made: one };
    }),
  }));
}

const categoryIds = new Map<string, number>(annotatedCategories.map(({ id, name }) => [name, id]));
/** No category has it. */
const goneCategory = 99;
const goneImage = 9999;

function written({ id, made }: Numbered["annotations"][number], image: number): object {
  const { bbox, segmentation, isCrowd, attributes, category, isStray } = made;
  const [, , width, height] = bbox;
  return {
    id,
    image_id: isStray ? goneImage : image,
    category_id: category === null ? goneCategory : (categoryIds.get(category) ?? goneCategory),
    segmentation,
    area: Math.round(width * height * 100) / 100,
    bbox,
    iscrowd: isCrowd ? 1 : 0,
    ...(attributes === null ? {} : { attributes }),
  };
}

function documentOf(pages: readonly Numbered[], split: PageTruth["split"]): object {
  const images = pages.map(({ page: { file_name, description }, image }) => ({
    id: image,
    width: description.width,
    height: description.height,
    file_name,
    license: 0,
    flickr_url: "",
    coco_url: "",
    date_captured: 0,
  }));
  const gone = { id: Math.max(94, images.length + 1), width: 1700, height: 2300, file_name: pageWithout, license: 0 };
  return {
    licenses: [{ name: "", id: 0, url: "" }],
    info: { contributor: "", date_created: "", description: "Made up by a program", url: "", version: "", year: "" },
    categories: annotatedCategories.map(({ id, name, supercategory }) => ({ id, name, supercategory })),
    images: split === "val" ? [...images, gone] : images,
    annotations: pages.flatMap(({ annotations, image }) => annotations.map(one => written(one, image))),
  };
}

/** The annotation that a key got, as `<split>/<id>`. */
function idsOf({ page, annotations }: Numbered): (key: string) => string {
  const ids = new Map(annotations.map(({ id, made }) => [made.key, `${page.split}/${id}`]));
  return key => ids.get(key) ?? "";
}

/** How many further things every page gets. */
function shares(missing: number, pages: number): readonly number[] {
  return Array.from(
    { length: pages },
    (_, at) => Math.floor((missing * (at + 1)) / pages) - Math.floor((missing * at) / pages),
  );
}

/**
 * A made-up annotated set in AI4VA's own form, and what is true of it. Who is who holds within a page only. The same
 * options give the same set.
 */
export function annotatedSet({ seed, pages: count, height, annotations }: AnnotatedSetOptions): AnnotatedSet {
  const pages = planAnnotatedPages(seed, count, height);
  const made = pages.map(page => annotatePage(seed, page));
  const own = made.reduce((sum, list) => sum + list.length, 0);
  const more = shares(Math.max(0, annotations - own), pages.length);
  const whole = pages.map((page, at) => ({
    page,
    made: [...(made[at] ?? []), ...padding(seed, page, more[at] ?? 0)],
  }));
  const bySplit = (["train", "val", "test"] as const).map(split => ({
    split,
    pages: numbered(whole.filter(({ page }) => page.split === split)),
  }));
  const files = bySplit.map(one => ({
    split: one.split,
    name: fileNames[one.split],
    document: documentOf(one.pages, one.split),
  }));
  const all = bySplit.flatMap(one => one.pages);
  const truth: AnnotationTruth = {
    v: 1,
    kind: "truth",
    seed,
    pages: all.map(one => pageTruth(one.page, idsOf(one))),
    without_image: [pageWithout],
    annotations: Math.max(own, annotations),
  };
  const writings = all.flatMap(one => {
    const { split, file_name } = one.page;
    return writeOfPage(one.page, pageId(setName, split, file_name), idsOf(one));
  });
  return { pages, files, mapping: annotatedMapping, truth, writings };
}
