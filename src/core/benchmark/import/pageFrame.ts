import type { Size } from "../../page/size.js";
import type { ImportProblem } from "../importProblem.js";
import type { PageRecord } from "../pageRecord.js";
import { isSameShape } from "./isSameShape.js";
import type { PageImage } from "./pageImage.js";

type FrameProblem = Pick<ImportProblem, "code" | "detail"> & {
  readonly effect: "repaired" | "noted";
  /** Null: the annotation file, which names the page. */
  readonly file: string | null;
};

/** The page that boxes are laid on, or why there is none. */
export type PageFrame =
  | {
      readonly kind: "frame";
      readonly image: PageRecord["image"];
      /** Pixels of the stored image for one pixel that annotations count in, across and down. */
      readonly scale: readonly [x: number, y: number];
      /** The size that annotations count in. */
      readonly annotated: Size;
      readonly problem: FrameProblem | null;
    }
  | { readonly kind: "left-out"; readonly problem: Omit<FrameProblem, "effect"> };

const written = ({ width, height }: Size) => `${width} × ${height}`;
const isSame = (a: Size, b: Size) => a.width === b.width && a.height === b.height;

function besideStored(image: Extract<PageImage, { kind: "image" }>, annotated: Size): PageFrame {
  const { size, orientation, path, sha256, mime, bytes, file } = image;
  const stored = { path, sha256, bytes, width: size.width, height: size.height, mime };
  const turned = orientation === 1 ? "" : `, EXIF orientation ${orientation}`;
  const detail = `stored ${written(size)}${turned}, annotated ${written(annotated)}`;
  const frame = (scale: readonly [number, number], problem: FrameProblem | null): PageFrame => ({
    kind: "frame",
    image: stored,
    scale,
    annotated,
    problem,
  });
  if (isSame(size, annotated))
    // Whoever annotated may have seen the page turned; the numbers cannot tell.
    return frame([1, 1], orientation === 1 ? null : { code: "wrong-size", effect: "noted", file, detail });
  const scale = [size.width / annotated.width, size.height / annotated.height] as const;
  if (!isSameShape(size, annotated)) return { kind: "left-out", problem: { code: "wrong-size", file, detail } };
  return frame(scale, { code: "wrong-size", effect: "repaired", file, detail });
}

/** A page whose image nobody has yet: by its plain name, since whoever opens it later must not be led elsewhere. */
function withoutImage(name: string, annotated: Size, detail: string): PageFrame {
  const plain = name.split(/[\\/]/).at(-1) ?? name;
  return {
    kind: "frame",
    image: { path: plain, sha256: null, ...annotated, mime: "application/octet-stream" },
    scale: [1, 1],
    annotated,
    problem: { code: "missing-image", effect: "noted", file: null, detail },
  };
}

/**
 * Lays what the annotations say of a page's size beside its image. An image of another size but the same shape is the page
 * made larger or smaller, and boxes are scaled; of another shape it is another picture, or turned by its EXIF orientation,
 * and the page is left out: its boxes would be wrong. `keeps`: also a page without an image, if its size is known.
 */
export function pageFrame(name: string, annotated: Size | null, image: PageImage, keeps: boolean): PageFrame {
  switch (image.kind) {
    case "image":
      return besideStored(image, annotated ?? image.size);
    case "unreadable":
      return { kind: "left-out", problem: { code: "unreadable-image", file: image.file, detail: image.reason } };
    case "missing": {
      const detail = image.outside ? `${name}: outside the source` : name;
      return keeps && !image.outside && annotated !== null
        ? withoutImage(name, annotated, detail)
        : { kind: "left-out", problem: { code: "missing-image", file: null, detail } };
    }
  }
}
