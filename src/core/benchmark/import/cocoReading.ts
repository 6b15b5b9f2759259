import type { AnnotationMapping } from "../annotationMapping.js";
import type { PageImage } from "./pageImage.js";

/** By what a page is read. */
export interface CocoReading {
  readonly dataset: string;
  readonly mapping: AnnotationMapping;
  /** Keeps pages whose image is not there, if the annotations give their size. */
  readonly keepsPagesWithoutImage: boolean;
}

/** What lies beside a page's annotations. */
export interface BesidePage {
  readonly image: PageImage;
  /** Null: there is none. */
  readonly saliency: PageImage | null;
}
